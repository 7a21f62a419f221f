"""What templates say of one dossier in one language."""

from __future__ import annotations

from datetime import date

import pytest
from markupsafe import Markup

from briefings.dossier.contents import Dossier, Lack, Missing
from briefings.dossier.points import Cell, Reference
from briefings.dossier.relations import Holder
from briefings.languages.dates import Day
from briefings.languages.text import Name, Text
from briefings.model.commitments import Due
from briefings.model.confirmation import Confirmation
from briefings.model.markings import Marking
from briefings.model.meetings import Act, Place, Statement
from briefings.model.people import Person, Post
from briefings.model.sources import Citation
from briefings.render.catalogues import messages
from briefings.render.words import Words, first_upper

from .editions import EN, VI, WORKSPACES, dossier

NB = "\u00a0"
DAY = Day(2031, 5, 2)


@pytest.fixture(scope="module")
def france() -> Dossier:
    """Return the dossier of the workspace with three meetings."""
    return dossier(WORKSPACES / "bilateral" / "records")


@pytest.fixture
def vi(france: Dossier) -> Words:
    """Return its words in Vietnamese."""
    return Words(france, messages(VI, None))


@pytest.fixture
def en(france: Dossier) -> Words:
    """Return its words in English."""
    return Words(france, messages(EN, None))


def post(title: str = "Minister", start: Day | None = None, end: Day | None = None) -> Post:
    """Return a post."""
    return Post("office", "FR", Text(f"{title} (vi)", title), Confirmation.CONFIRMED, start, end)


def person(name: str = "Jeanne Exemple") -> Person:
    """Return a person."""
    return Person("jeanne-exemple", Name(name, name), "FR", Marking.PUBLIC, ())


def statement(*by: str, to: tuple[str, ...] = ()) -> Statement:
    """Return a statement."""
    return Statement("s1", by, Act.REQUESTED, Text("a", "a"), ("t",), Citation("x"), to=to)


def test_a_text_is_said_in_its_language(vi: Words, en: Words) -> None:
    """Each language says its own text, with its Markdown as HTML."""
    text = Text("**Phở** & <b>", "*Soup* & <b>")
    assert vi.say(text) == Markup("<strong>Phở</strong> &amp; &lt;b&gt;")
    assert en.say(text) == Markup("<em>Soup</em> &amp; &lt;b&gt;")
    assert isinstance(vi.say(text), Markup)
    assert vi.plain(text) == "**Phở** & <b>"


@pytest.mark.parametrize("empty", [None, ""])
def test_what_is_missing_is_shown_as_missing(vi: Words, en: Words, empty: str | None) -> None:
    """The other language never takes the place of a missing one."""
    assert vi.say(Text(empty, "Soup")) == '<span class="missing">[thiếu bản tiếng Việt]</span>'
    assert en.say(Text("Phở", empty)) == '<span class="missing">[missing in English]</span>'
    assert (vi.plain(Text(empty, "Soup")), en.plain(Text("Phở", empty))) == (
        "[thiếu bản tiếng Việt]",
        "[missing in English]",
    )


def test_sides_are_named(vi: Words, en: Words) -> None:
    """A code is named from the records, a collective from the catalogue; a list begins with a capital."""
    assert (vi.side("FR"), en.side("VN"), vi.side("both"), en.side("partners")) == (
        "Pháp",
        "Viet Nam",
        "hai bên",
        "the partners",
    )
    assert (vi.sides(("VN", "FR")), en.sides(("VN", "FR"))) == ("Việt Nam và Pháp", "Viet Nam and France")
    assert en.sides(("both",)) == "Both sides"
    assert en.sides(("VN", "FR"), " – ") == "Viet Nam – France"
    assert en.in_sentence("chair") == "the chair"


