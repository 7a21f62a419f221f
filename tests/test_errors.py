"""Problems as the user reads them, and the errors that carry them."""

from __future__ import annotations

import pickle

import pytest

from briefings import errors
from briefings.errors import (
    BriefingsError,
    ConfigError,
    LimitError,
    Location,
    Problem,
    RecordError,
    Severity,
    UsageError,
    did_you_mean,
)

PLACE = Location("records/meetings/2031-05-12-fr-geneva.yaml", 9, 13)
TREE = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, BriefingsError)]


@pytest.mark.parametrize(
    ("location", "written"),
    [
        (Location("a.yaml"), "a.yaml"),
        (Location("a.yaml", 3), "a.yaml:3"),
        (Location("a.yaml", 3, 7), "a.yaml:3:7"),
    ],
)
def test_location(location: Location, written: str) -> None:
    """A place is written as editors and compilers do, with as much as is known."""
    assert str(location) == written


def test_problem_says_what_where_and_what_to_do() -> None:
    """A problem has its place and field on one line, and below what is wrong and what to do."""
    problem = Problem(
        'No person is called "jeanne-exmple".',
        PLACE,
        "participants[1].person",
        'Did you mean "jeanne-exemple"?',
    )
    assert str(problem) == (
        "records/meetings/2031-05-12-fr-geneva.yaml:9:13: participants[1].person\n"
        '  No person is called "jeanne-exmple". Did you mean "jeanne-exemple"?'
    )


@pytest.mark.parametrize(
    ("problem", "written"),
    [
        (Problem("It is wrong."), "It is wrong."),
        (Problem("It is wrong.", tip="Mend it."), "It is wrong. Mend it."),
        (Problem("It is wrong.", Location("a.yaml", 1)), "a.yaml:1\n  It is wrong."),
        (Problem("It is wrong.", field="date"), "date\n  It is wrong."),
    ],
)
def test_problem_with_less(problem: Problem, written: str) -> None:
    """What a problem does not know is left out, without a trace."""
    assert str(problem) == written


def test_problem_is_an_error_unless_it_says_otherwise() -> None:
    """A problem blocks unless it is expressly a warning."""
    assert Problem("x").severity is Severity.ERROR


def test_locations_are_ordered_as_they_are_read() -> None:
    """Places are ordered by file, then line, then column, as numbers."""
    places = [Location("b", 1, 1), Location("a", 10, 1), Location("a", 9, 20), Location("a", 9, 3)]
    assert [str(one) for one in sorted(places)] == ["a:9:3", "a:9:20", "a:10:1", "b:1:1"]


def test_error_from_a_bare_text() -> None:
    """A text alone becomes one problem without a place."""
    error = RecordError("It is wrong.")
    assert error.problems == (Problem("It is wrong."),)
    assert str(error) == "It is wrong."


def test_error_carries_every_problem() -> None:
    """All problems found on the way are there, each on lines of its own."""
    first, second = Problem("One.", Location("a", 1)), Problem("Two.", Location("b", 2))
    error = ConfigError(one for one in (first, second))
    assert error.problems == (first, second)
    assert str(error) == "a:1\n  One.\nb:2\n  Two."


@pytest.mark.parametrize("kind", TREE)
def test_errors_travel_between_processes(kind: type[BriefingsError]) -> None:
    """An error that comes back from a worker is of the same kind and has the same problems."""
    error = kind([Problem("One.", PLACE, "date", "Mend it.", Severity.WARNING), Problem("Two.")])
    back = pickle.loads(pickle.dumps(error))  # noqa: S301  our own bytes
    assert (type(back), back.problems, str(back)) == (kind, error.problems, str(error))


def test_exit_codes() -> None:
    """Wrong usage ends with 2, everything else that a user can mend with 1."""
    assert {kind: kind.exit_code for kind in TREE} == {kind: 2 if kind is UsageError else 1 for kind in TREE}
    assert len(TREE) == 10


def test_limits_of_records_are_errors_of_records() -> None:
    """Who handles errors of records handles their limits as well."""
    assert issubclass(LimitError, RecordError)


@pytest.mark.parametrize(
    ("wrong", "known", "said"),
    [
        ("langauges", ["languages", "formats"], 'Did you mean "languages"?'),
        ("US", ["us"], 'Did you mean "us"?'),
        ("JEANNE", ["Jeanne", "jean"], 'Did you mean "Jeanne" or "jean"?'),
        ("zzz", ["languages"], None),
        ("zzz", [], None),
        ("", ["languages"], None),
    ],
)
def test_did_you_mean(wrong: str, known: list[str], said: str | None) -> None:
    """The nearest names are suggested as they are spelt, nearest first; nothing near, nothing said."""
    assert did_you_mean(wrong, known) == said


def test_did_you_mean_names_three_at_most() -> None:
    """Of many near names the three nearest are named."""
    said = did_you_mean("railway", [f"railway{number}" for number in range(9)])
    assert said is not None
    assert said.count(" or ") == 2


def test_did_you_mean_in_other_quotation_marks() -> None:
    """A suggestion may stand in other quotation marks."""
    assert did_you_mean("buidl", ["build"], quote="'") == "Did you mean 'build'?"
