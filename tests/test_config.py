"""The settings: where they come from, which wins, and what is said of wrong ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from briefings import config
from briefings.config import Config, Format, History, Theme
from briefings.errors import ConfigError
from briefings.languages.text import Language, Text
from briefings.model.markings import Marking

HERE = Path(__file__).parents[1]
# says nothing of what the tests set
PLAIN = "records: records\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Return a workspace whose settings are the program's own."""
    return write(tmp_path, PLAIN)


def write(workspace: Path, text: str | bytes) -> Path:
    """Write the settings of a workspace, and return it."""
    (workspace / "config.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return workspace


def refused(workspace: Path, environ: Mapping[str, str] | None = None, **flags: Any) -> list[str]:  # noqa: ANN401
    """Return every problem for which settings are refused, as printed."""
    with pytest.raises(ConfigError) as raised:
        config.load(workspace, environ or {}, flags)
    return [str(one) for one in raised.value.problems]


def test_settings_of_this_repository() -> None:
    """The settings that come with the program are those it would have without them, but for the issuer."""
    loaded = config.load(HERE, {})
    assert loaded.issuer == Text("Ban biên soạn hồ sơ đối ngoại", "Briefings desk")
    differing = [
        one.name for one in fields(Config) if getattr(loaded, one.name) != getattr(Config(), one.name)
    ]
    assert differing == ["issuer"]


def test_defaults(workspace: Path) -> None:
    """Without any setting: both languages, both formats, internal, 180 days, one process a core."""
    loaded = config.load(workspace, {})
    assert loaded == Config()
    assert (loaded.home, loaded.out, loaded.clearance, loaded.workers) == (
        "VN",
        "out",
        Marking.INTERNAL,
        None,
    )
    assert loaded.languages == (Language.VI, Language.EN)
    assert loaded.formats == (Format.PDF, Format.HTML)
    assert loaded.due_within == timedelta(days=180)


def test_every_setting_of_a_file(workspace: Path) -> None:
    """A file can set everything, each to its own type."""
    write(
        workspace,
        "issuer: {vi: Vụ A, en: Department A}\nhome: FR\nrecords: r\ntemplates: t\nout: o\nlanguages: [en]\n"
        "formats: [html]\nclearance: public\ndue_within_days: 7\nhistory: {years: 2, meetings: 9}\n"
        "workers: 3\ndeadline_seconds: 5\ncpu_seconds: 6\nmemory_megabytes: 256\ntheme: decree30\nfonts: f\n"
        "place: {vi: Huế, en: Hue}\n"
        "recipients: [{vi: Lưu VT, en: File}]\nnational_heading: true\ncluster: tcp://a:1\n",
    )
    assert config.load(workspace, {}) == Config(
        Text("Vụ A", "Department A"),
        "FR",
        "r",
        "t",
        "o",
        (Language.EN,),
        (Format.HTML,),
        Marking.PUBLIC,
        7,
        History(2, 9),
        3,
        5,
        6,
        256,
        Theme.DECREE30,
        "f",
        Text("Huế", "Hue"),
        (Text("Lưu VT", "File"),),
        True,
        None,
        "tcp://a:1",
    )


def test_the_theme_from_the_environment(workspace: Path) -> None:
    """A theme is one of two words, there as well; what has two languages is set in the file alone."""
    assert config.load(workspace, {"BRIEFINGS_THEME": "decree30"}).theme is Theme.DECREE30
    assert refused(workspace, {"BRIEFINGS_THEME": "decree31"}) == [
        (
            'BRIEFINGS_THEME\n  "decree31" is none of the words that may stand here. '
            'Did you mean "decree30"? All are: house, decree30.'
        )
    ]
    for name in ("ISSUER", "PLACE", "RECIPIENTS", "HISTORY"):
        (said,) = refused(workspace, {f"BRIEFINGS_{name}": "x"})
        assert said.startswith(f"BRIEFINGS_{name}\n  No setting is called so.")


@pytest.mark.parametrize(
    ("file", "environ", "flags", "out"),
    [
        (PLAIN, {}, {}, "out"),
        ("out: file\n", {}, {}, "file"),
        ("out: file\n", {"BRIEFINGS_OUT": "environment"}, {}, "environment"),
        ("out: file\n", {"BRIEFINGS_OUT": "environment"}, {"out": "flag"}, "flag"),
        (PLAIN, {}, {"out": "flag"}, "flag"),
        (PLAIN, {"BRIEFINGS_OUT": "environment"}, {}, "environment"),
        ("out: file\n", {"BRIEFINGS_OUT": ""}, {"out": None}, "file"),
        ("out: file\n", {"OUT": "x", "briefings_out": "x"}, {}, "file"),
    ],
)
def test_flag_environment_file_default(
    workspace: Path, file: str, environ: dict[str, str], flags: dict[str, Any], out: str
) -> None:
    """A flag comes before the environment, that before the file, that before the default."""
    assert config.load(write(workspace, file), environ, flags).out == out


def test_what_the_environment_does_not_set_stays(workspace: Path) -> None:
    """A variable changes its own setting and no other."""
    write(workspace, "out: o\nhome: FR\ndue_within_days: 7\n")
    loaded = config.load(workspace, {"BRIEFINGS_DUE_WITHIN_DAYS": "9"}, {"home": "NO"})
    assert (loaded.out, loaded.home, loaded.due_within_days) == ("o", "NO", 9)


def test_lists_from_the_environment(workspace: Path) -> None:
    """In the environment the entries of a list are separated by commas, with or without spaces."""
    loaded = config.load(workspace, {"BRIEFINGS_LANGUAGES": "en, vi", "BRIEFINGS_FORMATS": "html"})
    assert (loaded.languages, loaded.formats) == ((Language.EN, Language.VI), (Format.HTML,))


def test_types_from_the_environment(workspace: Path) -> None:
    """Numbers and markings in the environment are read as in the file."""
    loaded = config.load(workspace, {"BRIEFINGS_WORKERS": "2", "BRIEFINGS_CLEARANCE": "restricted"})
    assert (loaded.workers, loaded.clearance) == (2, Marking.RESTRICTED)


def test_home_may_be_norway(workspace: Path) -> None:
    """``NO`` is a country, not the opposite of yes."""
    assert config.load(write(workspace, "home: NO\n"), {}).home == "NO"


def test_unknown_key_with_a_suggestion(workspace: Path) -> None:
    """A misspelt key is an error at its place that names the nearest known one."""
    write(workspace, "out: o\nlangauges: [vi]\n")
    assert refused(workspace) == [
        'config.yaml:2:1: langauges\n  No field is called "langauges" here. Did you mean "languages"?'
    ]


def test_unknown_key_that_is_near_to_nothing(workspace: Path) -> None:
    """A key that is like no other gets the list of all."""
    assert refused(write(workspace, "zzzz: 1\n")) == [
        (
            'config.yaml:1:1: zzzz\n  No field is called "zzzz" here. Its fields are: issuer, home, records, '
            "templates, out, languages, formats, clearance, due_within_days, history, workers, "
            "deadline_seconds, cpu_seconds, memory_megabytes, theme, fonts, place, recipients, "
            "national_heading, delivery, cluster."
        )
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "languages: [vi, fr]",
            ':1:17: languages[1]\n  "fr" is none of the words that may stand here. They are: vi, en, vi+en.',
        ),
        (
            "languages: vi",
            (
                ":1:12: languages\n  A list is wanted here, not text. "
                "Write its entries in brackets, or one a line after a hyphen."
            ),
        ),
        (
            "formats: [pfd]",
            (
                ':1:11: formats[0]\n  "pfd" is none of the words that may stand here. '
                'Did you mean "pdf"? All are: pdf, html.'
            ),
        ),
        (
            "clearance: open",
            ':1:12: clearance\n  "open" is not a marking. Write public, internal or restricted.',
        ),
        (
            "clearance: Mật",
            (
                ':1:12: clearance\n  "Mật" is a level of state secrecy. '
                "Such records are refused: take this file off the machine."
            ),
        ),
        ("workers: 0", ':1:10: workers\n  "0" is not a number. Write it in digits, from 1.'),
        ("workers: -1", ':1:10: workers\n  "-1" is not a number. Write it in digits, from 1.'),
        ("workers: 1.5", ':1:10: workers\n  "1.5" is not a number. Write it in digits, from 1.'),
        ("issuer: Vụ A", ":1:9: issuer\n  This text is wanted in both languages. Write {vi: …, en: …}."),
        ("out: [a]", ":1:6: out\n  Text is wanted here, not a list."),
        (
            "out:",
            ":1:5: out\n  Nothing is written here. Write it, or leave the field out if it may be left out.",
        ),
        ("- a", ":1:1\n  This file is a mapping of fields, not a list. Write one field a line."),
        ("out: a\nout: b", ':2:1: out\n  "out" is given twice: on line 1 and on line 2. Keep one of them.'),
    ],
)
def test_wrong_value_at_its_place(workspace: Path, written: str, said: str) -> None:
    """A wrong value is an error at its line and column that says what may stand there."""
    assert refused(write(workspace, f"{written}\n")) == [f"config.yaml{said}"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("history: {years: 0}", ':1:18: history.years\n  "0" is not a number. Write it in digits, from 1.'),
        ("history: {meetings: 100001}", ":1:10: history\n  100001 meetings are not between 1 and 100000."),
        ("due_within_days: 100001", ":1:18: due_within_days\n  100001 is not between 1 and 100000."),
        ("workers: 100001", ":1:10: workers\n  100001 is not between 1 and 100000."),
        ("deadline_seconds: 999999", ":1:19: deadline_seconds\n  999999 is not between 1 and 100000."),
        ("cpu_seconds: 100001", ":1:14: cpu_seconds\n  100001 is not between 1 and 100000."),
        ("memory_megabytes: 255", ":1:19: memory_megabytes\n  255 is not between 256 and 100000."),
        ("languages: []", ":1:12: languages\n  The list is empty, or names something twice. Name each once."),
        (
            "languages: [vi, vi]",
            ":1:12: languages\n  The list is empty, or names something twice. Name each once.",
        ),
        ("home: ../../x", ':1:7: home\n  "../../x" is not a code. Write it in capitals, such as VN.'),
        ("formats: []", ":1:10: formats\n  The list is empty, or names something twice. Name each once."),
    ],
)
def test_value_beyond_its_limits(workspace: Path, written: str, said: str) -> None:
    """A value that is too small, too large or empty is an error that says between what it may be."""
    assert refused(write(workspace, f"{written}\n")) == [f"config.yaml{said}"]


