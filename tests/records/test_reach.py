"""Whose dossiers a broken file blocks."""

from __future__ import annotations

import pytest

from .workspaces import FR_MEETING, NO_MEETING, VALID, Workspace

BROKEN = "\n\t- [\n"


def blocked(workspace: Workspace) -> list[str]:
    """Return the codes of the counterparts whose dossiers have to wait."""
    reading = workspace.read()
    assert reading.problems
    return list(reading.blocked)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (FR_MEETING, ["FR"]),
        (NO_MEETING, ["NO"]),
        ("counterparts/NO.yaml", ["NO"]),
        ("people/jeanne-exemple.yaml", ["FR"]),
        ("people/tran-van-a.yaml", ["FR", "NO"]),
        ("commitments/railway.yaml", ["FR"]),
        ("conferences/tourism-2031.yaml", ["FR"]),
        ("frameworks/vn-fr.yaml", ["FR"]),
        ("gaps/2031-02-fr.yaml", ["FR"]),
        ("sources/gazette.yaml", ["FR", "NO"]),
        ("topics.yaml", ["FR", "NO"]),
        ("glossary.yaml", ["FR", "NO"]),
    ],
)
@pytest.mark.parametrize("how", ["unknown field", "no YAML"])
def test_broken_file(workspace: Workspace, name: str, expected: list[str], how: str) -> None:
    """A broken file blocks those who need it, by what it says and by what refers to it."""
    if how == "no YAML":
        workspace.add(name, BROKEN)
    elif name == "topics.yaml":
        workspace.add(name, "  zzz: 1\n")
    else:
        workspace.add(name, "zzz: 1\n")
    assert blocked(workspace) == expected


@pytest.mark.parametrize(
    "written",
    [
        "counterparts: [FR]\n",
        "counterparts: [\n  FR, # not NORWAY\n]\n".replace("NORWAY", "norway"),
        "'counterparts': [ 'FR' ]\r\n",
        "counterparts:\n- FR\n",
        "counterparts:   # whose\n  - FR\n",
        "counterparts: FR\n",
    ],
)
def test_counterparts_are_looked_for_in_what_is_no_yaml(workspace: Workspace, written: str) -> None:
    """A meeting that cannot be parsed concerns the counterparts that its text names."""
    workspace.write(FR_MEETING, f"{written}date: 2031{BROKEN}")
    assert blocked(workspace) == ["FR"]


@pytest.mark.parametrize(
    "written",
    ["", "counterparts: \n", "counterparts: [FR\ndate: 2031\n", "counterparts: [XX]\n"],
)
def test_meeting_that_does_not_tell_blocks_all(workspace: Workspace, written: str) -> None:
    """Where it is not known whom a broken meeting concerns, it concerns everybody."""
    workspace.write(FR_MEETING, f"{written}date: 2031{BROKEN}")
    assert blocked(workspace) == ["FR", "NO"]


def test_wrong_code_blocks_all(workspace: Workspace) -> None:
    """A meeting with a counterpart that nobody knows may be anybody's."""
    workspace.change(FR_MEETING, "counterparts: [FR]", "counterparts: [FX]")
    assert blocked(workspace) == ["FR", "NO"]


def test_key_given_twice_blocks_both(workspace: Workspace) -> None:
    """Where a meeting names its counterparts twice, both lists count."""
    workspace.change(FR_MEETING, "counterparts: [FR]", "counterparts: [FR]\ncounterparts: [NO]")
    assert blocked(workspace) == ["FR", "NO"]


def test_errors_of_rules_block_too(workspace: Workspace) -> None:
    """A contradiction between records blocks as a broken file does."""
    workspace.change(NO_MEETING, "{id: gazette, paragraph: 2}", "{id: gazette, paragraph: 9}")
    assert blocked(workspace) == ["NO"]


def test_warnings_block_nothing(workspace: Workspace) -> None:
    """What is only a warning keeps no dossier from being built."""
    workspace.change(NO_MEETING, ", en: Increase trade.", "")
    assert blocked(workspace) == []


def test_erratum_concerns_only_those_it_names(workspace: Workspace) -> None:
    """A counterpart named in an erratum is not needed by all who cite the source."""
    erratum = "errata:\n  - {printed: x, right: {vi: a, en: a}, why: {vi: b, en: b}, counterparts: [NO]}\n"
    workspace.add("sources/gazette.yaml", erratum)
    workspace.write("counterparts/NO.yaml", VALID["counterparts/NO.yaml"] + "zzz: 1\n")
    assert blocked(workspace) == ["NO"]
