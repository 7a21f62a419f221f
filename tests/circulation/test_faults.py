"""The part ``delivery`` of config.yaml: what is wrong is named with its place, a password not repeated."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings import config
from briefings.circulation import Carried, Delivery, Mail, Recipient, Schedule, Security, Subscription, When
from briefings.errors import ConfigError
from briefings.languages.text import EditionLanguage
from briefings.model.markings import Marking

VALID = """\
delivery:
  owner: an
  mail:
    host: mail.example.org
    sender: desk@example.org
    allowed_domains: [example.org]
  recipients:
    - {id: an, name: Nguyễn Văn An, address: an@example.org, clearance: internal}
    - {id: binh, name: Trần Bình, address: binh@example.org, clearance: public, languages: [en, vi+en],
       format: html}
  lists:
    - {id: both, members: [an, binh]}
  schedules:
    - {id: weekly, cron: 0 7 * * 1, zone: Asia/Ho_Chi_Minh}
  subscriptions:
    - {id: us, to: both, counterparts: [US], schedule: weekly, send: changed, note_when_unchanged: true}
"""


def load(folder: Path, text: str = VALID) -> Delivery:
    """Return the part that a file states."""
    (folder / "config.yaml").write_text(text, encoding="utf-8")
    found = config.load(folder, {}).delivery
    assert found is not None
    return found


def refused(folder: Path, old: str, new: str) -> list[str]:
    """Return what is said of settings in which something is wrong."""
    assert VALID.count(old) == 1
    with pytest.raises(ConfigError) as raised:
        load(folder, VALID.replace(old, new))
    return [str(one) for one in raised.value.problems]


def test_all_of_it(tmp_path: Path) -> None:
    """Each part as its own type."""
    found = load(tmp_path)
    assert found.mail == Mail("mail.example.org", "desk@example.org", ("example.org",))
    assert (found.mail.door, found.mail.security) == (587, Security.STARTTLS)
    assert found.recipients[0] == Recipient("an", "Nguyễn Văn An", "an@example.org", Marking.INTERNAL)
    assert found.recipients[1].languages == (EditionLanguage.EN, EditionLanguage.PARALLEL)
    assert found.recipients[1].format is Carried.HTML
    assert found.schedules == (Schedule("weekly", "0 7 * * 1", "Asia/Ho_Chi_Minh"),)
    assert found.subscriptions == (
        Subscription("us", ("both",), ("US",), (), "weekly", When.CHANGED, note_when_unchanged=True),
    )
    assert [one.id for one in found.members(["both", "an"])] == ["an", "binh"]


@pytest.mark.parametrize("key", ["password", "passwd", "smtp_password", "secret", "auth_token"])
def test_a_password_in_the_file(key: str, tmp_path: Path) -> None:
    """It is refused, not used; it is not repeated; the message says where it belongs."""
    (said,) = refused(tmp_path, "    sender:", f"    {key}: hunter2\n    sender:")
    assert said == (
        f"config.yaml:5:5: delivery.mail.{key}\n  A password does not belong in this file. "
        "Delete it and change it: whoever has this file knows it. Put the new one into the environment "
        "variable BRIEFINGS_MAIL_PASSWORD, or into the keyring and write password_from: keyring:NAME."
    )


def test_a_password_where_its_place_is_told(tmp_path: Path) -> None:
    """Also there it is not repeated."""
    (said,) = refused(tmp_path, "    sender:", "    username: desk\n    password_from: hunter2\n    sender:")
    assert "hunter2" not in said
    assert "Write env: and the name of a variable, or keyring: and the name of a service." in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("clearance: internal}", "clearence: internal}", '"clearence" here. Did you mean "clearance"?'),
        ("clearance: internal}", "clearance: mật}", '"mật" is a level of state secrecy.'),
        (", clearance: internal}", "}", 'The field "clearance" is missing. Write it.'),
        ("an@example.org,", '\'"a@good.example"@evil.example\',', "An address has one @"),
        ("an@example.org,", "an@elsewhere.example,", "Mail to elsewhere.example is not allowed."),
        ("binh@example.org,", "An@Example.org,", "an has this address too: one mailbox would have two"),
        ("members: [an, binh]", "members: [an, bin]", 'No recipient is called "bin". Did you mean "binh"?'),
        ("to: both", "to: [bothh]", 'No recipient or list is called "bothh". Did you mean "both"?'),
        ("schedule: weekly", "schedule: weekley", 'No schedule is called "weekley". Did you mean "weekly"?'),
        ("counterparts: [US]", "counterparts: [usa]", '"usa" is not a counterpart\'s code.'),
        ("owner: an", "owner: anh", 'No recipient is called "anh". Did you mean "an"?'),
        ("0 7 * * 1", "0 25 * * 1", '"0 25 * * 1" is not a cron expression (bad hour).'),
        ("Asia/Ho_Chi_Minh", "Asia/Hanoi", '"Asia/Hanoi" is not a time zone.'),
        ("send: changed", "send: change", '"change" is none of the words that may stand here.'),
        ("id: both,", "id: an,", '"an" is taken already. Give it another name.'),
        ("    sender:", "    security: none\n    sender:", "The line to mail.example.org would not be"),
        ("    sender:", "    port: 99999\n    sender:", "99999 is not a port."),
        ("[example.org]", "[]", "The list is empty. Name the domains that mail may go to."),
        ("name: Nguyễn Văn An", 'name: "An\\nBcc: x"', "The name holds an end of line or another control"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(old: str, new: str, said: str, tmp_path: Path) -> None:
    """With file, line and column, and what to do."""
    found = refused(tmp_path, old, new)
    assert all(one.startswith("config.yaml:") for one in found)
    assert any(said in one for one in found), found


def test_a_line_without_privacy_stays_on_this_machine(tmp_path: Path) -> None:
    """It is for a relay on the loopback interface, and takes no password along."""
    text = VALID.replace("host: mail.example.org", "host: 127.0.0.1\n    security: none")
    assert load(tmp_path, text).mail.security is Security.NONE
    with pytest.raises(ConfigError, match="A password would travel unprotected"):
        load(tmp_path, text.replace("    sender:", "    username: desk\n    sender:"))


def test_the_environment_cannot_say_it(tmp_path: Path) -> None:
    """It has many parts; but the password may stand there."""
    (tmp_path / "config.yaml").write_text(VALID, encoding="utf-8")
    with pytest.raises(ConfigError, match="No setting is called so"):
        config.load(tmp_path, {"BRIEFINGS_DELIVERY": "x"})
    assert config.load(tmp_path, {"BRIEFINGS_MAIL_PASSWORD": "x"}).delivery is not None
