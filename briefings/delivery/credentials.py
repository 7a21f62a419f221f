"""Name and password for the server: from the environment or the keyring, never from a file of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from briefings.circulation import PASSWORD, Mail
from briefings.errors import ConfigError, Problem

_ENVIRONMENT: Final = "env:"
_KEYRING: Final = "keyring:"


def resolved(mail: Mail, environ: Mapping[str, str]) -> tuple[Mail, str | None]:
    """Return the settings with the user name itself, and the password if there is a user name.

    Raises:
        ConfigError: a variable is not set, the keyring has no such entry, or cannot be asked.
    """
    if mail.username is None:
        return mail, None
    name = mail.username
    if name.startswith(_ENVIRONMENT):
        name = _variable(name.removeprefix(_ENVIRONMENT), environ, "delivery.mail.username")
    kept = mail.password_from or f"{_ENVIRONMENT}{PASSWORD}"
    if kept.startswith(_ENVIRONMENT):
        variable = kept.removeprefix(_ENVIRONMENT)
        return replace(mail, username=name), _variable(variable, environ, "delivery.mail.password_from")
    return replace(mail, username=name), _in_keyring(kept.removeprefix(_KEYRING), name)


def _variable(name: str, environ: Mapping[str, str], field: str) -> str:
    found = environ.get(name)
    if not found:
        what = f"The environment variable {name} is not set."
        raise ConfigError(Problem(what, None, field, "Set it where the program is started."))
    return found


def _in_keyring(service: str, name: str) -> str:
    field = "delivery.mail.password_from"
    try:
        import keyring  # noqa: PLC0415 - only who keeps the password there needs it
        from keyring.errors import KeyringError  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        tip = 'Install it with: pip install "briefings[keyring]"'
        raise ConfigError(Problem("The package keyring is not installed.", None, field, tip)) from None
    try:
        found = keyring.get_password(service, name)
    except KeyringError as error:
        raise ConfigError(Problem(f"The keyring cannot be asked: {error}", None, field)) from None
    if not found:
        what = f'The keyring holds no password of {name} for "{service}".'
        raise ConfigError(Problem(what, None, field, f"Put it there: keyring set {service} {name}"))
    return str(found)
