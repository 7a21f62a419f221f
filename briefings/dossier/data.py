"""What a dossier shows as JSON, and back: the same dossier gives the same bytes, whoever asks and when."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from typing import Any, Final

from briefings.dossier import shown
from briefings.dossier.shown import Shown
from briefings.errors import BriefingsError, Problem
from briefings.languages.dates import Day
from briefings.records import schema
from briefings.records.documents import Document

# a dossier of ten thousand meetings has about half of this
LARGEST: Final = 128 * 2**20


class DataError(BriefingsError):
    """Something is not the data of a dossier."""


def encode(what: Shown) -> bytes:
    """Return data as JSON: UTF-8, keys in order, a newline at the end; what is not known is left out."""
    return f"{json.dumps(_written(what), ensure_ascii=False, sort_keys=True, indent=1)}\n".encode()


def decode(raw: bytes) -> Shown:
    """Return the data that some bytes are.

    Raises:
        DataError: they are no data of a dossier, or of a program newer than this one.
    """
    if len(raw) > LARGEST:
        raise DataError(Problem(f"The data have more than {LARGEST // 2**20} megabytes."))
    try:
        written = json.loads(raw)
    except (ValueError, RecursionError):
        raise DataError(_NOT_OURS) from None
    if not isinstance(written, dict) or written.get("format") != shown.FORMAT:
        raise DataError(_NOT_OURS)
    version = written.get("version")
    if version != shown.VERSION:
        what = f"The data have version {version!r}; this program reads version {shown.VERSION}."
        raise DataError(Problem(what, tip="Use the program that wrote them, or compare with a day."))
    found, problems = schema.read(Shown, Document("", _as_text(written)))
    if found is None:
        raise DataError(Problem(f"{problems[0].field}: {problems[0].what}", tip=_NOT_OURS.tip))
    return found


_NOT_OURS: Final = Problem(
    "These are not the data of a dossier.",
    tip="Name a PDF or the data of a dossier made by briefings build, unchanged.",
)


def _written(value: Any) -> Any:  # noqa: ANN401 - whatever a field holds
    if isinstance(value, tuple):
        return [_written(one) for one in value]
    if isinstance(value, Day):
        return str(value)
    if isinstance(value, Enum):
        return str(value)
    if not is_dataclass(value):
        return value
    kept = ((one, getattr(value, one.name)) for one in fields(value))
    return {
        one.name: _written(held)
        for one, held in kept
        if held is not None and (held != () or one.default is MISSING)
    }


def _as_text(written: Any) -> Any:  # noqa: ANN401 - whatever JSON can say
    """Return data with numbers and truths as records write them, for the reader of records."""
    if isinstance(written, dict):
        return {key: _as_text(value) for key, value in written.items()}
    if isinstance(written, list):
        return [_as_text(value) for value in written]
    if isinstance(written, bool):
        return str(written).lower()
    return str(written) if isinstance(written, int | float) else written
