"""Addresses: the plain form and no other, so that no two programs read one differently."""

import pytest

from briefings.model.addresses import Address


@pytest.mark.parametrize(
    ("written", "local", "domain"),
    [
        ("an@example.org", "an", "example.org"),
        ("An.Nguyen+hs@Example.ORG", "An.Nguyen+hs", "example.org"),
        ("an@bücher.example", "an", "xn--bcher-kva.example"),
        ("trần@example.org", "trần", "example.org"),
    ],
)
def test_an_address(written: str, local: str, domain: str) -> None:
    """The name keeps its letters; the domain is as servers write it."""
    assert Address.parse(written) == Address(local, domain)


def test_who_needs_smtputf8() -> None:
    """A domain can be written in ASCII, a name cannot."""
    assert Address.parse("trần@example.org").international
    assert not Address.parse("an@bücher.example").international


@pytest.mark.parametrize(
    "written",
    [
        "",
        "an",
        "@example.org",
        "an@",
        "an@@example.org",
        '"a@good.example"@evil.example',
        "a@b@example.org",
        '"a b"@example.org',
        "an@example.org\n",
        "an@example.org\r\nBcc: x@example.com",
        "an @example.org",
        "an@exam ple.org",
        "<an@example.org>",
        "An <an@example.org>",
        "an@[127.0.0.1]",
        "an@localhost",
        "an@-example.org",
        "an@example..org",
        ".an@example.org",
        "an.@example.org",
        "a..n@example.org",
        "an(comment)@example.org",
        "an@example.org,binh@example.org",
        "an@example.org;",
        "a\u200bn@example.org",
        "an\u202e@example.org",
        "an@example.org\x00",
        f"{'a' * 65}@example.org",
        f"an@{'a' * 64}.org",
        "an\\@example.org",
    ],
)
def test_anything_else_is_refused(written: str) -> None:
    """Quoted names, comments, lists, brackets, invisible letters and line ends among it."""
    with pytest.raises(ValueError, match=r"address|@"):
        Address.parse(written)
