"""What a dossier shows as JSON, and back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from briefings.dossier.data import LARGEST, DataError, decode, encode
from briefings.dossier.showing import show
from briefings.dossier.shown import Shown
from briefings.languages.text import Text
from briefings.model.confirmation import Confirmation
from briefings.model.meetings import Place

from . import house


def everything() -> Shown:
    """Return what a dossier shows that holds something of each sort."""
    held = house.records(
        house.person("jeanne", "FR", house.post("fm", "2030-01-01", confirmation=Confirmation.PARTLY)),
        house.meeting(
            "2031-05-12",
            house.statement("s1", commitment="rail", note=Text("chú", "note")),
            participants=house.present(jeanne="FR"),
            place=Place("CH"),
        ),
        house.commitment("rail", "2031-12", house.outcome("2031-11-01")),
        house.framework("csp", "2030-06"),
        house.gap("2031-02-14"),
        house.source("gazette", errata=(house.erratum("Geneve", "FR", doubt=True),), title="“Báo”"),
    )
    return show(house.dossier(held, on="2032-01-01", stated=True))


def test_it_comes_back_as_it_was() -> None:
    """Reading what was written gives the same values, of the same types."""
    shown = everything()
    assert decode(encode(shown)) == shown
    for part in (shown.meetings, shown.points, shown.commitments, shown.misprints, shown.gaps, shown.people):
        assert part


def test_it_is_written_for_people_too() -> None:
    """UTF-8 without escapes, keys in order, one field a line, a newline at the end."""
    raw = encode(everything())
    assert raw.endswith(b"}\n")
    assert "“Báo”" in raw.decode()
    written = json.loads(raw)
    assert list(written) == sorted(written)
    assert (written["format"], written["version"]) == ("briefings-dossier", 1)
    assert raw.decode() == json.dumps(written, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def test_the_format_is_pinned() -> None:
    """A point has its address, who did what, where it was read, and both languages."""
    (point,) = json.loads(encode(everything()))["points"]
    assert point == {
        "act": "agreed",
        "address": "2031-05-12.s1",
        "by": ["both"],
        "confirmation": "confirmed",
        "date": "2031-05-12",
        "meeting": "2031-05-12",
        "note": {"en": "note", "vi": "chú"},
        "sources": [{"paragraph": 2, "source": "gazette"}],
        "text": {"en": "s1", "vi": "s1"},
        "topics": ["trade"],
    }


def test_what_is_not_known_is_left_out() -> None:
    """There is no null, and no empty list where none is wanted."""
    assert b"null" not in encode(everything())
    assert '"to"' not in encode(everything()).decode()


def changed(**fields: Any) -> bytes:  # noqa: ANN401
    """Return data of which some fields say something else."""
    return json.dumps({**json.loads(encode(everything())), **fields}).encode()


TIP = "Name a PDF or the data of a dossier made by briefings build, unchanged."
NOT_OURS = f"These are not the data of a dossier. {TIP}"
NEWER = "The data have version 2; this program reads version 1."
OTHER_PROGRAM = "Use the program that wrote them, or compare with a day."
SECRECY = (
    'marking: "mật" is a level of state secrecy. Such records are refused: take this file off the machine.'
)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", NOT_OURS),
        (b"\xff\xfe", NOT_OURS),
        (b"[]", NOT_OURS),
        (b"[" * 200_000, NOT_OURS),
        (b'{"format": "other"}', NOT_OURS),
        (changed(version=2), f"{NEWER} {OTHER_PROGRAM}"),
        (changed(marking="mật"), f"{SECRECY} {TIP}"),
        (changed(points=[{"address": "a.b"}]), f'points[0].meeting: The field "meeting" is missing. {TIP}'),
        (changed(surprise=1), f'surprise: No field is called "surprise" here. {TIP}'),
    ],
    ids=["empty", "binary", "list", "deep", "foreign", "newer", "secret", "incomplete", "unknown"],
)
def test_other_data_are_refused(raw: bytes, said: str) -> None:
    """What is not ours, newer or damaged is named as such; nothing else is raised."""
    with pytest.raises(DataError) as told:
        decode(raw)
    assert str(told.value).strip() == said


def test_endless_data_are_refused() -> None:
    """There is a limit, stated in the message."""
    with pytest.raises(DataError, match="The data have more than 128 megabytes"):
        decode(b" " * (LARGEST + 1))
