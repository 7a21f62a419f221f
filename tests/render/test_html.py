"""The HTML page: well-formed, self-contained, marked, navigable, and the same in both languages."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from datetime import date
from pathlib import Path

import pytest

from briefings.errors import Severity
from briefings.languages.text import Language
from briefings.model.markings import Marking
from briefings.records import Reading, read
from briefings.render.html import Medium

from .editions import AS_OF, EN, REPOSITORY, VI, WORKSPACES, Workspace, dossier, written
from .pages import Page, flat, skipped

MARKINGS = {
    Marking.PUBLIC: {VI: "CÔNG KHAI", EN: "PUBLIC"},
    Marking.INTERNAL: {VI: "LƯU HÀNH NỘI BỘ", EN: "INTERNAL"},
    Marking.RESTRICTED: {VI: "HẠN CHẾ PHỔ BIẾN", EN: "RESTRICTED"},
}
RECORDS = {
    "bilateral": WORKSPACES / "bilateral" / "records",
    "forum": WORKSPACES / "forum" / "records",
    "restricted": WORKSPACES / "restricted" / "records",
    "real": REPOSITORY / "records",
}
# cases of this suite in 2031, and the program's own records as of a day on which they were complete
DOSSIERS = [
    ("bilateral", "FR", AS_OF),
    ("forum", "OFT", AS_OF),
    ("forum", "FR", AS_OF),
    ("restricted", "FR", AS_OF),
    ("real", "US", date(2026, 11, 22)),
    ("real", "EU", date(2026, 11, 22)),
]
HOSTILE = {
    "{{ 7*7 }}": "{{ 7*7 }}",
    "{% raw %}": "{% raw %}",
    "{# a comment #}": "{# a comment #}",
    "<script>alert(1)</script>": "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>": "<img src=x onerror=alert(1)>",
    "</td></table><style>*{display:none}</style>": "</td></table><style>*{display:none}</style>",
    "<!-- a comment -->": "<!-- a comment -->",
    "[press](javascript:alert(1))": "press",
    "[press](data:text/html,<script>alert(1)</script>)": "press",
    "[press](file:///etc/passwd)": "press",
    "[press](//example.org)": "press",
    "[press](../../secret)": "press",
    "![seen](https://example.org/a.png)": "![seen](https://example.org/a.png)",
    "%(counterpart)s %s 100%": "%(counterpart)s %s 100%",
}


@pytest.fixture(scope="module", params=DOSSIERS, ids=[f"{case}-{code}" for case, code, _ in DOSSIERS])
def pages(request: pytest.FixtureRequest) -> dict[Language, Page]:
    """Return the pages of a dossier in both languages."""
    case, code, day = request.param
    made = dossier(RECORDS[case], code, day)
    return {language: Page(written(made, language)) for language in Language}


@pytest.mark.parametrize("language", Language)
def test_headings_never_skip_a_level(pages: dict[Language, Page], language: Language) -> None:
    """One heading of the first level, and none that is more than a level below the one before."""
    page = pages[language]
    assert len(page.all("h1")) == 1
    assert skipped(page) == []
    assert all(heading.text.strip() for heading in page.all("h1", "h2", "h3"))


@pytest.mark.parametrize("language", Language)
def test_identifiers_and_links(pages: dict[Language, Page], language: Language) -> None:
    """No identifier stands twice, every link inside the page has a target, others lead to the web."""
    page = pages[language]
    assert len(page.ids) == len(set(page.ids))
    inside = [target[1:] for target in page.targets if target.startswith("#")]
    assert set(inside) - set(page.ids) == set()
    outside = [target for target in page.targets if not target.startswith("#")]
    assert [target for target in outside if not target.startswith("https://")] == []


@pytest.mark.parametrize("language", Language)
def test_the_language_is_stated(pages: dict[Language, Page], language: Language) -> None:
    """The page states its language, and that of what it quotes in another."""
    page = pages[language]
    assert page.one("html").attributes["lang"] == language
    stated = {one.attributes["lang"] for one in page.elements if "lang" in one.attributes}
    assert stated <= {"vi", "en", "fr"}


def test_both_languages_say_the_same(pages: dict[Language, Page]) -> None:
    """Both pages have the same addresses, links, citations and sources, in the same order."""
    vi, en = pages[VI], pages[EN]
    assert vi.ids == en.ids
    assert vi.targets == en.targets
    assert cited(vi) == cited(en)
    # a note that a text is missing is a span of one language; wording moves and lines break elsewhere
    own = {"span", "ins", "del", "tspan"}
    assert [one.tag for one in vi.elements if one.tag not in own] == [
        one.tag for one in en.elements if one.tag not in own
    ]


def cited(page: Page) -> list[str]:
    """Return the number and paragraph of each citation, in order."""
    links = [one for one in page.all("a") if one.attributes.get("class") == "cite"]
    assert links
    return [re.sub(r", (photo caption|chú thích ảnh)", ", caption", one.text) for one in links]


@pytest.mark.parametrize("language", Language)
def test_nothing_is_asked_for_and_nothing_runs(pages: dict[Language, Page], language: Language) -> None:
    """No element of the page makes a request; none runs a script but the page's own."""
    page = pages[language]
    fetching = {"src", "srcset", "data", "poster", "background", "action", "ping", "manifest"}
    assert [one.tag for one in page.elements if fetching & set(one.attributes)] == []
    assert [one.attributes for one in page.all("script")] == [{"type": "module"}]
    assert page.all("link", "iframe", "object", "embed", "form", "img", "base") == []
    assert [one.tag for one in page.elements if any(name.startswith("on") for name in one.attributes)] == []
    assert [one.tag for one in page.elements if "style" in one.attributes] == []


