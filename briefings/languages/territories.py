"""Names of states and territories as CLDR has them, for what the house glossary does not name."""

from __future__ import annotations

import re

from babel import Locale

from briefings.languages.text import Language

_ALPHA_2 = re.compile(r"[A-Z]{2}")
# CLDR's codes for "unknown" and for software tests; neither names a place
_NO_PLACE = frozenset({"ZZ", "XA", "XB"})
_LOCALES = {Language.VI: "vi", Language.EN: "en_GB"}


def territory(code: str, language: Language) -> str | None:
    """Return CLDR's name for an ISO 3166 alpha-2 code (also EU, UN, XK), or ``None`` if it has none.

    House style comes first and is asked elsewhere: CLDR says "South Korea", "Liên Minh Châu Âu".
    """
    if code in _NO_PLACE or _ALPHA_2.fullmatch(code) is None:
        return None
    name: str | None = Locale.parse(_LOCALES[language]).territories.get(code)
    return name
