"""Bilingual text, dates, ordinals, names, sorting and catalogues: the only place that imports Babel."""