@pytest.mark.parametrize("case", ["bilateral", "restricted"])
def test_the_policy_names_the_style_and_the_script(case: str) -> None:
    """The Content-Security-Policy allows one style and one script, by hash, and data for fonts: no more."""
    text = written(dossier(RECORDS[case]))
    page = Page(text)
    policy = page.one("meta", http_equiv="Content-Security-Policy").attributes["content"]
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    (script,) = re.findall(r'<script type="module">(.*?)</script>', text, re.DOTALL)
    digests = [b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in (style, script)]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digests[0]}'; script-src 'sha256-{digests[1]}'; "
        "font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert page.one("meta", name="referrer").attributes["content"] == "no-referrer"
    metas = [one.attributes.get("http-equiv") or one.attributes.get("charset") for one in page.all("meta")]
    assert metas[:2] == ["utf-8", "Content-Security-Policy"]


def test_a_style_of_the_workspace_has_its_own_hash(single: Workspace) -> None:
    """The policy goes with the style that the page really has."""
    before = single.page()
    single.overlay("styles/colours.css", ":root { --ink: #123456; }\n")
    policies = [
        Page(text).one("meta", http_equiv="Content-Security-Policy").attributes["content"]
        for text in (before, single.page())
    ]
    assert policies[0] != policies[1]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("case", "marking"),
    [("forum", Marking.PUBLIC), ("bilateral", Marking.INTERNAL), ("restricted", Marking.RESTRICTED)],
)
def test_the_marking_stands_first_and_last(case: str, marking: Marking, language: Language) -> None:
    """The highest marking of what is shown stands at the top and at the bottom, and on the cover."""
    page = Page(written(dossier(RECORDS[case]), language))
    said = MARKINGS[marking][language]
    assert page.text.splitlines()[2] == said
    assert page.text.splitlines()[-1] == said
    assert page.one("footer").text == said
    banners = [one.text for one in page.elements if one.attributes.get("class") == "banner"]
    assert banners == [said, said]
    others = {MARKINGS[one][language] for one in Marking} - {said}
    assert not any(other in page.text for other in others)


