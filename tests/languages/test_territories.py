"""Names of territories from CLDR."""

from __future__ import annotations

import pytest

from briefings.languages.territories import territory
from briefings.languages.text import Language


@pytest.mark.parametrize(
    ("code", "vi", "en"),
    [
        ("FR", "Pháp", "France"),
        ("UY", "Uruguay", "Uruguay"),
        ("JP", "Nhật Bản", "Japan"),
        ("KR", "Hàn Quốc", "South Korea"),
    ],
)
def test_names_of_states(code: str, vi: str, en: str) -> None:
    """A code has CLDR's name in each language."""
    assert territory(code, Language.VI) == vi
    assert territory(code, Language.EN) == en


@pytest.mark.parametrize("code", ["ZZ", "XA", "XB", "001", "fr", "", "ASEAN", "UK", "QQ", "FR\n"])
def test_what_is_no_territory(code: str) -> None:
    """Codes for the unknown, for tests, for regions of the world, and other texts have no name."""
    assert territory(code, Language.VI) is None
    assert territory(code, Language.EN) is None
