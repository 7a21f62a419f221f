"""Themes: the style of a page, what it may refer to, and the habits of Decree 30/2020/ND-CP."""

from __future__ import annotations

import io
import re
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import page as validation
import pypdf
import pytest

from briefings.config import Theme
from briefings.errors import ConfigError, TemplateError
from briefings.languages.text import EditionLanguage, Language, Text
from briefings.render import fonts, themes
from briefings.render.environment import environment, program_templates
from briefings.render.html import House, Medium, html, sheet
from briefings.render.themes import Letterhead
from briefings.render.worker import Job, make

from .editions import EN, REPOSITORY, VI, WORKSPACES, Workspace, dossier, written
from .pages import Page, flat

TODAY = date(2026, 11, 22)
HOUSE = House(Text("Ban Hồ sơ", "Desk"), timedelta(days=180))
DECREE = replace(HOUSE, theme=Theme.DECREE30)
MM = 72 / 25.4
FIRST_LETTERS = "abcdđeghiklm"


def style(house: House, medium: Medium = Medium.PDF) -> themes.Sheet:
    """Return the style of a page with everything that is added to some."""
    return sheet(house, medium, EditionLanguage.PARALLEL, changed=True)


def wrong(single: Workspace, name: str, text: str, theme: Theme = Theme.HOUSE) -> str:
    """Return what is said of a style that a workspace lays over one of ours."""
    with pytest.raises(TemplateError) as raised:
        style(replace(HOUSE, templates=single.overlay(name, text), theme=theme))
    return str(raised.value)


def page(
    code: str = "EU", language: Language = VI, house: House = DECREE, medium: Medium = Medium.PDF
) -> str:
    """Return the page of one of the program's own dossiers."""
    return html(dossier(REPOSITORY / "records", code, TODAY), language, medium, house)


def pdf(renderer: ProcessPoolExecutor, house: House, language: Language = VI, code: str = "EU") -> bytes:
    """Return one of the program's own dossiers as a PDF."""
    made = dossier(REPOSITORY / "records", code, TODAY)
    return renderer.submit(make, Job(made, EditionLanguage(language), Medium.PDF, house)).result(timeout=120)


# the style as it stands


@pytest.mark.parametrize("medium", Medium)
@pytest.mark.parametrize("theme", Theme)
def test_the_programs_styles_refer_to_nothing_that_is_not_there(theme: Theme, medium: Medium) -> None:
    """Each theme is well-formed, defines every variable that it uses, and has its fonts."""
    made = style(replace(HOUSE, theme=theme), medium)
    assert made.families
    assert all(made.palette.values())


def test_colours_stand_in_the_tokens_alone() -> None:
    """No drawing and no style of the paper has a colour or a family of its own: the tokens have them all."""
    literal = re.compile(r"#[0-9a-fA-F]{3,8}\b|Spectral|Vietnam Pro")
    files = [*(program_templates() / "sections").glob("*.svg")]
    files += [
        program_templates() / "styles" / f"{name}.css" for name in ("page", "parts", "parallel", "changes")
    ]
    files.append(program_templates() / "themes" / "house.css")
    assert len(files) > 8
    assert {file.name: literal.findall(file.read_text(encoding="utf-8")) for file in files} == {
        file.name: [] for file in files
    }


def test_colours_that_stand_side_by_side_differ_in_grey() -> None:
    """What a drawing tells apart by colour is told apart when it is printed in greys."""
    for theme in Theme:
        palette = style(replace(HOUSE, theme=theme)).palette
        greys = {name: grey(palette[name]) for name in ("accent", "accent_soft", "paper", "ink", "ink_soft")}
        assert greys["paper"] - greys["accent_soft"] > 60
        assert greys["accent_soft"] - greys["accent"] > 60
        assert greys["ink_soft"] - greys["ink"] > 30