def test_what_an_audience_may_not_see_is_nowhere_in_its_page(bilateral: Workspace) -> None:
    """Of a record marked higher nothing is left: no text, name, address, source or marking."""
    page = written(dossier(bilateral.folder / "records", clearance=Marking.PUBLIC))
    full = written(dossier(bilateral.folder / "records"))
    for secret in (
        "2031-09-20-fr-call",
        "Modèle",
        "paul-modele",
        "gazette-2031-09-21",
        "Điện đàm",
        "INTERNAL",
    ):
        assert secret in full
        assert secret not in page
    assert Page(page).one("footer").text == "PUBLIC"


@pytest.mark.parametrize("medium", Medium)
@pytest.mark.parametrize(("typed", "shown"), HOSTILE.items(), ids=range(len(HOSTILE)))
def test_what_a_record_says_is_text(single: Workspace, typed: str, shown: str, medium: Medium) -> None:
    """Template code, tags, scripts and bad links in a record appear as written and do nothing."""
    said = yaml(f"Said: {typed} so.")
    single.change(
        "records/meetings/2031-05-12-fr-geneva.yaml",
        "text: {vi: Đường bay thẳng., en: Direct flights.}",
        f"text: {{vi: {said}, en: {said}}}",
    )
    page = Page(single.page(medium))
    point = page.one("tr", id="2031-05-12-fr-geneva.s1")
    assert f"Said: {shown} so." in flat(point.text)
    plain = Page(written(dossier(RECORDS["restricted"]), EN, medium))
    assert tags(page) == tags(plain)
    assert page.targets == plain.targets


def tags(page: Page) -> list[str]:
    """Return the tags of a page, without those of links that lead nowhere."""
    return [one.tag for one in page.elements if one.tag != "a" or "href" in one.attributes]


