"""A live preview: dossiers in a browser of this machine, which follow the records and the templates."""
