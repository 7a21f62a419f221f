"""Files as records of the model: what each type of field accepts, and how it refuses the rest."""

from __future__ import annotations

import subprocess
import sys

import pytest

from briefings.languages.dates import Day
from briefings.languages.text import Name, Text
from briefings.model.markings import Marking
from briefings.model.meetings import Mode, Participant, Role

from .workspaces import FR_MEETING, NO_MEETING, Workspace

FILE = f"records/{FR_MEETING}"


def test_meeting_is_typed(workspace: Workspace) -> None:
    """A valid file becomes a frozen record with days, texts, markings and citations."""
    meeting = workspace.read().records.meetings["2031-05-12-fr"]
    assert meeting.date == Day(2031, 5, 12)
    assert meeting.title == Text("Gặp tại Geneva", "Meeting in Geneva")
    assert (meeting.mode, meeting.marking) == (Mode.IN_PERSON, Marking.PUBLIC)
    assert meeting.participants[1] == Participant("jeanne-exemple", "FR", Role.PRINCIPAL)
    assert (meeting.statements[0].by, meeting.statements[0].to) == (("VN",), ("FR",))
    assert meeting.statements[0].source.paragraph == 2


def test_name_may_be_spelt_alike(workspace: Workspace) -> None:
    """A plain string is a name in both languages."""
    meeting = workspace.read().records.meetings["2031-05-12-fr"]
    assert meeting.place is not None
    assert meeting.place.city == Name("Geneva", "Geneva")


def test_norway_is_a_country(workspace: Workspace) -> None:
    """The code NO is read as it is written, as a value and as a key."""
    workspace.add("glossary.yaml", "  NO: {vi: Na Uy, en: Norway}\n")
    records = workspace.read().records
    assert records.meetings["2031-05-13-no"].counterparts == ("NO",)
    assert records.glossary.territories[1] == ("NO", Name("Na Uy", "Norway"))


