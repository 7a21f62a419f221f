"""config.yaml -> Config: what a workspace is set to; the environment and flags come before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from briefings import circulation
from briefings.circulation import Delivery
from briefings.errors import ConfigError, Location, Problem, did_you_mean
from briefings.languages.text import EditionLanguage, Text
from briefings.model.markings import Marking
from briefings.records import documents, schema
from briefings.records.documents import Document

FILE: Final = "config.yaml"
PREFIX: Final = "BRIEFINGS_"
_LISTS: Final = frozenset({"languages", "formats"})
# what has two languages or many parts has no place in a variable of the environment
_NOT_SIMPLE: Final = frozenset({"issuer", "place", "recipients", "history", "delivery"})
_LARGEST: Final = 100_000
_LEAST: Final = {
    "due_within_days": 1, "workers": 1, "deadline_seconds": 1, "cpu_seconds": 1, "memory_megabytes": 256,
}  # fmt: skip
_SCHEDULER: Final = re.compile(r"(tcp|tls)://(\[[0-9A-Fa-f:.]+\]|[^\s/:\[\]]+):[0-9]{1,5}")
_NOT_SETTINGS: Final = frozenset({"BRIEFINGS_DEBUG", circulation.PASSWORD})


class Format(StrEnum):
    """A format of an edition, by the ending of its file."""

    PDF = "pdf"
    HTML = "html"


class Theme(StrEnum):
    """How pages look: as this house does, or after the habits of Decree 30/2020/ND-CP."""

    HOUSE = "house"
    DECREE30 = "decree30"


@dataclass(frozen=True, slots=True)
class History:
    """How much of the past a dossier shows in full: so many years, and so many meetings at most."""

    years: int = 5
    meetings: int = 25


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of a workspace; folders are relative to the one that holds the file."""

    issuer: Text = Text("Ban biên soạn hồ sơ", "Briefings desk")  # noqa: RUF009 - frozen
    home: str = "VN"
    records: str = "records"
    templates: str = "templates"
    out: str = "out"
    languages: tuple[EditionLanguage, ...] = (EditionLanguage.VI, EditionLanguage.EN)
    formats: tuple[Format, ...] = tuple(Format)
    clearance: Marking = Marking.INTERNAL
    due_within_days: int = 180
    history: History = History()
    workers: int | None = None
    deadline_seconds: int = 300
    cpu_seconds: int = 300
    memory_megabytes: int = 2048
    theme: Theme = Theme.HOUSE
    fonts: str | None = None
    place: Text = Text("Hà Nội", "Ha Noi")  # noqa: RUF009 - frozen
    recipients: tuple[Text, ...] = ()
    national_heading: bool = False
    delivery: Delivery | None = None
    cluster: str | None = None

    @property
    def due_within(self) -> timedelta:
        """Return how long before its day a commitment counts as falling due."""
        return timedelta(days=self.due_within_days)


def load(workspace: Path, environ: Mapping[str, str], flags: Mapping[str, Any] | None = None) -> Config:
    """Return the settings: a flag comes before the environment, that before the file, that before ours.

    ``environ`` may set any simple key: ``BRIEFINGS_OUT`` for ``out``; lists are separated by commas.
    Flags that are ``None`` were not given.

    Raises:
        ConfigError: there is no file, or it or the environment says something unknown or wrong.
    """
    document = _document(workspace / FILE)
    stated, problems = schema.read(Config, document)
    from_environment, more = _from_environment(environ)
    secrets = tuple(circulation.passwords(document))
    told = {one.location for one in secrets}
    problems = (*secrets, *(one for one in problems if one.location not in told))
    if stated is None or problems or more:
        raise ConfigError((*problems, *more))
    given = {name: value for name, value in (flags or {}).items() if value is not None}
    config = replace(stated, **{**from_environment, **given})
    wrong = []
    for name, what in _faults(config):
        if name in given:
            place = Location(f"--{name.replace('_', '-')}")
        elif name in from_environment:
            place = Location(PREFIX + name.upper())
        else:
            place = document.at((name,))
        wrong.append(Problem(what, place, name if place.file == FILE else None))
    if config.delivery is not None:
        wrong += circulation.problems(config.delivery, document)
    if wrong:
        raise ConfigError(wrong)
    return config


def _document(file: Path) -> Document:
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        tip = "Run briefings in the folder of a workspace, or name one with --workspace."
        raise ConfigError(Problem(f"There is no {FILE} here.", Location(FILE), None, tip)) from None
    except OSError as error:
        raise ConfigError(Problem(f"The file cannot be read: {error.strerror}.", Location(FILE))) from None
    document = documents.parse(raw, FILE)
    if document.problems:
        raise ConfigError(document.problems)
    return document


def _from_environment(environ: Mapping[str, str]) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    simple = (field.name for field in fields(Config) if field.name not in _NOT_SIMPLE)
    known = {PREFIX + name.upper(): name for name in simple}
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for variable in sorted(name for name in environ if name.startswith(PREFIX) and name not in _NOT_SETTINGS):
        written, name = environ[variable], known.get(variable)
        if name is None:
            tip = did_you_mean(variable.removeprefix(PREFIX), (one.removeprefix(PREFIX) for one in known))
            problems.append(Problem("No setting is called so.", Location(variable), None, tip))
        elif written:
            plain: Any = [one.strip() for one in written.split(",")] if name in _LISTS else written
            stated, wrong = schema.read(Config, Document(variable, {name: plain}))
            problems += [Problem(one.what, Location(variable), None, one.tip) for one in wrong]
            found |= {} if stated is None else {name: getattr(stated, name)}
    return found, tuple(problems)


def _faults(config: Config) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with values that are of the right sort: the field, and what to write."""
    for name, least in _LEAST.items():
        value = getattr(config, name)
        if value is not None and not least <= value <= _LARGEST:
            yield name, f"{value} is not between {least} and {_LARGEST}."
    for name, value in (("years", config.history.years), ("meetings", config.history.meetings)):
        if not 1 <= value <= _LARGEST:
            yield "history", f"{value} {name} are not between 1 and {_LARGEST}."
    if not re.fullmatch(r"[A-Z]{2,10}", config.home):
        yield "home", f'"{config.home}" is not a code. Write it in capitals, such as VN.'
    if config.cluster is not None and not _SCHEDULER.fullmatch(config.cluster):
        yield "cluster", f'"{config.cluster}" is not the address of a scheduler. Write it as tcp://HOST:8786.'
    for name in sorted(_LISTS):
        values = getattr(config, name)
        if not values or len(set(values)) != len(values):
            yield name, "The list is empty, or names something twice. Name each once."