@pytest.mark.parametrize(
    "written",
    ["workers: 100000", "workers: 1", "memory_megabytes: 256", "deadline_seconds: 1", "workers: null"],
)
def test_value_at_its_limits(workspace: Path, written: str) -> None:
    """The limits themselves are allowed."""
    name, _, value = written.partition(": ")
    expected = None if value == "null" else int(value)
    assert getattr(config.load(write(workspace, f"{written}\n"), {}), name) == expected


def test_wrong_value_in_the_environment(workspace: Path) -> None:
    """A wrong variable is named, with what may stand in it."""
    environ = {"BRIEFINGS_LANGUAGES": "en,fr", "BRIEFINGS_WORKERS": "many", "BRIEFINGS_CLEARANCE": "open"}
    assert refused(workspace, environ) == [
        'BRIEFINGS_CLEARANCE\n  "open" is not a marking. Write public, internal or restricted.',
        'BRIEFINGS_LANGUAGES\n  "fr" is none of the words that may stand here. They are: vi, en, vi+en.',
        'BRIEFINGS_WORKERS\n  "many" is not a number. Write it in digits, from 1.',
    ]


def test_limits_of_the_environment_name_the_variable(workspace: Path) -> None:
    """A variable beyond its limit is named itself, not the file that does not say so."""
    (said,) = refused(workspace, {"BRIEFINGS_WORKERS": "200000"})
    assert said.startswith("BRIEFINGS_WORKERS\n  200000 is not between 1 and 100000.")


