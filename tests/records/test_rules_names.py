"""Names of counterparts: whoever is asked for is one, not two."""

from __future__ import annotations

import pytest

from .workspaces import Workspace

FILE = "records/counterparts/NO.yaml"
TIP = "Take it from one of them, so that it is clear who is asked for."


@pytest.mark.parametrize(
    ("line", "place", "name"),
    [
        ("aliases: [Norge, Pháp]", "4:18: aliases[1]", "Pháp"),
        ("aliases: [FRANCE]", "4:11: aliases[0]", "FRANCE"),
        ("aliases: [Phap, Pha\u0301p]", "4:17: aliases[1]", "Pha\u0301p"),
        ("aliases: [fr]", "4:11: aliases[0]", "fr"),
        ("official: {vi: Vương quốc, en: France}", "4:32: official.en", "France"),
        ("in_sentence: {vi: Pháp, en: Norway}", "4:19: in_sentence.vi", "Pháp"),
    ],
)
def test_shared_name(workspace: Workspace, line: str, place: str, name: str) -> None:
    """A name of another counterpart is an error at its place, in capitals or not, composed or not."""
    workspace.add("counterparts/NO.yaml", f"{line}\n")
    assert workspace.said() == [f'{FILE}:{place}\n  FR and NO are both called "{name}". {TIP}']


def test_alias_of_both(workspace: Workspace) -> None:
    """Two that share an alias are named, at the second one's."""
    for code in ("FR", "NO"):
        workspace.add(f"counterparts/{code}.yaml", "aliases: [The Kingdom]\n")
    assert workspace.said() == [f'{FILE}:4:11: aliases[0]\n  FR and NO are both called "The Kingdom". {TIP}']


def test_code_of_a_later_one(workspace: Workspace) -> None:
    """A code belongs to its counterpart even where another, read earlier, has it as an alias."""
    workspace.add("counterparts/FR.yaml", "aliases: ['NO']\n")
    assert workspace.said() == [
        f'records/counterparts/FR.yaml:4:11: aliases[0]\n  NO and FR are both called "NO". {TIP}'
    ]


def test_name_that_is_repeated_by_its_own(workspace: Workspace) -> None:
    """One counterpart may repeat its own names."""
    workspace.add("counterparts/NO.yaml", "in_sentence: Norway\naliases: [norway, 'no', Na Uy]\n")
    assert workspace.said() == []


def test_name_shared_in_both_languages(workspace: Workspace) -> None:
    """The same name in several fields is reported once."""
    workspace.add("counterparts/NO.yaml", "official: {vi: France, en: France}\naliases: [France]\n")
    assert workspace.said() == [f'{FILE}:4:16: official.vi\n  FR and NO are both called "France". {TIP}']


def test_shared_name_blocks_the_one_that_is_to_be_mended(workspace: Workspace) -> None:
    """The dossier of the counterpart at fault waits; the other is not held back."""
    workspace.add("counterparts/NO.yaml", "aliases: [France]\n")
    assert list(workspace.read().blocked) == ["NO"]
