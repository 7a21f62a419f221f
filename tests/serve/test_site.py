"""What the preview answers: its page, the dossiers, the news; and to whom it answers nothing."""

from __future__ import annotations

import re

import pytest
from render.pages import Page

from .conftest import AS_OF, Preview

QUERY = f"country=FR&lang=en&as-of={AS_OF}"


def test_the_page_offers_what_there_is(preview: Preview) -> None:
    """It lists the counterparts and languages, and chooses what was asked for, in its language."""
    page = Page(preview.ask(f"/?{QUERY}").text)
    assert page.one("html").attributes["lang"] == "en"
    chosen = [one.attributes["value"] for one in page.all("option") if "selected" in one.attributes]
    assert chosen == ["FR", "en"]
    assert {"vi", "en", "vi+en"} <= {one.attributes["value"] for one in page.all("option")}
    assert page.one("input", name="as-of").attributes["value"] == AS_OF
    assert page.one("body").attributes["data-html"] == f"/FR/FR.en.html?as-of={AS_OF}"
    assert Page(preview.ask("/").text).one("html").attributes["lang"] == "vi"


def test_the_dossier_is_framed_without_rights(preview: Preview) -> None:
    """The frame of the dossier runs no script; its page may be read for the place of the reader."""
    page = Page(preview.ask(f"/?{QUERY}").text)
    assert page.one("iframe", title="HTML").attributes["sandbox"] == "allow-same-origin"


def test_dossiers_are_those_of_a_build(preview: Preview) -> None:
    """HTML and PDF are to be had under the names of a build, in the language of the name."""
    html = preview.ask(f"/FR/FR.en.html?as-of={AS_OF}")
    assert html.status == 200
    assert "Reopen the working group on railways" in html.text
    assert '<html lang="en"' in html.text
    for address in (f"/FR/FR.en.pdf?as-of={AS_OF}", f"/FR/FR.en.pdf?as-of={AS_OF}&exact=1"):
        pdf = preview.ask(address)
        assert (pdf.status, pdf.headers["content-type"]) == (200, "application/pdf")
        assert pdf.body.startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    "path", ["/", f"/?{QUERY}", "/preview.js", "/preview.css", "/FR/FR.vi.html", "/none"]
)
def test_nothing_is_kept_or_shared(preview: Preview, path: str) -> None:
    """No answer is stored by the browser, or readable by a page from elsewhere."""
    headers = preview.ask(path).headers
    assert headers["cache-control"] == "no-store"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert not [one for one in headers if one.startswith("access-control")]
    assert "server" not in headers


def test_the_page_may_ask_nobody_else(preview: Preview) -> None:
    """The policy of the page knows no address but its own."""
    policy = preview.ask("/").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "frame-ancestors 'none'" in policy
    assert not re.search(r"https?:|\*|unsafe", policy)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "[::1]:{port}"]
)
def test_another_name_is_not_answered(preview: Preview, host: str) -> None:
    """A name that was made to lead to this machine is refused before anything is looked at."""
    answer = preview.ask("/", Host=host.format(port=preview.port))
    assert (answer.status, answer.text) == (
        421,
        "The preview answers only under the address that it printed.\n",
    )


def test_localhost_is_this_machine(preview: Preview) -> None:
    """The usual name of the loopback interface is answered."""
    assert preview.ask("/", Host=f"localhost:{preview.port}").status == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_page_is_not_answered(preview: Preview, site: str) -> None:
    """A page from elsewhere can neither frame nor fetch a dossier; a link that a person follows works."""
    framed = preview.ask(
        "/FR/FR.vi.html", Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate", Sec_Fetch_Dest="iframe"
    )
    assert (framed.status, framed.text) == (403, "The preview is not for other pages.\n")
    assert preview.ask("/events?country=FR", Sec_Fetch_Site=site, Sec_Fetch_Mode="cors").status == 403
    opened = preview.ask("/", Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate", Sec_Fetch_Dest="document")
    assert opened.status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_it_only_shows(preview: Preview, method: str) -> None:
    """Nothing can be sent to it."""
    answer = preview.ask("/", method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/?country=XX", "There is no counterpart with this code. Known are FR.\n"),
        ("/?country=VN", "There is no counterpart with this code. Known are FR.\n"),
        ("/?lang=fr", '"fr" is not a language of an edition. Known are vi, en, vi+en.\n'),
        ("/?as-of=2031-02-30", '"2031-02-30" is not a day. Write it as YYYY-MM-DD.\n'),
        ("/FR/FR.en.html?as-of=x", '"x" is not a day. Write it as YYYY-MM-DD.\n'),
        ("/FR/US.en.html", "There is no such page.\n"),
        ("/FR/FR.en.docx", "There is no such page.\n"),
        ("/FR/..%2f..%2fconfig.yaml", "Not Found"),
        ("/XX/XX.en.html", "There is no such page.\n"),
        ("/../config.yaml", "There is no such page.\n"),
    ],
)
def test_what_is_not_there_is_said(preview: Preview, path: str, said: str) -> None:
    """A request for what does not exist says so, and what there is."""
    answer = preview.ask(path)
    assert (answer.status, answer.text) == (404, said)


def test_news_bring_the_page_then_the_pdf(preview: Preview) -> None:
    """The first news name the page; the next ones the PDF as well, and say that nothing is under way."""
    with preview.news(QUERY) as news:
        first, second = next(news), next(news)
    assert first["html"]
    assert (first["pdf"], first["busy"]) == ("", True)
    assert second["html"] == first["html"]
    assert second["pdf"]
    assert second["busy"] is False
    assert second["problems"] == []


def test_a_closed_tab_leaves_the_preview_running(preview: Preview) -> None:
    """Whoever goes away while a dossier is made takes nothing with them."""
    for day in ("2031-11-01", "2031-11-02"):
        with preview.news(f"country=FR&lang=vi&as-of={day}") as news:
            assert next(news)["html"]
    assert preview.ask("/").status == 200


def test_two_tabs_see_the_same(preview: Preview) -> None:
    """What two browsers look at is made once for both."""
    with preview.news(QUERY) as one, preview.news(QUERY) as other:
        assert [next(one)["html"], next(one)["pdf"]] == [next(other)["html"], next(other)["pdf"]]
