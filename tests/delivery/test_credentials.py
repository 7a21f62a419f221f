"""Name and password: from the environment or the keyring, and what is said where they are missing."""

from __future__ import annotations

import sys
from dataclasses import replace
from types import ModuleType

import pytest

from briefings.circulation import Mail, Security
from briefings.delivery import credentials
from briefings.errors import ConfigError

from .servers import SENDER

MAIL = Mail("mail.example.org", SENDER, ("example.org",), security=Security.TLS, username="desk")


def test_without_a_name_no_password_is_looked_for() -> None:
    """A relay on this machine wants none."""
    nobody = replace(MAIL, username=None)
    assert credentials.resolved(nobody, {}) == (nobody, None)


def test_from_the_environment() -> None:
    """From the variable that is named, or from ours; the name as well, if it is written so."""
    assert credentials.resolved(MAIL, {"BRIEFINGS_MAIL_PASSWORD": "p"}) == (MAIL, "p")
    named = replace(MAIL, username="env:WHO", password_from="env:WHAT")  # noqa: S106 - a reference
    assert credentials.resolved(named, {"WHO": "an", "WHAT": "q"}) == (replace(named, username="an"), "q")


def test_a_variable_that_is_not_set() -> None:
    """It is named, with the setting that asks for it."""
    with pytest.raises(ConfigError) as raised:
        credentials.resolved(replace(MAIL, password_from="env:WHAT"), {"WHAT": ""})  # noqa: S106
    assert str(raised.value) == (
        "delivery.mail.password_from\n"
        "  The environment variable WHAT is not set. Set it where the program is started."
    )


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    """Return what the keyring of this machine holds."""
    held: dict[tuple[str, str], str] = {}
    package, errors = ModuleType("keyring"), ModuleType("keyring.errors")
    package.get_password = lambda service, name: held.get((service, name))  # type: ignore[attr-defined]
    errors.KeyringError = OSError  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", package)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    return held


KEPT = replace(MAIL, password_from="keyring:briefings")  # noqa: S106


def test_from_the_keyring(keyring: dict[tuple[str, str], str]) -> None:
    """Under the service that is named, and the user name."""
    keyring["briefings", "desk"] = "r"
    assert credentials.resolved(KEPT, {})[1] == "r"


@pytest.mark.usefixtures("keyring")
def test_a_keyring_without_it() -> None:
    """The message says how it is put there."""
    with pytest.raises(ConfigError) as raised:
        credentials.resolved(KEPT, {})
    assert str(raised.value) == (
        'delivery.mail.password_from\n  The keyring holds no password of desk for "briefings". '
        "Put it there: keyring set briefings desk"
    )


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says how it is installed."""
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(ConfigError, match=r'pip install "briefings\[keyring\]"'):
        credentials.resolved(KEPT, {})
