"""A dossier in, a page out: HTML by Jinja, PDF by WeasyPrint; the only place that imports either."""