def test_a_side_has_a_form_for_sentences() -> None:
    """Inside a sentence a side is called as its record says."""
    forum = dossier(WORKSPACES / "forum" / "records", "OFT")
    words = Words(forum, messages(EN, None))
    assert words.side("OFT") == "Ocean Forum on Tourism"
    assert words.in_sentence("OFT") == "the Ocean Forum on Tourism"
    assert words.addressee(statement("VN", to=("OFT", "FR"))) == "of the Ocean Forum on Tourism and France"


def test_whom_a_request_was_addressed_to(vi: Words, en: Words) -> None:
    """A request to one side is told from one to both."""
    assert vi.addressee(statement("FR", to=("VN",))) == "Việt Nam"
    assert vi.addressee(statement("FR", to=("both",))) == "hai bên"
    assert en.addressee(statement("FR", to=("both",))) == "of both sides"


def test_a_name_stays_on_one_line(vi: Words) -> None:
    """No line ends inside a name."""
    assert vi.name(person("Trần Văn  A")) == f"Trần{NB}Văn{NB}A"


def test_titles_are_joined_as_protocol_has_it(vi: Words, en: Words) -> None:
    """Vietnamese puts titles side by side, English joins them; none at all is said."""
    both = (post("Deputy <Prime> Minister"), post("Minister"))
    assert vi.titles(both) == "Deputy &lt;Prime&gt; Minister (vi), Minister (vi)"
    assert en.titles(both) == "Deputy &lt;Prime&gt; Minister and Minister"
    assert (vi.titles(()), en.titles(())) == ("chưa ghi nhận chức vụ", "title not recorded")
    assert isinstance(en.titles(()), Markup)


@pytest.mark.parametrize(
    ("start", "end", "current", "seen", "said"),
    [
        (DAY, None, True, None, "since 2 May 2031; end not recorded"),
        (None, None, True, None, "beginning not recorded; end not recorded"),
        (DAY, Day(2033), True, None, "since 2 May 2031"),
        (DAY, Day(2031, 6), False, None, "until June 2031; no successor on record"),
        (DAY, None, False, None, ""),
        (DAY, None, True, DAY, "since 2 May 2031; end not recorded; last met in this post on 2 May 2031"),
    ],
)
def test_how_long_a_post_is_held(  # noqa: PLR0913, PLR0917 - one case a line
    en: Words, start: Day | None, end: Day | None, current: bool, seen: Day | None, said: str
) -> None:
    """A holder is shown with the beginning, or with the end and that no successor is known."""
    holder = Holder(person(), post("Minister", start, end), current, seen, ())
    assert en.tenure(holder).replace(NB, " ") == said


def test_days(vi: Words, en: Words) -> None:
    """A day is written out in text, short in tables, and bare after a Vietnamese preposition."""
    assert vi.day(DAY) == f"ngày{NB}02{NB}tháng{NB}5{NB}năm{NB}2031"
    assert vi.day(date(2031, 5, 2)) == vi.day(DAY)
    assert vi.day(DAY, bare=True) == f"02{NB}tháng{NB}5{NB}năm{NB}2031"
    assert vi.day(Day(2031, 5), bare=True) == f"tháng{NB}5{NB}năm{NB}2031"
    assert en.day(DAY, bare=True) == en.day(DAY) == f"2{NB}May{NB}2031"
    assert (vi.short_day(DAY), en.short_day(DAY)) == ("02/5/2031", f"2{NB}May{NB}2031")
    assert vi.since(Day(2031)) == f"từ năm{NB}2031"
    assert en.period(None, DAY) == f"until 2{NB}May{NB}2031 (start not recorded)"


def test_places(vi: Words, en: Words) -> None:
    """A place is written from the smallest to the largest, with what is known."""
    place = Place("FR", Name("Mác-xây", "Marseille"), Name("Cảng Cũ", "Old Port"))
    assert vi.place(place) == "Cảng Cũ, Mác-xây, Pháp"
    assert en.place(place) == "Old Port, Marseille, France"
    assert en.place(Place("VN")) == "Viet Nam"


