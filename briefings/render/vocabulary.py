"""Everything a template says in one language: fixed phrases, functions, and the texts of its head."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from briefings.languages.text import Text
from briefings.render.phrases import PHRASES
from briefings.render.words import Words

# name in templates -> context of the catalogue
_BY_CONTEXT: Final = {
    "act": "act",
    "mode": "mode",
    "role": "role",
    "status": "status",
    "standing": "standing",
    "confirmation": "confirmation",
    "marking": "marking",
    "event_kind": "event",
}
_FUNCTIONS: Final = (
    "addressee", "brief", "by_side", "cell_text", "cite", "day", "due", "lack", "moved", "name", "period",
    "place", "plain", "say", "short_day", "side", "sides", "since", "tenure", "titles",
)  # fmt: skip


def vocabulary(words: Words, issuer: Text) -> dict[str, Any]:
    """Return what templates call, and the texts that stand in front, in the language of ``words``."""
    counterpart = words.dossier.counterpart
    return {
        "_": words._,
        "ngettext": words.catalogue.ngettext,
        "headings": {section: words.phrase("section", section) for section in PHRASES["section"]},
        "title": _title(words),
        "issuer": words.plain(issuer),
        "in_sentence": words.in_sentence(counterpart.code),
        "counts": _counts(words),
        "covered": _covered(words),
        **{name: partial(words.phrase, context) for name, context in _BY_CONTEXT.items()},
        **{name: getattr(words, name) for name in _FUNCTIONS},
    }


def _title(words: Words) -> str:
    dossier = words.dossier
    title = words._("Briefing dossier: %(counterpart)s", counterpart=words.plain(dossier.counterpart.name))
    if dossier.volume is None:
        return title
    return f"{title} – {words._('Archive volume %(volume)s', volume=dossier.volume)}"


def _counts(words: Words) -> dict[str, str]:
    dossier, count = words.dossier, words.catalogue.ngettext
    forums = sum(1 for one in dossier.encounters if one.meeting.forum is not None)
    bilateral = len(dossier.encounters) - forums
    points = sum(len(one.points) for one in dossier.encounters)
    kinds = [
        count(one, many, number) % {"n": number}
        for one, many, number in (
            ("%(n)d bilateral", "%(n)d bilateral", bilateral),
            ("%(n)d in a forum", "%(n)d in forums", forums),
        )
        if number
    ]
    pieces = {
        "points": count("%(n)d point", "%(n)d points", points) % {"n": points},
        "sources": count("%(n)d source", "%(n)d sources", len(dossier.sources)) % {"n": len(dossier.sources)},
    }
    if dossier.before:
        more = count("%(n)d earlier in archive volumes", "%(n)d earlier in archive volumes", dossier.before)
        kinds.append(more % {"n": dossier.before})
    return {
        "meetings": ", ".join(kinds) or words._("none"),
        "points": f"{pieces['points']}, {pieces['sources']}",
    }


def _covered(words: Words) -> str:
    days = [one.meeting.date for one in words.dossier.encounters]
    return words.period(days[-1], days[0]) if days else words._("no meeting is on record")