def grey(colour: str) -> float:
    """Return how light a colour is in print without colour, from 0 to 255 (ITU-R BT.601)."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


@pytest.mark.parametrize("theme", Theme)
def test_texts_can_be_read_on_their_ground(theme: Theme) -> None:
    """Every colour of a text has a contrast of 4.5 at least with its ground (WCAG 2.2, 1.4.3)."""
    palette = style(replace(HOUSE, theme=theme)).palette
    for name in ("ink", "ink_soft", "accent", "link", "flag"):
        for ground in ("paper", "wash"):
            assert contrast(palette[name], palette[ground]) >= 4.5, (name, ground)
    assert contrast(palette["flag"], palette["flag_wash"]) >= 4.5


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# a workspace's own


def test_a_workspace_changes_colours_alone(single: Workspace) -> None:
    """One file with one variable changes the style of both media and the drawings, and nothing else."""
    house = replace(HOUSE, templates=single.overlay("styles/colours.css", ":root { --accent: #5a1f3d; }"))
    for medium in Medium:
        made, ours = style(house, medium), style(HOUSE, medium)
        assert made.text.endswith(":root { --accent: #5a1f3d; }")
        assert made.palette == {**ours.palette, "accent": "#5a1f3d"}
    drawn = page("US", house=house)
    assert 'fill="#5a1f3d"' in drawn
    assert "#1d3f5f" not in drawn.partition("</style>")[2]


def test_a_variable_may_refer_to_another(single: Workspace) -> None:
    """A variable that is set to another has its value in drawings too."""
    overlay = single.overlay("styles/colours.css", ":root { --accent: var(--flag); --drawn: 2; }")
    made = style(replace(HOUSE, templates=overlay))
    assert made.palette["accent"] == made.palette["flag"] == "#8a3b12"
    assert made.drawn_size(7.5) == 15


@pytest.mark.parametrize("name", ["themes/house.css", "styles/colours.css", "styles/parts.css"])
def test_an_undefined_variable_names_file_and_line(single: Workspace, name: str) -> None:
    """A variable that no style defines is an error at its place, with the nearest that there is."""
    assert wrong(single, name, "/* x */\nh1 { border: 1pt solid var(--drawm); }\n") == (
        f'templates/{name}:2:24\n  No style defines the variable "--drawm". Did you mean "--drawn"?'
    )


def test_an_undefined_variable_is_found_wherever_it_stands(single: Workspace) -> None:
    """Inside a condition, a margin of the page and a function it is found as well; all are named."""
    text = (
        "@media print { p { color: var(--one) } }\n"
        "@page { @top-left { width: calc(2 * var(--two)) } }\n"
        "p { color: var(--three, red) }\n"
    )
    found = re.findall(
        r':(\d):\d+\n  No style defines the variable "(--\w+)"', wrong(single, "themes/house.css", text)
    )
    assert found == [("1", "--one"), ("2", "--two")]


def test_an_undefined_variable_keeps_the_old_file_and_names_itself_in_a_build(
    single: Workspace, renderer: ProcessPoolExecutor
) -> None:
    """The page is not made, in either medium, and the error comes out of the worker whole."""
    overlay = single.overlay("themes/decree30.css", "p { color: var(--inc) }")
    for medium in Medium:
        job = Job(single.dossier(), EditionLanguage.EN, medium, replace(DECREE, templates=overlay))
        with pytest.raises(
            TemplateError,
            match=r'^templates/themes/decree30\.css:1:12\n  No style defines the variable "--inc"',
        ):
            renderer.submit(make, job).result(timeout=60)


def test_an_undefined_colour_of_a_drawing_names_file_and_line(bilateral: Workspace) -> None:
    """A drawing that asks for a colour that is not there is an error at its line."""
    bilateral.overlay("sections/timeline.svg", '<svg>\n<path fill="{{ palette.acent }}"/></svg>')
    with pytest.raises(TemplateError, match=r"^templates/sections/timeline\.svg:2\n  .*'acent'"):
        bilateral.page()


def test_a_style_that_cannot_be_read_names_file_and_line(single: Workspace) -> None:
    """A rule that breaks off is an error at its place."""
    said = wrong(single, "styles/colours.css", "p { color: red }\nh1 color: red;\n")
    assert said == (
        "templates/styles/colours.css:2:15\n"
        "  The style cannot be read: EOF reached before {} block for a qualified rule."
    )


@pytest.mark.parametrize(
    "text",
    [
        ":root { --accent: var(--accent) }",
        ":root { --accent: var(--flag); --flag: var(--accent) }",
        ":root {" + "".join(f"--a{n}: var(--a{n + 1}) var(--a{n + 1});" for n in range(30)) + "--a30: 1 }",
    ],
    ids=["itself", "each other", "in a row"],
)
def test_variables_without_end_are_refused(single: Workspace, text: str) -> None:
    """A variable that leads to itself, or through too many others, is an error at its place, in no time."""
    said = wrong(single, "styles/colours.css", text)
    assert re.match(r"templates/styles/colours\.css:1:\d+: --\w+\n  It refers to itself, or to others", said)


def test_a_font_that_is_not_there_names_file_line_and_what_to_do(single: Workspace) -> None:
    """A font that is nowhere is an error at the line that names it, and no other font takes its place."""
    said = wrong(single, "styles/colours.css", '\n:root { --serif: "Minion", serif; }')
    assert said == (
        "templates/styles/colours.css:2:9: --serif\n"
        '  No font that it names is here: "Minion". Install its package of fontpkg, or put its static TTF '
        "or OTF files in a folder and name that as fonts: in config.yaml."
    )


def test_without_a_font_like_times_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where neither family of decree30 is there, the error says which package brings one."""
    monkeypatch.setattr(fonts, "_SYSTEM_FOLDERS", ())
    fonts.find.cache_clear()
    with pytest.raises(TemplateError) as raised:
        style(DECREE)
    fonts.find.cache_clear()
    said = str(raised.value)
    assert re.match(r"templates/themes/decree30\.css:\d+:3: --serif\n", said)
    assert (
        '"Tinos", "Liberation Serif". Install one (Debian, Ubuntu: sudo apt-get install fonts-croscore'
        in said
    )
    assert "name that as fonts: in config.yaml" in said


