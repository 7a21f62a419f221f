"""Gettext catalogues: looking up, overlaying and checking them."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from jinja2 import Environment

from briefings.errors import TemplateError
from briefings.languages.catalogues import Catalogue, catalogue, check, merge
from briefings.languages.text import Language

VI, EN = Language.VI, Language.EN
HEADER = {
    VI: 'msgid ""\nmsgstr ""\n"Language: vi\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n',
    EN: 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n',
}
VIETNAMESE = """
msgid "Sources"
msgstr "Nguồn"

msgctxt "month"
msgid "May"
msgstr "Tháng 5"

msgid "%(num)s meeting"
msgid_plural "%(num)s meetings"
msgstr[0] "%(num)s cuộc gặp"
"""
EACH = " There has to be one for each language."
MALFORMED = "The catalogue is malformed:"
NOT_A_LINE = 'the line is not msgctxt, msgid or msgstr with a text in "quotes".'
FUZZY = " Check it and remove the mark; until then it is not used."
ONE_ALONE = " Give it msgid_plural in both, or in neither."
ENGLISH = """
msgid "Sources"
msgstr "Sources"

msgctxt "month"
msgid "May"
msgstr "May"

msgid "%(num)s meeting"
msgid_plural "%(num)s meetings"
msgstr[0] "One meeting"
msgstr[1] "%(num)s meetings"
"""


def write(folder: Path, vi: str | None = VIETNAMESE, en: str | None = ENGLISH) -> Path:
    """Write the two catalogues with their headers."""
    folder.mkdir(parents=True, exist_ok=True)
    for language, messages in ((VI, vi), (EN, en)):
        if messages is not None:
            (folder / f"{language}.po").write_text(HEADER[language] + messages, encoding="utf-8")
    return folder


@pytest.fixture
def locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of sound catalogues, relative to the current one."""
    monkeypatch.chdir(tmp_path)
    return write(Path("locale"))


def problems(folder: Path, program: Path | None = None) -> list[str]:
    """Return what ``check`` finds, as it is printed."""
    return [str(problem) for problem in check(folder, program)]


def test_looking_up(locale: Path) -> None:
    """A message has its translation, by context where it has one."""
    found = catalogue(VI, locale)
    assert found.gettext("Sources") == "Nguồn"
    assert found.pgettext("month", "May") == "Tháng 5"


@pytest.mark.parametrize(("n", "en"), [(0, "%(num)s meetings"), (1, "One meeting"), (2, "%(num)s meetings")])
def test_plural_forms(locale: Path, n: int, en: str) -> None:
    """English has two forms, Vietnamese has one for every number."""
    assert catalogue(EN, locale).ngettext("%(num)s meeting", "%(num)s meetings", n) == en
    assert catalogue(VI, locale).ngettext("%(num)s meeting", "%(num)s meetings", n) == "%(num)s cuộc gặp"


def test_plural_forms_in_a_context(tmp_path: Path) -> None:
    """A plural may have a context."""
    folder = write(tmp_path, vi='\nmsgctxt "talks"\nmsgid "round"\nmsgid_plural "rounds"\nmsgstr[0] "vòng"\n')
    assert catalogue(VI, folder).npgettext("talks", "round", "rounds", 2) == "vòng"


def test_a_missing_message_is_an_error(locale: Path) -> None:
    """Nothing is taken from the other language, nor from the identifier."""
    with pytest.raises(TemplateError) as raised:
        catalogue(VI, locale).gettext("Gaps")
    assert str(raised.value) == '"Gaps" has no Vietnamese translation. Add it to locale/vi.po.'
    with pytest.raises(TemplateError, match=r'^"May" has no English translation'):
        catalogue(EN, locale).gettext("May")
    with pytest.raises(TemplateError, match=r'^"May" in the context "verb" has no English translation'):
        catalogue(EN, locale).pgettext("verb", "May")