def test_unknown_variable(workspace: Path) -> None:
    """A variable of ours that sets nothing is refused, with the nearest name; other people's are not ours."""
    assert refused(workspace, {"BRIEFINGS_CLEARENCE": "public", "OTHER": "x", "BRIEFINGS_DEBUG": "1"}) == [
        'BRIEFINGS_CLEARENCE\n  No setting is called so. Did you mean "CLEARANCE"?'
    ]


def test_limits_hold_for_flags(workspace: Path) -> None:
    """A flag beyond its limit is refused too."""
    assert "200000 is not between 1 and 100000." in refused(workspace, workers=200_000)[0]


def test_all_problems_at_once(workspace: Path) -> None:
    """Everything that is wrong in the file and in the environment is said at once."""
    write(workspace, "workers: x\nlangauges: [vi]\n")
    assert [one.split("\n")[0] for one in refused(workspace, {"BRIEFINGS_DEADLINE_SECONDS": "y"})] == [
        "config.yaml:1:10: workers",
        "config.yaml:2:1: langauges",
        "BRIEFINGS_DEADLINE_SECONDS",
    ]


def test_missing_file(tmp_path: Path) -> None:
    """Where there is no file, it is said how to name a workspace."""
    assert refused(tmp_path) == [
        (
            "config.yaml\n  There is no config.yaml here. "
            "Run briefings in the folder of a workspace, or name one with --workspace."
        )
    ]


def test_file_that_cannot_be_read(tmp_path: Path) -> None:
    """A folder in place of the file is an error, not a traceback."""
    (tmp_path / "config.yaml").mkdir()
    assert refused(tmp_path) == ["config.yaml\n  The file cannot be read: Is a directory."]


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b"", "config.yaml:1:1"),
        (b"# nothing\n", "config.yaml:1:1"),
        (b"out: a\xff\n", "config.yaml:1:7"),
        (b"out: a\x00\n", "config.yaml:1:7"),
        (b"out: [\n", "config.yaml:2:1"),
        (b"out: &a b\n", "config.yaml:1:6"),
    ],
)
def test_file_that_is_no_yaml(workspace: Path, raw: bytes, place: str) -> None:
    """An empty, damaged or unfinished file is an error at its place."""
    (said,) = refused(write(workspace, raw))
    assert said.split("\n")[0].split(": ")[0] == place


def test_settings_do_not_change() -> None:
    """Settings are values: nobody can change them on the way."""
    with pytest.raises(AttributeError):
        Config().out = "elsewhere"