def test_a_folder_of_fonts_that_is_not_there(tmp_path: Path) -> None:
    """A folder of fonts that is not there is said to be so."""
    with pytest.raises(ConfigError, match=r'^config\.yaml: fonts\n  "letters" is not a folder\.'):
        style(replace(DECREE, fonts=tmp_path / "letters"))


# Decree 30


def test_the_date_line_stands_as_the_decree_writes_it() -> None:
    """Place and day of the edition stand on the first page, in the manner of each language."""
    assert "Hà Nội, ngày\u00a022\u00a0tháng\u00a011\u00a0năm\u00a02026" in page()
    assert "Ha Noi, 22\u00a0November\u00a02026" in page(language=EN)
    assert 'class="dateline"' not in page(house=HOUSE).partition("</style>")[2]


def test_place_recipients_and_nation_are_settings() -> None:
    """The place is the workspace's, who receives it stands at the end, the nation is named if asked for."""
    head = Letterhead(Text("Huế", "Hue"), (Text("Bộ trưởng", "Minister"), Text("Lưu VT", "File")), True)
    made = Page(page(house=replace(DECREE, letterhead=head)))
    assert "Huế, ngày" in made.text
    assert "Cộng hòa xã hội chủ nghĩa Việt Nam" in made.text
    assert "Độc lập - Tự do - Hạnh phúc" in made.text
    assert made.text.endswith("Nơi nhận:\nBộ trưởng;\nLưu VT.\n")
    english = Page(page(house=replace(DECREE, letterhead=head), language=EN)).text
    assert "Independence - Freedom - Happiness" in english
    assert english.endswith("Distribution:\nMinister;\nFile.\n")


def test_without_settings_there_is_no_nation_and_nobody_receives_it() -> None:
    """A dossier is none of the decree's types of document: it bears no national heading of itself."""
    said = Page(page()).text
    assert "Độc lập" not in said
    assert "Nơi nhận" not in said