def test_a_plural_of_a_message_without_one_is_an_error(locale: Path) -> None:
    """Two English forms are not made of one."""
    with pytest.raises(TemplateError) as raised:
        catalogue(EN, locale).ngettext("Sources", "Sources", 2)
    assert str(raised.value) == (
        '"Sources" has no plural in the English catalogue. Give it msgid_plural "Sources" in locale/en.po.'
    )


def test_empty_and_fuzzy_translations_are_missing(tmp_path: Path) -> None:
    """What is not translated, or not surely, is not used."""
    vi = 'msgid "Sources"\nmsgstr ""\n\n#, fuzzy\nmsgid "Gaps"\nmsgstr "Chỗ trống"\n'
    old = '\n#~ msgid "Old"\n#~ msgstr "Cũ"\n'
    assert catalogue(VI, write(tmp_path, vi=vi + old)).messages == {}


def test_a_template_uses_a_catalogue(locale: Path) -> None:
    """Jinja takes a catalogue for gettext's own translations."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    environment.install_gettext_translations(catalogue(VI, locale), newstyle=True)  # type: ignore[attr-defined]
    page = '{{ _("Sources") }}, {{ pgettext("month", "May") }}, '
    plural = '{{ ngettext("%(num)s meeting", "%(num)s meetings", 3) }}'
    assert environment.from_string(page + plural).render() == "Nguồn, Tháng 5, 3 cuộc gặp"


def test_an_overlay_says_some_messages_differently(locale: Path) -> None:
    """The workspace's messages come before the program's, which fill in the rest."""
    untranslated = 'msgid "%(num)s meeting"\nmsgid_plural "%(num)s meetings"\nmsgstr[0] ""\n'
    overlay = write(Path("own"), vi='msgid "Sources"\nmsgstr "Nguồn tin"\n' + untranslated)
    merged = merge(catalogue(VI, locale), catalogue(VI, overlay))
    assert merged.gettext("Sources") == "Nguồn tin"
    assert merged.ngettext("%(num)s meeting", "%(num)s meetings", 2) == "%(num)s cuộc gặp"
    assert catalogue(VI, locale).gettext("Sources") == "Nguồn"


def test_a_catalogue_travels_between_processes(locale: Path) -> None:
    """A worker can be given a catalogue."""
    found = catalogue(VI, locale)
    assert pickle.loads(pickle.dumps(found)) == found == Catalogue(VI, found.messages)  # noqa: S301


def test_sound_catalogues(locale: Path) -> None:
    """Nothing is found in catalogues that are complete; the English ones may repeat the message."""
    assert problems(locale) == []


FAULTS = [
    ('msgid "Sources"\nmsgstr ""', 5, ['"Sources" has no Vietnamese translation.']),
    (
        '#, fuzzy\nmsgid "Sources"\nmsgstr "Nguồn"',
        6,
        ['The Vietnamese translation of "Sources" is marked fuzzy.' + FUZZY],
    ),
    ('msgid "Source"\nmsgstr "Nguồn"', 5, ['No message is called "Source". Did you mean "Sources"?']),
    (
        'msgctxt "book"\nmsgid "Sources"\nmsgstr "Nguồn"',
        6,
        ['No message is called "Sources" in the context "book". Did you mean "Sources"?'],
    ),
    (
        'msgid "%(num)s meeting"\nmsgid_plural "%(num)s meetings"\nmsgstr[0] "cuộc gặp {day}"',
        5,
        [
            'The translation of "%(num)s meeting" lacks %(num)s.',
            'The translation of "%(num)s meeting" has {day}, which the message has not.',
        ],
    ),
    (
        'msgid "%(num)s meeting"\nmsgstr "%(num)s cuộc gặp"',
        5,
        ['"%(num)s meeting" has a plural in one language alone.' + ONE_ALONE],
    ),
    (
        'msgid "Sources"\nmsgstr "Nguồn 100%"',
        5,
        ['The translation of "Sources" has a single %. Write %% for the sign itself.'],
    ),
]


@pytest.mark.parametrize(("vi", "line", "said"), FAULTS)
def test_faults_of_one_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, vi: str, line: int, said: list[str]
) -> None:
    """Each fault of a translation is named with its line and what to do."""
    monkeypatch.chdir(tmp_path)
    found = problems(write(Path("locale"), vi=vi, en=None), write(Path("program")))
    assert found == [f"locale/vi.po:{line}\n  {what}" for what in said]


def test_a_doubled_percent_sign_is_sound(locale: Path) -> None:
    """The sign itself is written twice."""
    write(locale, vi=VIETNAMESE.replace("Nguồn", "Nguồn 100%%"))
    assert problems(locale) == []


def test_an_english_singular_may_do_without_the_number(locale: Path) -> None:
    """A singular in words is no mismatch, but a plural without its number is one."""
    write(locale, en=ENGLISH.replace('msgstr[1] "%(num)s meetings"', 'msgstr[1] "meetings"'))
    assert problems(locale) == [
        'locale/en.po:13\n  The translation of "%(num)s meeting" lacks %(num)s.',
    ]


def test_a_message_that_one_language_lacks_altogether(locale: Path) -> None:
    """A message in the English catalogue alone is untranslated, with the file to add it to."""
    write(locale, vi=VIETNAMESE.replace('msgid "Sources"\nmsgstr "Nguồn"\n', ""))
    assert problems(locale) == [
        'locale/en.po:6\n  "Sources" has no Vietnamese translation. Add it to locale/vi.po.',
    ]


def test_an_overlay_need_not_be_complete(locale: Path) -> None:
    """A workspace may overlay one message of one language, and has no other file then."""
    overlay = write(Path("own"), vi='\nmsgid "Sources"\nmsgstr "Nguồn tin"\n', en=None)
    assert problems(overlay, locale) == []


@pytest.mark.parametrize(
    ("po", "said"),
    [
        (
            None,
            "vi.po\n  The catalogue cannot be read: No such file or directory." + EACH,
        ),
        (b'msgid "a"\nmsgstr "Ngu\xe0n"\n', "vi.po:2\n  The catalogue is not UTF-8. Save it as UTF-8."),
        (
            b'msgid "a"\nmsgstr "b\n',
            f"vi.po:2\n  {MALFORMED} {NOT_A_LINE}",
        ),
        (
            b'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n',
            'vi.po:4\n  The catalogue is malformed: "a" stands here and on line 1.',
        ),
        (
            b'msgid "a"\n\nmsgid "b"\nmsgstr "c"\n',
            "vi.po:1\n  The catalogue is malformed: missing msgstr for msgid 'a'.",
        ),
        (
            b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n',
            "vi.po\n  The catalogue is malformed: Plural-Forms says nplurals=2, where Vietnamese has 1.",
        ),
        (
            b'msgid ""\nmsgstr "Plural-Forms: nplurals=x; plural=0;\\n"\n',
            f"vi.po\n  {MALFORMED} the header cannot be read: invalid literal for int() with base 10: 'x'.",
        ),
        (
            b'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n',
            "vi.po:1\n  The catalogue is malformed: msg has more translations than num_plurals of catalog.",
        ),
    ],
)
def test_unreadable_catalogues(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, po: bytes | None, said: str
) -> None:
    """A file that cannot be read as it stands is refused with its line, and nothing is guessed."""
    monkeypatch.chdir(tmp_path)
    if po is not None:
        Path("vi.po").write_bytes(po)
    with pytest.raises(TemplateError) as raised:
        catalogue(VI, Path())
    assert str(raised.value) == said


def test_the_byte_order_mark_and_crlf_change_nothing(locale: Path) -> None:
    """A catalogue saved by another editor reads the same."""
    before = catalogue(VI, locale)
    file = locale / "vi.po"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert catalogue(VI, locale) == before
