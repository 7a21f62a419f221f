"""The fixed phrases of a dossier: how acts, statuses, roles and the like are called in a language.

Each value is marked for the catalogue by its context, so that "proposed" the act and "proposed"
the status can be translated apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final

from briefings.dossier.changes import Kind, News
from briefings.dossier.relations import EventKind, Standing
from briefings.model.commitments import Status
from briefings.model.confirmation import Confirmation
from briefings.model.markings import Marking
from briefings.model.meetings import ALL, BOTH, CHAIR, DOCUMENT, PARTNERS, Act, Mode, Role

# the preposition that goes with an act in English; other languages have their own
_ADDRESSEES: Final[Mapping[Enum | str, str]] = {
    **dict.fromkeys(Act, "to %(side)s"),
    Act.REQUESTED: "of %(side)s",
    Act.CALLED_FOR: "on %(side)s",
    Act.THANKED: "%(side)s",
    Act.CONGRATULATED: "%(side)s",
    Act.SUPPORTED: "for %(side)s",
    Act.PROPOSED: "that %(side)s",
}
# what a field of an entry is called where a correction of it is shown
_FIELDS: Final[Mapping[Enum | str, str]] = {
    "act": "act",
    "by": "who",
    "confirmation": "how sure",
    "date": "day",
    "date_basis": "how the date is known",
    "date_sources": "source of the date",
    "document": "document",
    "doubt": "doubt",
    "due": "due",
    "end": "end",
    "evidence": "evidence",
    "forum": "forum",
    "mode": "how they met",
    "note": "note",
    "occasion": "occasion",
    "outcomes": "what became of it",
    "participants": "participants",
    "parties": "parties",
    "place": "place",
    "right": "what is right",
    "sources": "source",
    "speaker": "speaker",
    "standing": "standing",
    "start": "beginning",
    "status": "status",
    "text": "wording",
    "title": "title",
    "to": "to whom",
    "topics": "topics",
    "what": "what",
    "why": "why",
}
# context -> value -> English source string
PHRASES: Final[Mapping[str, Mapping[Enum | str, str]]] = {
    "act": {
        Act.AGREED: "agreed",
        Act.ADOPTED: "adopted",
        Act.COMMITTED: "committed",
        Act.PROPOSED: "proposed",
        Act.REQUESTED: "requested",
        Act.CALLED_FOR: "called for",
        Act.WISHED: "wished",
        Act.SUPPORTED: "supported",
        Act.WELCOMED: "welcomed",
        Act.AFFIRMED: "affirmed",
        Act.REAFFIRMED: "reaffirmed",
        Act.STRESSED: "stressed",
        Act.STATED: "stated",
        Act.APPRECIATED: "appreciated",
        Act.INFORMED: "informed",
        Act.DISCUSSED: "discussed",
        Act.REVIEWED: "reviewed",
        Act.ISSUED: "issued",
        Act.THANKED: "thanked",
        Act.CONGRATULATED: "congratulated",
        Act.CONVEYED_GREETINGS: "conveyed greetings",
        Act.EXPRESSED_PLEASURE: "expressed pleasure",
    },
    "addressee": _ADDRESSEES,
    "side": {
        BOTH: "both sides",
        ALL: "all participants",
        CHAIR: "the chair",
        DOCUMENT: "the document",
        PARTNERS: "the partners",
    },
    "side in the matrix": {
        BOTH: "both",
        ALL: "all",
        CHAIR: "chair",
        DOCUMENT: "text",
        PARTNERS: "partners",
    },
    "mode": {
        Mode.IN_PERSON: "in person",
        Mode.ONLINE: "online",
        Mode.HYBRID: "partly online",
        Mode.CALL: "telephone call",
        Mode.LETTER: "letter",
    },
    "role": {Role.PRINCIPAL: "principal", Role.CHAIR: "chair", Role.CO_CHAIR: "co-chair"},
    "status": {
        Status.PROPOSED: "proposed",
        Status.OPEN: "open",
        Status.IN_PROGRESS: "in progress",
        Status.DONE: "done",
        Status.LAPSED: "lapsed",
    },
    "standing": {
        Standing.OVERDUE: "past its due date",
        Standing.DUE: "falls due soon",
        Standing.OPEN: "open",
        Standing.DONE: "done",
        Standing.LAPSED: "lapsed",
    },
    "confirmation": {
        Confirmation.CONFIRMED: "confirmed",
        Confirmation.PARTLY: "partly confirmed",
        Confirmation.UNCONFIRMED: "unconfirmed",
    },
    "marking": {
        Marking.PUBLIC: "PUBLIC",
        Marking.INTERNAL: "INTERNAL",
        Marking.RESTRICTED: "RESTRICTED",
    },
    "event": {
        EventKind.FRAMEWORK: "framework",
        EventKind.MEETING: "meeting",
        EventKind.FORUM: "meeting in a forum",
        EventKind.GAP: "contact without a record of what was said",
    },
    "news": {
        News.WITHDRAWN: "withdrawn",
        News.CORRECTED: "corrected",
        News.ENDED: "ended",
        News.MOVED: "moved",
        News.NEW: "new",
    },
    "kind": {
        Kind.MEETING: "Meetings",
        Kind.POINT: "Points",
        Kind.FRAMEWORK: "Frameworks of relations",
        Kind.POST: "Posts",
        Kind.COMMITMENT: "Commitments",
        Kind.DOUBT: "Misprints and doubts",
        Kind.GAP: "Contacts without a record of what was said",
    },
    "field": _FIELDS,
    "part that changed": {
        "names": "names of sides and topics",
        "people": "names, spellings and forms of address of people",
        "sources": "the list of sources",
        "checklists": "the checklist for a meeting to come",
        "doubts": "doubts and gaps",
    },
    "section": {
        "changes": "What is new",
        "checklist": "Checklist for the meeting to come",
        "summary": "At a glance",
        "framework": "How relations developed",
        "meetings": "Meetings, latest first",
        "topics": "Points by topic, and how the wording moved",
        "asks": "Requests by each side",
        "commitments": "Commitments",
        "people": "The people",
        "doubts": "Doubts and gaps",
        "sources": "Sources",
    },
}
