"""Briefings: structured meeting records in, cited dossiers out."""

__version__ = "0.1.0"
