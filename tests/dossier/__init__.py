"""Tests of gathering dossiers."""
