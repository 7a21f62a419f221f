"""The gate of the renderer: alone, without the check before it, it lets nothing be read."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from .hostile import FETCHED, IN_BROWSERS, PAGE, SCRIPTS
from .layouts import Layout, Server, lay_out

CANARY = "canary 7d1f"
# what the renderer reads of its own while it works
OWN = ("weasyprint", "fontpkg", "/lib/python", "/proc/", "/dev/null", "/etc/mime.types", "color_profiles")


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file that no page may read."""
    file = tmp_path_factory.mktemp("outside") / "canary.css"
    file.write_text(f"p::after {{ content: '{CANARY}' }}", encoding="utf-8")
    return file


def addresses(canary: Path, server: Server) -> dict[str, str]:
    """Return one address of each sort that a page may not read; all of them exist."""
    return {
        "file:": canary.as_uri(),
        "http:": f"http://127.0.0.1:{server.port}/asked",
        "ftp:": f"ftp://127.0.0.1:{server.port}/asked",
        "//": f"//127.0.0.1:{server.port}/asked",
        "path": str(canary),
    }


def touched(layout: Layout, canary: Path) -> list[str]:
    """Return what the renderer opened that is neither its own nor a temporary file of its own."""
    return [one for one in layout.opened if canary.name in one or one.startswith(("socket", "subprocess"))]


@pytest.mark.parametrize("sort", ["file:", "http:", "ftp:", "//", "path"])
@pytest.mark.parametrize("way", FETCHED.values(), ids=FETCHED)
def test_what_is_asked_for_is_refused_by_name(
    way: str, sort: str, canary: Path, server: Server, renderer: ProcessPoolExecutor
) -> None:
    """The page fails, the address is named, and neither the file nor the network was touched."""
    address = addresses(canary, server)[sort]
    layout = renderer.submit(lay_out, PAGE.format(way.format(url=address) + "<p>x</p>")).result(timeout=60)
    assert layout.pdf is None
    where, what = layout.refused.splitlines()[:2]
    assert where == "FR.en.pdf"
    assert address.rpartition("//")[2] in what
    assert what.endswith("was asked for while the page was laid out. Only the page's own parts may be used.")
    assert touched(layout, canary) == []
    assert server.asked == []


@pytest.mark.parametrize("sort", ["file:", "http:"])
@pytest.mark.parametrize("way", [*IN_BROWSERS.values(), *SCRIPTS.values()], ids=[*IN_BROWSERS, *SCRIPTS])
def test_what_the_renderer_leaves_alone_reads_nothing(
    way: str, sort: str, canary: Path, server: Server, renderer: ProcessPoolExecutor
) -> None:
    """What WeasyPrint does not follow touches neither the file nor the network."""
    page = PAGE.format(way.replace("{url}", addresses(canary, server)[sort]).replace("{{", "{"))
    layout = renderer.submit(lay_out, page).result(timeout=60)
    assert layout.pdf is not None or "was asked for" in layout.refused
    assert CANARY.encode() not in (layout.pdf or b"")
    assert touched(layout, canary) == []
    assert server.asked == []


def test_each_address_is_named_once(renderer: ProcessPoolExecutor) -> None:
    """An address that a page asks for twice is one problem, two addresses are two."""
    images = (
        '<img src="file:///a.png" alt="a"><img src="file:///a.png" alt="a"><img src="file:///b.png" alt="b">'
    )
    layout = renderer.submit(lay_out, PAGE.format(images)).result(timeout=60)
    said = [line for line in layout.refused.splitlines() if "asked for" in line]
    assert all("file:///a.png" in line for line in said[:1])
    assert len(said) == len(set(said))


def test_the_watch_sees_what_is_opened(canary: Path, renderer: ProcessPoolExecutor) -> None:
    """These tests would notice a file that is read in the renderer's process."""
    renderer.submit(lay_out, PAGE.format("")).result(timeout=60)
    renderer.submit(Path.read_text, canary, "utf-8").result(timeout=60)
    assert any(canary.name in one for one in renderer.submit(opened).result(timeout=60))


def opened() -> tuple[str, ...]:
    """Return what the renderer's process opened since the last page was begun."""
    from .layouts import _OPENED  # noqa: PLC0415

    return tuple(_OPENED)


def test_a_page_that_asks_for_nothing_is_laid_out(canary: Path, renderer: ProcessPoolExecutor) -> None:
    """A page of words comes out."""
    layout = renderer.submit(lay_out, PAGE.format("<p>Phở</p>")).result(timeout=60)
    assert layout.pdf is not None
    assert layout.pdf.startswith(b"%PDF-")
    assert touched(layout, canary) == []
