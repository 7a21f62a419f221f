"""Records made in a few words: every test says what matters to it, the rest is filled in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from briefings.config import History
from briefings.dossier import Dossier, gather
from briefings.dossier.encounters import encounters, meetings_of
from briefings.dossier.ledger import pledges
from briefings.dossier.numbering import Numbering
from briefings.dossier.points import Encounter, Reference
from briefings.dossier.relations import Pledge
from briefings.languages.dates import Day
from briefings.languages.text import Name, Text
from briefings.model.commitments import Commitment, Due, Outcome, Status
from briefings.model.conferences import Conference
from briefings.model.confirmation import Confirmation
from briefings.model.counterparts import Counterpart, CounterpartKind
from briefings.model.frameworks import Framework
from briefings.model.gaps import Gap
from briefings.model.markings import Marking
from briefings.model.meetings import Act, Meeting, Mode, Participant, Statement
from briefings.model.people import Person, Post
from briefings.model.plans import Plan
from briefings.model.sources import Citation, Erratum, Paragraph, ParagraphKind, Source, SourceKind
from briefings.model.topics import Topic
from briefings.records import Records
from briefings.records.collection import Record

HOME = "VN"
LATE = date(2039, 12, 31)
# read before anything happens, so that reading it never moves an edition
READ = Day.parse("2000-01-01")
# how much of the past is shown in full of these meetings: the last two
TWO = History(years=5, meetings=2)
DAYS = ("2030-11-03", "2030-12-24", "2031-03-01", "2031-05-12", "2031-09-20")
TOPICS = (Topic("trade", Text("Thương mại", "Trade")), Topic("sea", Text("Biển", "Sea")))


def text(words: str) -> Text:
    """Return the same words in both languages."""
    return Text(words, words)


def counterpart(code: str, kind: CounterpartKind = CounterpartKind.STATE, **more: Any) -> Counterpart:  # noqa: ANN401
    """Return a counterpart that is called by its code."""
    return Counterpart(
        code, kind, Name(f"{code} (vi)", f"{code} (en)"), **{"marking": Marking.PUBLIC, **more}
    )


def source(identifier: str, *, captions: tuple[int, ...] = (), **more: Any) -> Source:  # noqa: ANN401
    """Return a source of nine paragraphs, some of them captions."""
    paragraphs = tuple(
        Paragraph(number, (number,), ParagraphKind.CAPTION if number in captions else ParagraphKind.BODY)
        for number in range(1, 10)
    )
    given = {"kind": SourceKind.ARTICLE, "marking": Marking.PUBLIC, "read": READ, "paragraphs": paragraphs}
    return Source(identifier, **{**given, **more})


def erratum(printed: str, *counterparts: str, **more: Any) -> Erratum:  # noqa: ANN401
    """Return something that a source prints wrongly."""
    return Erratum(printed, text("right"), text("why"), counterparts, **more)


def post(office: str, start: str | None, end: str | None = None, **more: Any) -> Post:  # noqa: ANN401
    """Return a post, called by its office."""
    given = {"counterpart": "FR", "title": text(office), "confirmation": Confirmation.CONFIRMED}
    return Post(office, start=_day(start), end=_day(end), **{**given, **more})


def person(identifier: str, side: str, *posts: Post, **more: Any) -> Person:  # noqa: ANN401
    """Return a person of a side."""
    return Person(
        identifier, Name(identifier, identifier), side, posts=posts, **{"marking": Marking.PUBLIC, **more}
    )


def statement(identifier: str = "s1", by: str = "both", act: Act = Act.AGREED, **more: Any) -> Statement:  # noqa: ANN401
    """Return a statement; several sides are separated by spaces."""
    given = {"text": text(identifier), "topics": ("trade",), "source": Citation("gazette", 2)}
    return Statement(identifier, tuple(by.split()), act, **{**given, **more})


def meeting(day: str, *statements: Statement, **more: Any) -> Meeting:  # noqa: ANN401
    """Return a meeting with France, called by its day."""
    given = {
        "id": day,
        "title": text(f"Meeting {day}"),
        "mode": Mode.IN_PERSON,
        "counterparts": ("FR",),
        "participants": (),
        "sources": (Citation("gazette", 1),),
        "marking": Marking.PUBLIC,
    }
    return Meeting(date=Day.parse(day), statements=statements, **{**given, **more})


def present(**people: str) -> tuple[Participant, ...]:
    """Return participants by their side; hyphens of names are written as underscores."""
    return tuple(Participant(name.replace("_", "-"), side) for name, side in people.items())


def commitment(identifier: str, due: str | None = None, *outcomes: Outcome, **more: Any) -> Commitment:  # noqa: ANN401
    """Return a commitment of both sides."""
    given = {
        "by": ("VN", "FR"),
        "counterparts": ("FR",),
        "status": Status.OPEN,
        "marking": Marking.PUBLIC,
        "due": None if due is None else Due(Day.parse(due)),
    }
    return Commitment(identifier, text(identifier), outcomes=outcomes, **{**given, **more})


def outcome(day: str, status: Status = Status.DONE, **more: Any) -> Outcome:  # noqa: ANN401
    """Return what became of a commitment."""
    given = {"text": text(f"{status} on {day}"), "evidence": (Citation("gazette", 3),)}
    return Outcome(Day.parse(day), status, **{**given, **more})


def framework(identifier: str, start: str, end: str | None = None, **more: Any) -> Framework:  # noqa: ANN401
    """Return a framework between Viet Nam and France."""
    given = {"parties": ("VN", "FR"), "confirmation": Confirmation.CONFIRMED, "marking": Marking.PUBLIC}
    return Framework(
        identifier, title=text(identifier), start=Day.parse(start), end=_day(end), **{**given, **more}
    )


def gap(day: str, **more: Any) -> Gap:  # noqa: ANN401
    """Return a contact with France that no source covers."""
    given = {
        "id": f"gap-{day}",
        "what": text(f"Gap {day}"),
        "counterparts": ("FR",),
        "evidence": (Citation("gazette", 4),),
        "marking": Marking.PUBLIC,
    }
    return Gap(date=Day.parse(day), **{**given, **more})


def plan(day: str = "2031-12-15", **more: Any) -> Plan:  # noqa: ANN401
    """Return a plan for a meeting with France."""
    given = {
        "id": f"plan-{day}",
        "written": Day.parse("2031-11-28"),
        "title": text("Talks"),
        "counterparts": ("FR",),
        "objectives": (text("Settle a date"),),
        "marking": Marking.PUBLIC,
    }
    return Plan(date=Day.parse(day), **{**given, **more})


_HELD_AS = {
    Counterpart: "counterparts", Person: "people", Meeting: "meetings", Source: "sources",
    Commitment: "commitments", Framework: "frameworks", Conference: "conferences", Gap: "gaps",
    Plan: "plans",
}  # fmt: skip


def records(*things: Record) -> Records:
    """Return records of these things, with France and the gazette unless they are given."""
    held: dict[str, dict[str, Record]] = {name: {} for name in _HELD_AS.values()}
    for one in (counterpart("FR"), source("gazette"), *things):
        held[_HELD_AS[type(one)]][one.code if isinstance(one, Counterpart) else one.id] = one
    ordered: dict[str, Any] = {name: dict(sorted(of.items())) for name, of in held.items()}
    return Records(**ordered, topics=TOPICS)


def five(*more: Meeting) -> Records:
    """Return meetings of two years, each with one point, and what is added."""
    return records(*(meeting(day, statement()) for day in DAYS), *more)


def dossier(held: Records, code: str = "FR", *, on: str | date = LATE, **more: Any) -> Dossier:  # noqa: ANN401
    """Return the dossier of a counterpart as of a day, for those who may see everything."""
    day = date.fromisoformat(on) if isinstance(on, str) else on
    given = {"home": HOME, "as_of": day, "clearance": Marking.RESTRICTED}
    return gather(held.counterparts[code], held, **{**given, **more})


def met(*meetings: Meeting, code: str = "FR") -> tuple[Encounter, ...]:
    """Return meetings as encounters of one counterpart."""
    held = records(*meetings)
    return encounters(code, meetings_of(code, held), held, Numbering(held.sources))


def pledge(held: Records, *, on: str, due_within: Any) -> Pledge:  # noqa: ANN401
    """Return the one commitment of the records as it stands on a day."""
    numbering = Numbering(held.sources)
    (one,) = pledges(
        "FR",
        encounters("FR", meetings_of("FR", held), held, numbering),
        held,
        numbering,
        as_of=date.fromisoformat(on),
        due_within=due_within,
    )
    return one


def places(references: Iterable[Reference]) -> list[tuple[int, str, int | None]]:
    """Return references as number, source and paragraph."""
    return [(one.number, one.source, one.paragraph) for one in references]


def _day(written: str | None) -> Day | None:
    return None if written is None else Day.parse(written)
