"""Changes in a workspace: what was changed is shown, and what is wrong is told over the last good page."""

from __future__ import annotations

import re

from .conftest import AS_OF, Preview

RECORD = "records/meetings/2031-05-12-fr-geneva.yaml"
QUERY = f"country=FR&lang=en&as-of={AS_OF}"
PAGE = f"/FR/FR.en.html?as-of={AS_OF}"
BEFORE, AFTER = "Reopen the working group on railways", "Open the working group on railways anew"


def test_a_change_is_news(own: Preview) -> None:
    """After a record has changed, both files have another mark, and are served as they are now."""
    with own.news(QUERY) as news:
        before = [next(news), next(news)][-1]
        own.change(RECORD, BEFORE, AFTER)
        after = [next(news), next(news)][-1]
    assert AFTER in own.ask(PAGE).text
    assert after["html"] != before["html"]
    assert after["pdf"] != before["pdf"]


def test_a_broken_record_keeps_the_last_page(own: Preview) -> None:
    """What is wrong is told with file, line and column, and goes when it is mended."""
    with own.news(QUERY) as news:
        good = [next(news), next(news)][-1]
        own.change(RECORD, "mode: in-person", "moed: in-person")
        told = next(news)
        page = own.ask(PAGE)
        own.change(RECORD, "moed: in-person", "mode: in-person")
        mended = next(one for one in news if not one["problems"])
    assert told["html"] == mended["html"] == good["html"]
    assert (page.status, BEFORE in page.text) == (200, True)
    (problem,) = [one for one in told["problems"] if one["place"].endswith(": moed")]
    assert re.fullmatch(rf"{RECORD}:\d+:1: moed", problem["place"])
    assert problem["what"] == 'No field is called "moed" here.'
    assert problem["tip"] == 'Did you mean "mode"?'


def test_a_view_that_was_never_made_says_why(own: Preview) -> None:
    """Where there is no last good page, the file itself is the list of what is wrong."""
    with own.news(QUERY) as news:
        next(news)
        own.change(RECORD, "mode: in-person", "moed: in-person")
        assert next(one for one in news if one["problems"])
    answer = own.ask("/FR/FR.vi.html?as-of=2031-11-30")
    assert answer.status == 503
    assert answer.text.startswith(f"{RECORD}:")


def test_unreadable_settings_leave_the_last(own: Preview) -> None:
    """A mistake in config.yaml is told by its place; pages are made with what was read before."""
    with own.news(QUERY) as news:
        next(news)
        own.change("config.yaml", "clearance: internal", "clearanc: internal")
        told = next(one for one in news if one["problems"])
        own.change("config.yaml", "clearanc: internal", "clearance: internal")
        assert next(one for one in news if not one["problems"])
    assert [one["place"] for one in told["problems"]] == ["config.yaml:2:1: clearanc"]
    assert told["html"]


def test_settings_are_followed(own: Preview) -> None:
    """Who issues the dossiers is read again; so is the folder of templates, even when it comes later."""
    with own.news(QUERY) as news:
        before = [next(news), next(news)][-1]
        (own.folder / "looks").mkdir()
        own.write("looks/sections/asks.html", '<section id="asks"><h2>Looks of our own</h2></section>')
        own.write(
            "config.yaml", (own.folder / "config.yaml").read_text(encoding="utf-8") + "templates: looks\n"
        )
        assert next(one for one in news if one["html"] != before["html"])
        assert "Looks of our own" in own.ask(PAGE).text
        next(one for one in news if one["pdf"])
        own.write("looks/sections/asks.html", '<section id="asks"><h2>And changed</h2></section>')
        assert next(one for one in news if one["pdf"])
    assert "And changed" in own.ask(PAGE).text


def test_a_template_that_never_ends_is_named(own: Preview) -> None:
    """Its file and line are told after the deadline; the last page is kept, others are answered."""
    endless = "<p>\n{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}"
    with own.news(QUERY) as news:
        good = [next(news), next(news)][-1]
        own.change("config.yaml", "workers: 2", "deadline_seconds: 3")
        next(one for one in news if one["pdf"])
        own.write("templates/sections/asks.html", endless)
        statuses = [own.ask(one).status for one in (f"/?{QUERY}", "/preview.js")]
        told = next(one for one in news if one["problems"])
    assert statuses == [200, 200]
    assert told["html"] == good["html"]
    assert told["problems"][0]["place"] == "templates/sections/asks.html:2"
    assert told["problems"][0]["what"] == "The template was given up after 2.7 seconds."


def test_a_mended_template_does_not_wait_for_the_deadline(own: Preview) -> None:
    """What is being made from an older state is killed when it does not end at once."""
    endless = "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}"
    with own.news(QUERY) as news:
        first = [next(news), next(news)][-1]
        own.write("templates/sections/asks.html", endless)
        assert own.ask(f"/?{QUERY}").status == 200
        own.write("templates/sections/asks.html", '<section id="asks"><h2>Mended at last</h2></section>')
        assert next(one for one in news if one["html"] != first["html"])
    assert "Mended at last" in own.ask(PAGE).text