def yaml(text: str) -> str:
    """Return a text as YAML writes it in quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@pytest.mark.parametrize("medium", Medium)
@pytest.mark.parametrize(
    ("file", "old"),
    [
        ("counterparts/FR.yaml", "{vi: Pháp, en: France}"),
        ("people/jeanne-exemple.yaml", "{vi: Bộ trưởng Ngoại giao, en: Minister for Foreign Affairs}"),
        ("people/jeanne-exemple.yaml", "{vi: Bà Bộ trưởng Exemple, en: Madam Minister}"),
        ("meetings/2031-05-12-fr-geneva.yaml", "{vi: Gặp tại Geneva, en: Meeting in Geneva}"),
        ("topics.yaml", "{vi: Giao thông vận tải, en: Transport}"),
    ],
)
def test_no_field_of_a_record_is_html(single: Workspace, file: str, old: str, medium: Medium) -> None:
    """Names, titles and labels are text too, wherever they stand: heading, title, attribute, drawing."""
    said = yaml('x"><b onclick=a>{{ 7*7 }}</b>')
    single.change(f"records/{file}", old, f"{{vi: {said}, en: {said}}}")
    page = Page(single.page(medium))
    assert page.all("b") == []
    assert not any("onclick" in one.attributes for one in page.elements)
    assert "<b onclick=a>{{ 7*7 }}</b>" in page.text


def test_titles_credits_and_words_of_a_source_are_text(bilateral: Workspace) -> None:
    """What is printed in a source is shown as printed, tags and all."""
    file = "records/sources/gazette-2030-11-04.yaml"
    bilateral.change(file, "title: Bộ trưởng Trần", "title: <script>a</script> Bộ trưởng Trần")
    bilateral.change(file, "credit: Nguyễn Thị B", "credit: <i>B</i> {{ 7*7 }}")
    bilateral.change(file, "printed: Jeane Exemple", "printed: <u>Jeane</u>")
    page = Page(bilateral.page())
    assert page.all("i", "u") == []
    for shown in (
        "<script>a</script> Bộ trưởng",
        "Printed at the end: <i>B</i> {{ 7*7 }}.",
        "“<u>Jeane</u>”",
    ):
        assert shown in page.text


@pytest.mark.parametrize("language", Language)
def test_what_is_missing_is_shown_as_missing(language: Language) -> None:
    """A point without a translation says so in that language, and is whole in the other."""
    page = Page(written(dossier(RECORDS["bilateral"]), language))
    point = page.one("tr", id="2031-05-12-fr-geneva.s4")
    vi = "Việt Nam chuẩn bị bầu cử địa phương."
    assert (vi in point.text, "[missing in English]" in point.text) == (language is VI, language is EN)
    assert vi in page.text or language is EN


def test_titles_are_those_of_the_day() -> None:
    """Nobody who no longer holds a post is called its holder, and everybody is at their meeting."""
    page = Page(written(dossier(RECORDS["bilateral"])))
    call, geneva = (page.one("article", id=one) for one in ("2031-09-20-fr-call", "2031-05-12-fr-geneva"))
    assert "Paul\u00a0Modèle" in call.text
    assert "Exemple" not in call.text
    assert "Jeanne\u00a0Exemple" in geneva.text
    summary = page.one("section", id="summary")
    assert "Paul\u00a0Modèle" in summary.text
    assert "Exemple" not in summary.text


def test_the_days_of_the_edition_are_in_the_metadata() -> None:
    """The page bears the day on which its content last changed, not the day it was built."""
    page = Page(written(dossier(RECORDS["bilateral"])))
    for name in ("dcterms.created", "dcterms.modified"):
        assert page.one("meta", name=name).attributes["content"] == "2031-11-28"
    assert page.all("title")[0].text == "Briefing dossier: France"


def test_the_window_of_what_falls_due_is_said(single: Workspace) -> None:
    """The page says how many days ahead it looked."""
    assert "falls due within 45 days" in written(single.dossier(), due_within=45)


def test_the_drawing_has_a_name_and_a_table_beside_it() -> None:
    """The drawn timeline is named and described, and everything in it stands in a table as well."""
    page = Page(written(dossier(RECORDS["bilateral"])))
    drawn = ("timeline", "matrix", "dues", "offices")
    for drawing, name in zip(page.all("svg"), drawn, strict=True):
        assert drawing.attributes["role"] == "img"
        assert drawing.attributes["aria-labelledby"] == f"{name}-title {name}-desc"
    table = next(one for one in page.all("table") if one.attributes.get("class") == "events")
    marks = [one.text for one in page.all("title") if any(up.tag in {"circle", "rect"} for up in one.inside)]
    assert len(marks) == 4
    assert all(mark.partition(" – ")[2] in table.text for mark in marks)


def test_every_table_has_a_caption_and_scoped_headers(pages: dict[Language, Page]) -> None:
    """A table is named, and each of its header cells says what it is a header of."""
    page = pages[EN]
    tables = page.all("table")
    assert len(tables) == len(page.all("caption"))
    assert all(one.attributes.get("scope") in {"col", "row", "rowgroup"} for one in page.all("th"))


@pytest.fixture(scope="module")
def reading() -> Reading:
    """Return the program's own records."""
    return read(REPOSITORY / "records", home="VN")


def test_the_programs_own_records_are_sound(reading: Reading) -> None:
    """None of them has an error, so that no dossier is held back."""
    assert [str(one) for one in reading.problems if one.severity is Severity.ERROR] == []


def test_every_point_has_a_citation(pages: dict[Language, Page]) -> None:
    """No claim without a source: each point of a meeting, and each source cited, is linked."""
    page = pages[VI]
    points = [one for one in page.all("tr") if re.search(r"\.s\d+$", one.attributes.get("id", ""))]
    assert points
    for point in points:
        links = [
            one for one in page.all("a") if point in one.inside and one.attributes.get("class") == "cite"
        ]
        assert links, point.attributes["id"]
    listed = [
        one.attributes["id"] for one in page.all("li") if one.attributes.get("id", "").startswith("source-")
    ]
    assert {target[1:] for target in page.targets if target.startswith("#source-")} == set(listed)


def test_a_page_is_read_from_its_folder_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page does not depend on the folder from which it is made."""
    before = written(dossier(RECORDS["restricted"]))
    monkeypatch.chdir(tmp_path)
    assert written(dossier(RECORDS["restricted"])) == before