def test_when_a_commitment_is_due(vi: Words, en: Words) -> None:
    """The day comes with the words of the source, in their language, and with a note."""
    due = Due(DAY, "trước <2/5>", Text("Hiểu là hết ngày.", "To the end of the day."))
    assert en.due(due) == (
        f'2{NB}May{NB}2031 (in the source: <span lang="vi">“trước &lt;2/5&gt;”</span>)'
        ' <span class="remark">To the end of the day.</span>'
    )
    assert vi.due(Due(printed="sớm")) == 'không nêu thời hạn (theo nguồn: <span lang="vi">“sớm”</span>)'
    assert en.due(None) == "no date given"


def test_citations_link_to_their_source(vi: Words, en: Words) -> None:
    """A citation names source, paragraph and photo caption; what is cited twice is shown once."""
    first, second = Reference(1, "gazette", 5), Reference(2, "yearbook")
    caption = Reference(1, "gazette", 2, caption=True)
    assert en.cite((first, second, first)) == (
        f'<a class="cite" href="#source-gazette">[1, ¶{NB}5]</a> '
        '<a class="cite" href="#source-yearbook">[2]</a>'
    )
    assert en.reference(caption) == f"1, ¶{NB}2, photo caption"
    assert vi.reference(caption) == f"1, ¶{NB}2, chú thích ảnh"
    assert en.cite(()) == ""


def test_points_stand_by_side_and_speaker(en: Words) -> None:
    """Points of a meeting are grouped: together first, then ours, theirs; what binds comes first."""
    geneva = next(one for one in en.dossier.encounters if one.meeting.id == "2031-05-12-fr-geneva")
    groups = [(group.heading, [one.statement.id for one in group.points]) for group in en.by_side(geneva)]
    assert groups == [
        ("Both sides", ["s1"]),
        ("The document", ["s3"]),
        (f"Viet Nam – Tran{NB}Van{NB}A", ["s4"]),
        ("France", ["s2"]),
    ]


def test_a_cell_of_the_matrix(vi: Words, en: Words) -> None:
    """What binds is bold, what asks is italic, the rest is plain; each side stands once, at its heaviest."""
    cell = Cell(
        (
            (("both",), Act.AGREED),
            (("VN", "FR"), Act.PROPOSED),
            (("VN",), Act.STATED),
            (("both",), Act.STATED),
        )
    )
    assert en.cell_text(cell) == "<strong>both</strong>, <em>VN+FR</em>, VN"
    assert vi.cell_text(cell) == "<strong>hai bên</strong>, <em>VN+FR</em>, VN"


@pytest.mark.parametrize(
    ("lack", "said"),
    [
        (Lack.HOLDER, "Nobody is on record for the post of A &lt; B after 2 May 2031."),
        (Lack.CONTENT, "What was said at the meeting of 2 May 2031 (A &lt; B) is not on record."),
        (Lack.REPORT, "No source on file reports what became of this commitment: A &lt; B."),
        (Lack.BILATERAL, "No bilateral meeting with A &lt; B is on record."),
        (Lack.FRAMEWORK, "No framework in force with A &lt; B is on record."),
    ],
)
def test_what_the_records_do_not_say(en: Words, lack: Lack, said: str) -> None:
    """Each thing that is missing has its sentence."""
    assert en.lack(Missing(lack, Text("A < B", "A < B"), DAY)).replace(NB, " ") == said


def test_every_lack_has_a_sentence(vi: Words) -> None:
    """There is a sentence for whatever the dossier finds missing; it links to where that stands."""
    for lack in Lack:
        said = vi.lack(Missing(lack, Text("Điện đàm", "Call"), DAY, "2031-05-02-fr"))
        assert '<a href="#2031-05-02-fr">Điện đàm</a>' in said


def test_first_upper() -> None:
    """The first letter alone changes."""
    assert [first_upper(one) for one in ("đề nghị EU", "the EU", "")] == ["Đề nghị EU", "The EU", ""]