@pytest.mark.parametrize(("case", "boxes"), [("bilateral", 1), ("restricted", 0)])
def test_the_box_stands_on_an_internal_dossier_alone(case: str, boxes: int) -> None:
    """LƯU HÀNH NỘI BỘ stands in a box where the marking is internal, and nothing else does."""
    made = Page(html(dossier(WORKSPACES / case / "records"), VI, Medium.PDF, DECREE))
    found = [one.text for one in made.all("p") if one.attributes.get("class") == "limits"]
    assert found == ["LƯU HÀNH NỘI BỘ"] * boxes


def test_sections_are_numbered_in_headings_and_contents() -> None:
    """Sections bear Roman numerals, in the same order in the contents; a part alone bears none."""
    made = Page(page())
    headings = [one.text for one in made.all("h2") if not any(up.tag == "nav" for up in one.inside)]
    numerals = [one.partition(".")[0] for one in headings]
    assert numerals == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    contents = [one.text for one in made.all("a") if any(up.tag == "nav" for up in one.inside)]
    assert [one for one in contents if ". " in one] == headings
    assert themes.numbered({"a": "A", "b": "B"}, ["b"]) == {"a": "A", "b": "I. B"}


@pytest.fixture(scope="module")
def decree(renderer: ProcessPoolExecutor) -> pypdf.PdfReader:
    """Return a Vietnamese dossier in the manner of the decree."""
    return pypdf.PdfReader(io.BytesIO(pdf(renderer, DECREE)))


def test_pages_have_the_margins_of_the_decree(decree: pypdf.PdfReader) -> None:
    """On A4: 30–35 mm on the left, 15–20 mm on the right, 20–25 mm above and below."""
    for sheet_ in decree.pages:
        assert (round(sheet_.mediabox.width / MM), round(sheet_.mediabox.height / MM)) == (210, 297)
        lefts = Counter(round(x) for x, y, text in texts(sheet_) if 22 * MM < y < 272 * MM and text.strip())
        assert round(30 * MM) in lefts
    top, right, bottom, left = map(int, re.findall(r"(\d+)mm", style(DECREE).palette["paper_margin"]))
    assert 20 <= top <= 25
    assert 15 <= right <= 20
    assert 20 <= bottom <= 25
    assert 30 <= left <= 35


def texts(sheet_: pypdf.PageObject) -> list[tuple[float, float, str]]:
    """Return where each piece of text begins on a page, and the piece."""
    found: list[tuple[float, float, str]] = []

    def visit(piece: str, ours: list[float], matrix: list[float], *_: object) -> None:
        x = ours[0] * matrix[4] + ours[2] * matrix[5] + ours[4]
        y = ours[1] * matrix[4] + ours[3] * matrix[5] + ours[5]
        found.append((x, y, piece))

    sheet_.extract_text(visitor_text=visit)
    return found


def test_the_number_stands_at_the_top_in_the_middle_and_not_on_the_first_page(
    decree: pypdf.PdfReader,
) -> None:
    """Pages are numbered from the second on, in the middle of the margin at the top."""
    for number, sheet_ in enumerate(decree.pages, start=1):
        above = [(x, text.strip()) for x, y, text in texts(sheet_) if y > 272 * MM and text.strip()]
        numbers = [(x, text) for x, text in above if text.isdigit()]
        if number == 1:
            assert numbers == []
        else:
            ((x, text),) = numbers
            assert text == str(number)
            # the middle of what lies between the margins
            assert abs(x - (30 + 165 / 2) * MM) < 4 * MM


def test_the_marking_stands_above_and_below_on_every_page(decree: pypdf.PdfReader) -> None:
    """The decree's look keeps the marking at the top and the bottom of each page."""
    for sheet_ in decree.pages:
        heights = [y for _, y, text in texts(sheet_) if "CÔNG KHAI" in flat(text)]
        assert [y for y in heights if y > 272 * MM]
        assert [y for y in heights if y < 22 * MM]


