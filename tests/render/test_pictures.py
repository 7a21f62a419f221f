"""Pictures in a page: which are taken, why others are not, and where they come from."""

from __future__ import annotations

import base64
import io
import struct
import time
import zlib
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from briefings.errors import AssetError, Problem
from briefings.languages.text import EditionLanguage, Text
from briefings.render import pictures
from briefings.render.html import House, Medium
from briefings.render.worker import Job, make

from .editions import Workspace
from .hostile import PAGE
from .layouts import lay_out

HOUSE = House(Text("Ban", "Desk"), timedelta(days=90))
TIP = "Use a smaller PNG or JPEG, or leave it out."
UNREADABLE = "it is no picture that can be read"
HUGE_SAID = "it declares more pixels than the 16000000 that are taken"


def header(width: int, height: int) -> bytes:
    """Return 68 bytes that declare a PNG of this size."""
    chunks = b""
    for kind, body in (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", b"x" * 11),
        (b"IEND", b""),
    ):
        chunks += struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return b"\x89PNG\r\n\x1a\n" + chunks


def address(content: bytes, kind: str = "png") -> str:
    """Return a picture as the address that stands for it."""
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def drawn(kind: str, width: int = 8) -> bytes:
    """Return a picture that can be read."""
    written = io.BytesIO()
    Image.new("RGB", (width, 8), "navy").save(written, kind)
    return written.getvalue()


BOMB = header(30_000, 30_000)


def test_the_bomb_is_small() -> None:
    """What these tests call a bomb is the 68 bytes that take gigabytes to lay out."""
    assert len(BOMB) == 68


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_a_picture_is_taken(kind: str) -> None:
    """A PNG or JPEG of a usual size can be used."""
    assert pictures.refusal(address(drawn(kind), kind)) is None


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (BOMB, HUGE_SAID),
        (header(4001, 4000), "it declares 4001 × 4000 pixels; at most 16000000 are taken"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 4_000_000, "it has 4000008 bytes; at most 4000000 are taken"),
        (b"0" * 6_000_000, "it has more than 4000000 bytes"),
        (b"GIF89a\1\0\1\0\0\0\0;", UNREADABLE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", UNREADABLE),
        (b"MZ not a picture", UNREADABLE),
        (b"", UNREADABLE),
        (BOMB[:20], UNREADABLE),
    ],
    ids=[
        "30,000 × 30,000",
        "one line too many",
        "bytes",
        "far too many",
        "gif",
        "svg",
        "program",
        "nothing",
        "cut off",
    ],
)
def test_what_is_no_picture_or_too_large_is_refused_with_the_reason(content: bytes, why: str) -> None:
    """The reason says what is wrong with it, and only its beginning is shown."""
    said = pictures.refusal(address(content))
    assert said is not None
    assert said.startswith('The picture "data:image/png;base64,')
    assert said.endswith(f"cannot be used: {why}.")
    assert len(said) < 200


def test_what_is_not_base64_is_no_picture() -> None:
    """An address that cannot be decoded is refused as any other that is no picture."""
    said = pictures.refusal("data:image/png;base64,%%%")
    assert said == f'The picture "data:image/png;base64,%%%…" cannot be used: {UNREADABLE}.'


def test_judging_takes_no_time() -> None:
    """The head alone is looked at: a thousand bombs take less than a second."""
    before = time.process_time()
    for _ in range(1000):
        pictures.fault(BOMB)
    assert time.process_time() - before < 1


WAYS = {
    "element": '<section id="asks"><p>x</p>\n<img alt="x" src="{}"></section>',
    "drawing": '<section id="asks"><p>x</p>\n<svg><image href="{}"/></svg></section>',
}


@pytest.mark.parametrize("medium", Medium)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_bomb_in_a_template_is_refused_before_it_is_laid_out(
    way: str, medium: Medium, single: Workspace, renderer: ProcessPoolExecutor
) -> None:
    """The page fails in either medium, in under a second, naming the template's file and line."""
    overlay = single.overlay("sections/asks.html", way.format(address(BOMB)))
    job = Job(single.dossier(), EditionLanguage.EN, medium, replace(HOUSE, templates=overlay))
    # with what has to be loaded once loaded
    renderer.submit(make, replace(job, house=HOUSE)).result(timeout=60)
    before = time.monotonic()
    with pytest.raises(AssetError) as raised:
        renderer.submit(make, job).result(timeout=60)
    assert time.monotonic() - before < 1
    assert str(raised.value) == (
        f'templates/sections/asks.html:2: FR.en.{medium}#asks\n  The picture "{address(BOMB)[:48]}…" '
        f"cannot be used: {HUGE_SAID}. {TIP}"
    )


def test_a_bomb_in_a_style_is_refused(single: Workspace) -> None:
    """A style's picture is judged as an element's is."""
    overlay = single.overlay("styles/colours.css", f"\np {{ background: url({address(BOMB)}) }}")
    job = Job(single.dossier(), EditionLanguage.EN, Medium.HTML, replace(HOUSE, templates=overlay))
    with pytest.raises(
        AssetError, match=r"^templates/styles/colours\.css:2: FR\.en\.html\n  The picture .* more pixels"
    ):
        make(job)


def test_a_picture_of_the_workspace_is_shown(single: Workspace, renderer: ProcessPoolExecutor) -> None:
    """A picture that can be used is in both media."""
    overlay = single.overlay("sections/asks.html", WAYS["element"].format(address(drawn("png"))))
    job = Job(single.dossier(), EditionLanguage.EN, Medium.PDF, replace(HOUSE, templates=overlay))
    assert b"/Subtype /Image" in renderer.submit(make, job).result(timeout=60)
    assert address(drawn("png")) in make(replace(job, medium=Medium.HTML)).decode()


def test_the_gate_refuses_a_bomb_by_itself(renderer: ProcessPoolExecutor) -> None:
    """Behind the check of finished pages the renderer refuses it as well, with the same reason."""
    layout = renderer.submit(lay_out, PAGE.format(f'<img alt="x" src="{address(BOMB)}">')).result(timeout=60)
    assert layout.pdf is None
    assert layout.refused == (
        f'FR.en.pdf\n  The picture "{address(BOMB)[:48]}…" cannot be used: {HUGE_SAID}. {TIP}'
    )


def test_other_problems_keep_their_place(tmp_path: Path) -> None:
    """Only what is said of a picture is looked for in the workspace's templates."""
    (tmp_path / "a.html").write_text("x", encoding="utf-8")
    problem = Problem("<script> has no place in a page.", None, "FR.en.html")
    assert pictures.located((problem,), tmp_path) == (problem,)
    assert pictures.located((problem,), None) == (problem,)