@pytest.mark.parametrize("written", ["0084912345678", "0777", "1e3", "3.10"])
def test_text_keeps_its_spelling(workspace: Workspace, written: str) -> None:
    """What looks like a number is text where the field holds text."""
    workspace.change(FR_MEETING, "commitment: railway", f"commitment: railway\n    verb: {written}")
    assert workspace.read().records.meetings["2031-05-12-fr"].statements[0].verb == written


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("date: 2031-05-12", "date: 2026-02-30", ':1:7: date\n  "2026-02-30" is not a day of the calendar.'),
        (
            "date: 2031-05-12",
            "date: 12/5/2031",
            ':1:7: date\n  "12/5/2031" is not a date. Write it as YYYY-MM-DD, YYYY-MM or YYYY.',
        ),
        ("mode:", "mood:", ':3:1: mood\n  No field is called "mood" here. Did you mean "mode"?'),
        (
            "mode: in-person",
            "mode: in_person",
            (
                ":3:7: mode\n"
                '  "in_person" is none of the words that may stand here. Did you mean "in-person"? '
                "All are: in-person, online, hybrid, call, letter."
            ),
        ),
        (
            "side: FR}",
            "side: FR, zzz: 1}",
            (
                ":11:40: participants[1].zzz\n"
                '  No field is called "zzz" here. Its fields are: person, side, role.'
            ),
        ),
        (
            "  - {person: jeanne-exemple, side: FR}",
            "  - {side: FR}",
            ':11:5: participants[1].person\n  The field "person" is missing. Write it.',
        ),
        (
            "{vi: Gặp tại Geneva, en: Meeting in Geneva}",
            "Meeting in Geneva",
            ":2:8: title\n  This text is wanted in both languages. Write {vi: …, en: …}.",
        ),
        (
            "{vi: Gặp tại Geneva, en: Meeting in Geneva}",
            '{vi: " ", en: }',
            ":2:8: title\n  Nothing is written here in either language. Write {vi: …, en: …}.",
        ),
        (
            "vi: Gặp tại Geneva,",
            "vi: Gặp, nói chuyện,",
            (
                ':2:18: title.nói chuyện\n  No field is called "nói chuyện" here. '
                "In braces a comma ends the text before it: put that text in quotation marks."
            ),
        ),
        (
            "counterparts: [FR]",
            "counterparts: FR",
            (
                ":6:15: counterparts\n  A list is wanted here, not text. "
                "Write its entries in brackets, or one a line after a hyphen."
            ),
        ),
        (
            "counterparts: [FR]",
            "counterparts: []",
            ":6:15: counterparts\n  The list is empty. Write at least one entry.",
        ),
        (
            "topics: [trade]",
            "topics:",
            (
                ":19:12: statements[0].topics\n  Nothing is written here. "
                "Write it, or leave the field out if it may be left out."
            ),
        ),
        (
            "paragraph: 2}",
            "paragraph: 0x2}",
            ':20:38: statements[0].source.paragraph\n  "0x2" is not a number. Write it in digits, from 1.',
        ),
        (
            "id: s1",
            "id: s 1",
            (
                ':13:9: statements[0].id\n  "s 1" is not an identifier. '
                "Use the letters A to Z, digits and hyphens only."
            ),
        ),
        (
            "country: CH",
            "country: ch",
            ':4:32: place.country\n  "ch" is not a country\'s code. Write two capital letters, such as PE.',
        ),
        (
            "marking: public\n",
            "",
            (
                ":1:1: marking\n"
                "  No marking is given, and none is assumed. Write public, internal or restricted."
            ),
        ),
        (
            "marking: public",
            "marking:",
            (
                ":8:9: marking\n  Nothing is written here, and no marking is assumed. "
                "Write public, internal or restricted."
            ),
        ),
        (
            "marking: public",
            "marking: open",
            ':8:10: marking\n  "open" is not a marking. Write public, internal or restricted.',
        ),
        (
            "marking: public",
            "marking: Mật",
            (
                ':8:10: marking\n  "Mật" is a level of state secrecy. Such records are refused: '
                "take this file off the machine."
            ),
        ),
        (
            "marking: public",
            "marking: public\nid: x",
            ':9:1: id\n  No field is called "id" here. The name of the file says it. Delete this line.',
        ),
    ],
)
def test_refusals(workspace: Workspace, old: str, new: str, expected: str) -> None:
    """What a field does not hold is refused at its place, with what to do."""
    workspace.change(FR_MEETING, old, new)
    assert f"{FILE}{expected}" in workspace.said()


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (
            "people/tran-van-a.yaml",
            "confirmation: confirmed",
            "confirmation: confirmed\n    shared: yes",
            ':10:13: posts[0].shared\n  "yes" is neither true nor false. Write true or false.',
        ),
        (
            "sources/gazette.yaml",
            "marking: public",
            "marking: public\nurl: javascript:alert(1)",
            ':3:6: url\n  "javascript:alert(1)" is not the address of a page. It begins with https:// or http://.',
        ),
        (
            "sources/gazette.yaml",
            "marking: public",
            "marking: public\nfile: {name: a.txt, sha256: 12}",
            ':3:29: file.sha256\n  "12" is not a SHA-256. Write its 64 hexadecimal digits, in small letters.',
        ),
        (
            "sources/gazette.yaml",
            "marking: public",
            "marking: public\ntitle: ''",
            ":3:8: title\n  Nothing is written here. Write it, or leave the field out if it may be left out.",
        ),
        (
            "glossary.yaml",
            "VN:",
            "Vn:",
            ':2:3: territories.Vn\n  "Vn" is not a country\'s code. Write two capital letters, such as PE.',
        ),
        (
            "topics.yaml",
            "- id: trade\n  label",
            "label",
            ":1:1\n  This file is a list, not a mapping. Begin every entry with a hyphen.",
        ),
    ],
)
def test_refusals_in_other_files(workspace: Workspace, name: str, old: str, new: str, expected: str) -> None:
    """The types of fields that meetings do not have are refused alike."""
    workspace.change(name, old, new)
    assert f"records/{name}{expected}" in workspace.said()


def test_list_at_the_root(workspace: Workspace) -> None:
    """A file that is a list is no record."""
    workspace.write(FR_MEETING, "- date: 2031-05-12\n")
    assert (
        f"{FILE}:1:1\n  This file is a mapping of fields, not a list. Write one field a line."
        in workspace.said()
    )


def test_all_errors_of_a_file_are_reported(workspace: Workspace) -> None:
    """A file is not left at its first error."""
    workspace.change(NO_MEETING, "mode: in-person", "mode: shouted")
    workspace.change(NO_MEETING, "act: agreed", "act: nodded")
    workspace.change(NO_MEETING, "date: 2031-05-13", "date: soon")
    fields = [problem.field for problem in workspace.read().problems]
    assert fields == ["date", "mode", "statements[0].act"]


def test_pydantic_itself_is_not_imported() -> None:
    """Importing the reader does not pay for the validator."""
    code = "import sys, briefings.records; print({'pydantic', 'pydantic_core'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
