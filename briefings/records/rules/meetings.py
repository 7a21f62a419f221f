"""How meetings are named."""

from __future__ import annotations

from collections.abc import Iterator

from briefings.errors import Problem
from briefings.records.collection import Kind
from briefings.records.holdings import Holdings


def names_begin_with_the_date(holdings: Holdings) -> Iterator[Problem]:
    """Yield a warning for each meeting whose file is not named after its date."""
    for meeting in holdings.records.meetings.values():
        if not meeting.id.startswith(str(meeting.date)):
            what = f"The meeting was on {meeting.date}, but the name of its file does not begin so."
            tip = "Mend the date, or rename the file."
            yield holdings.warning(Kind.MEETINGS, meeting.id, ("date",), what, tip)
