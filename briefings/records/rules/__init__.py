"""The rules that hold across records: each takes all holdings and yields what contradicts it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from briefings.errors import Problem
from briefings.records.holdings import Holdings
from briefings.records.rules import (
    bilingual,
    citations,
    commitments,
    existence,
    house_style,
    links,
    markings,
    meetings,
    names,
    plans,
    posts,
    sides,
    succession,
    uniqueness,
)

Rule = Callable[[Holdings], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    existence.references_exist,
    existence.home_has_no_dossier,
    citations.paragraphs_exist,
    citations.errata_stand_in_their_source,
    sides.participants_take_a_side,
    sides.speaking_sides_are_there,
    sides.speakers_take_part,
    sides.documents_are_named,
    meetings.names_begin_with_the_date,
    posts.participants_hold_a_post,
    posts.participants_are_alive,
    posts.posts_end_after_they_begin,
    succession.offices_have_one_holder,
    succession.frameworks_follow_each_other,
    uniqueness.identifiers_are_unique,
    names.counterparts_share_no_name,
    markings.references_are_not_marked_higher,
    markings.statements_are_marked_no_lower,
    commitments.somebody_refers_to_them,
    plans.points_were_made,
    plans.written_before_they_are_due,
    house_style.forms_are_ours,
)
# what they say of a file depends on nothing but that file, so that it need not be asked twice
ALONE: tuple[Rule, ...] = (
    bilingual.both_languages_are_there,
    bilingual.both_languages_say_the_same,
    links.links_lead_to_allowed_places,
)


def check_together(holdings: Holdings) -> tuple[Problem, ...]:
    """Return every problem that is found by looking at several files."""
    return tuple(problem for rule in RULES for problem in rule(holdings))


def check_alone(holdings: Holdings) -> tuple[Problem, ...]:
    """Return every problem that is found by looking at one file after the other."""
    return tuple(problem for rule in ALONE for problem in rule(holdings))
