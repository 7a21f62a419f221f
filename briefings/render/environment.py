"""The Jinja environment: autoescape always, nothing undefined, and errors that name file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefings.errors import Location, Problem, TemplateError, did_you_mean
from briefings.render.words import first_upper

_HERE = Path(__file__).parent.parent


class _Compiled(jinja2.BytecodeCache):
    """What templates were compiled to, in memory, each for as long as its text stays the same.

    Compiling takes longer than filling. Files are still read for every page, and Jinja compares what
    was read with what was compiled, so that an edit shows on the next page whatever its times say.
    """

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand out what this text was compiled to, if it was."""
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a text was compiled to, in place of what the same file said before."""
        if bucket.code is not None:
            self._kept[bucket.key] = bucket.checksum, bucket.code


_compiled = _Compiled()


def program_templates() -> Path:
    """Return the folder of the program's own templates: in the package, or in the checkout."""
    packaged = _HERE / "templates"
    return packaged if packaged.is_dir() else _HERE.parent / "templates"


def environment(overlay: Path | None) -> jinja2.Environment:
    """Return an environment that looks for a template in the workspace first, then in the program."""
    folders = [*([overlay] if overlay is not None else []), program_templates()]
    made = ImmutableSandboxedEnvironment(
        loader=jinja2.ChoiceLoader([jinja2.FileSystemLoader(folder) for folder in folders]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_compiled,
    )
    made.filters["first_upper"] = first_upper
    return made


def compile_all() -> None:
    """Compile the program's own templates, for every page that this process or a copy of it writes."""
    made = environment(None)
    for name in made.list_templates(extensions=["html"]):
        made.get_template(name)


def write(environment: jinja2.Environment, template: str, values: Mapping[str, Any]) -> str:
    """Return a template filled with values.

    Raises:
        TemplateError: it is missing, malformed, or uses what is not there; with file and line.
    """
    with _told(environment):
        return environment.get_template(template).render(values)


def source(environment: jinja2.Environment, name: str) -> str:
    """Return a file of the templates as it stands, such as a style.

    Raises:
        TemplateError: neither the workspace nor the program has it.
    """
    assert environment.loader is not None  # noqa: S101 - made above
    with _told(environment):
        return environment.loader.get_source(environment, name)[0]


@contextmanager
def _told(environment: jinja2.Environment) -> Iterator[None]:
    """Turn what Jinja raises into problems that say where."""
    try:
        yield
    except jinja2.TemplateSyntaxError as error:
        place = Location(f"templates/{error.name}", error.lineno)
        raise TemplateError(Problem(_sentence(error.message), place)) from error
    except jinja2.TemplateNotFound as error:
        name = str(error.name)
        tip = did_you_mean(name, environment.list_templates())
        raise TemplateError(Problem(f'There is no template "{name}".', _last(error), tip=tip)) from error
    except TemplateError as error:
        raise TemplateError(
            Problem(one.what, one.location or _last(error), one.field, one.tip) for one in error.problems
        ) from error
    except (
        jinja2.TemplateError,
        TypeError,
        ValueError,
        LookupError,
        AttributeError,
        ArithmeticError,
    ) as error:
        where = _last(error)
        if where is None:
            raise
        said = f"There is no {error}" if isinstance(error, KeyError) else str(error)
        raise TemplateError(Problem(_sentence(said), where)) from error


def _last(error: BaseException) -> Location | None:
    """Return the innermost line of a template that was being filled.

    Jinja puts frames of its own into the traceback, one for each line of a template; they are
    known by a mark in their globals.
    """
    place: Location | None = None
    step = error.__traceback__
    while step is not None:
        if "__jinja_exception__" in step.tb_frame.f_globals:
            file = Path(step.tb_frame.f_code.co_filename)
            place = Location(_shown(file), step.tb_lineno)
        step = step.tb_next
    return place


def _shown(file: Path) -> str:
    """Return a template's path from the folder ``templates`` on: no path of the machine is told."""
    parts = file.parts
    last = len(parts) - 1 - parts[::-1].index("templates") if "templates" in parts else len(parts) - 1
    return "/".join(parts[last:])


def _sentence(message: str | None) -> str:
    said = first_upper((message or "The template cannot be filled").strip())
    return said if said.endswith(".") else f"{said}."