def test_letters_are_those_of_times_alone(decree: pypdf.PdfReader) -> None:
    """Every font embedded is of the one family with the metrics of Times New Roman, text in 13 points."""
    names = {
        str(font.get_object()["/BaseFont"]).partition("+")[2].partition("-")[0]
        for sheet_ in decree.pages
        for font in sheet_["/Resources"].get("/Font", {}).values()
    }
    assert len(names) == 1
    assert names <= {"Tinos", "Liberation"}
    assert style(DECREE).palette["paper_text"] == "13pt"


def test_points_are_lettered_by_the_alphabet_of_the_language(
    decree: pypdf.PdfReader, renderer: ProcessPoolExecutor
) -> None:
    """Points run a b c d đ e in Vietnamese and a b c d e f in English, anew in each table."""
    vietnamese = lettered(decree)
    assert vietnamese[:5] == list(FIRST_LETTERS[:5])
    assert vietnamese.count("a") > 3
    assert "đ" not in lettered(pypdf.PdfReader(io.BytesIO(pdf(renderer, DECREE, EN))))


def lettered(reader: pypdf.PdfReader) -> list[str]:
    """Return the letters of points in the order of a dossier."""
    return re.findall(r"(?:^|\s)([a-zđ])\) ", "\n".join(one.extract_text() for one in reader.pages))


def test_text_is_found_with_plain_spaces(decree: pypdf.PdfReader) -> None:
    """Whoever searches or copies finds plain spaces, though the font has one glyph for both kinds."""
    said = "\n".join(one.extract_text() for one in decree.pages)
    assert "Hai bên" in said
    assert "Đại diện cấp cao về chính sách" in said
    assert "\u00a0" not in said


def test_bookmarks_bear_the_numbers(decree: pypdf.PdfReader) -> None:
    """The outline has the numbers of sections and of what stands in them."""
    titles = [one.title for one in decree.outline if not isinstance(one, list)]
    inner = [one.title for part in decree.outline if isinstance(part, list) for one in part]
    assert [one.partition(". ")[0] for one in titles][:4] == ["I", "II", "III", "IV"]
    assert inner[0].startswith("1. ")


PROFILES = (validation.ValidationProfile.PDF_UA_1, validation.ValidationProfile.PDF_A_3A)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", ["US", "EU", "RU", "ASEAN"])
def test_dossiers_in_the_manner_of_the_decree_conform(
    code: str, language: Language, renderer: ProcessPoolExecutor
) -> None:
    """They are PDF/UA-1 and PDF/A-3a, with every block that a workspace can ask for."""
    head = Letterhead(recipients=(Text("Lưu VT", "File"),), national_heading=True)
    made = pdf(renderer, replace(DECREE, letterhead=head), language, code)
    for profile in PROFILES:
        report = validation.validate_pdf_bytes(made, profile=profile)
        assert report.is_compliant, report.to_json()


def test_themes_come_out_alike_after_one_another(renderer: ProcessPoolExecutor) -> None:
    """A process that makes pages of both themes makes each as if it were the first."""
    house, decree_ = pdf(renderer, HOUSE), pdf(renderer, DECREE)
    assert pdf(renderer, HOUSE) == house
    assert pdf(renderer, DECREE) == decree_
    assert house != decree_


def test_every_theme_has_its_file() -> None:
    """The settings offer exactly the themes that there are."""
    files = {file.name for file in (program_templates() / "themes").iterdir()}
    assert files == {f"{theme}{kind}.css" for theme in Theme for kind in ("", "-page")}
    assert environment(None).loader is not None


def test_drawings_follow_the_light_of_the_screen() -> None:
    """On the screen a drawing names its colours, dark by night; on paper it has their values."""
    page = drawn(Medium.HTML)
    assert 'fill="var(--ink)"' in page
    assert 'fill="#1b1f24"' not in page
    page = drawn(Medium.PDF)
    assert 'fill="#1b1f24"' in page
    assert 'fill="var(' not in page


def drawn(medium: Medium) -> str:
    """Return a page with drawings."""
    return written(dossier(WORKSPACES / "bilateral" / "records"), medium=medium)
