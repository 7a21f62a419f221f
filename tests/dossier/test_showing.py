"""What the pages of a dossier show, taken out of it."""

from __future__ import annotations

from briefings.dossier import data
from briefings.dossier.showing import show
from briefings.dossier.shown import Cited, Tenure
from briefings.languages.dates import Day
from briefings.languages.text import Name, Text
from briefings.model.conferences import Conference
from briefings.model.confirmation import Confirmation
from briefings.model.markings import Marking
from briefings.model.sources import Citation

from . import house


def raw(*things: object, **more: object) -> str:
    """Return the data of a dossier as text."""
    return data.encode(show(house.dossier(house.records(*things), **more))).decode()  # type: ignore[arg-type]


def test_nothing_above_the_clearance_is_in_it() -> None:
    """Of records and statements that this audience may not see, neither text nor identifier is there."""
    secret = {"marking": Marking.RESTRICTED}
    held = (
        house.meeting("2031-05-12", house.statement("s1"), house.statement("hidden-point", **secret)),
        house.meeting("2031-06-01", house.statement("s1", source=Citation("hidden-source")), **secret),
        house.commitment("hidden-promise", None, house.outcome("2031-01-01"), **secret),
        house.framework("hidden-framework", "2030", **secret),
        house.gap("2031-02-14", what=house.text("hidden-gap"), **secret),
        house.person("hidden-person", "FR", house.post("fm", "2030"), **secret),
        house.source("hidden-source", **secret),
    )
    assert "hidden" in raw(*held)
    seen = raw(*held, clearance=Marking.INTERNAL)
    assert "hidden" not in seen
    assert "2031-06-01" not in seen
    assert "2031-05-12.s1" in seen


def test_inner_names_and_link_targets_stay_out() -> None:
    """Texts come as they are read; of a post its title, not its inner name; of a point no verb."""
    seen = raw(
        house.meeting(
            "2031-05-12",
            house.statement("s1", verb="inner-verb", text=house.text("See [this](file:///inner/path)")),
            participants=house.present(jeanne="FR"),
        ),
        house.person("jeanne", "FR", house.post("inner-office", "2030", title=Text("Bộ trưởng", "Minister"))),
    )
    assert "inner" not in seen
    assert '"en": "See this"' in seen
    assert '"Bộ trưởng"' in seen


def test_a_note_on_a_confirmed_fact_stays_out() -> None:
    """Pages print the note of a post or framework only where it is not confirmed; so do the data."""
    note = {"note": house.text("why it is so")}
    unsure = {**note, "confirmation": Confirmation.PARTLY}
    for thing in (house.framework, lambda _, start, **more: _with_post(house.post("fm", start, **more))):
        assert "why it is so" not in raw(thing("one", "2030", **note))  # type: ignore[operator]
        assert "why it is so" in raw(thing("one", "2030", **unsure))  # type: ignore[operator]


def _with_post(post: object) -> object:
    return house.person("jeanne", "FR", post)  # type: ignore[arg-type]


def test_only_sides_that_are_named_are_in_it() -> None:
    """Other members of a forum at a meeting are not named on a page, and not in the data."""
    meeting = house.meeting("2031-05-12", house.statement("s1", by="FR"), counterparts=("FR", "DE"))
    shown = show(house.dossier(house.records(meeting, house.counterpart("DE"))))
    assert [one.code for one in shown.sides] == ["FR", "VN"]


def test_a_conference_stands_in_for_the_occasion() -> None:
    """Where no occasion is written, pages show the conference; so do the data."""
    itc = Conference("itc", Name("Hội nghị", "Conference"), Name("HN", "C"), Day(2031), Marking.PUBLIC)
    shown = show(house.dossier(house.records(house.meeting("2031-05-12", conference="itc"), itc)))
    assert shown.meetings[0].occasion == Text("Hội nghị", "Conference")


def test_posts_have_dates_and_sources() -> None:
    """A person's posts come with when they were held and where that was read."""
    cited = house.post("fm", "2030-01", "2031", evidence=(Citation("gazette", 3), Citation("gazette", 3)))
    shown = show(house.dossier(house.records(house.person("jeanne", "FR", cited))))
    assert shown.people[0].posts == (
        Tenure(Text("fm", "fm"), Day(2030, 1), Day(2031), sources=(Cited("gazette", 3),)),
    )


def test_the_day_is_stated_only_if_it_was_asked_for() -> None:
    """The day of the edition is always there, the day asked for only where the cover shows it."""
    held = house.records(house.meeting("2031-05-12"))
    assert show(house.dossier(held)).as_of is None
    stated = show(house.dossier(held, on="2031-06-01", stated=True))
    assert (stated.as_of, stated.edition) == (Day(2031, 6, 1), Day(2031, 5, 12))
