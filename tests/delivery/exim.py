"""A real mail server: Exim, unprivileged, on the loopback interface, which delivers to files."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_binary_file, policy
from email.message import EmailMessage
from pathlib import Path

from .servers import free

# everything in one folder; whoever starts it runs it; it delivers to nowhere but the files of that folder
_CONFIGURATION = """\
primary_hostname = mail.example.org
daemon_smtp_ports = {port}
local_interfaces = 127.0.0.1
spool_directory = {folder}/spool
log_file_path = {folder}/log/%slog
pid_file_path = {folder}/exim.pid
exim_user = {user}
exim_group = {group}
deliver_drop_privilege
trusted_users = {user}
host_lookup =
rfc1413_query_timeout = 0s
keep_environment =
smtputf8_advertise_hosts = *
message_size_limit = 8M
tls_advertise_hosts = {tls}
{certificate}
acl_smtp_rcpt = receive
acl_smtp_data = look

begin acl
receive:
  deny local_parts = gone
       message = no such mailbox
  defer local_parts = full
        message = mailbox full
  accept domains = example.org
  deny message = relay not permitted
look:
  deny condition = ${{if def:h_Bcc:{{yes}}{{no}}}}
       message = a Bcc stands in it
  accept

begin routers
everybody:
  driver = accept
  transport = file

begin transports
file:
  driver = appendfile
  maildir_format
  directory = {folder}/mail
  envelope_to_add
  return_path_add
  user = {user}
  group = {group}

begin retry
*  *  F,1h,1m
"""


def program() -> str:
    """Return where Exim is; ``./run test`` installs it."""
    found = shutil.which("exim4") or shutil.which("exim4", path="/usr/sbin")
    assert found is not None, "exim4 is missing: ./run test installs it"
    return found


@dataclass(frozen=True, slots=True)
class Exim:
    """A server that runs, and the mailboxes that it fills."""

    port: int
    folder: Path

    def received(self, name: str, *, least: int = 1) -> list[EmailMessage]:
        """Return what was delivered to somebody, once so many messages are there."""
        ends = time.monotonic() + 30
        while len(found := self._mailbox(name)) < least and time.monotonic() < ends:
            time.sleep(0.05)
        return found

    def _mailbox(self, name: str) -> list[EmailMessage]:
        folder = self.folder / "mail" / "new"
        found = [_read(one) for one in sorted(folder.iterdir())] if folder.is_dir() else []
        # the server would build no path of what a stranger wrote: all lie in one box
        return [one for one in found if str(one["Envelope-To"]).startswith(f"{name}@")]


def _read(file: Path) -> EmailMessage:
    with file.open("rb") as opened:
        found = message_from_binary_file(opened, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


@contextmanager
def running(certificate: tuple[Path, Path] | None = None) -> Iterator[Exim]:
    """Give a server that delivers to a folder, with TLS if there is a certificate; both end with the test."""
    # Exim never delivers as root: where tests run as root, it runs as nobody, in a folder that is nobody's
    user = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    folder = Path(tempfile.mkdtemp(prefix="exim-"))
    try:
        yield from _running(folder, user, certificate)
    finally:
        shutil.rmtree(folder)


def _running(folder: Path, user: pwd.struct_passwd, certificate: tuple[Path, Path] | None) -> Iterator[Exim]:
    made = [folder, *(folder / name for name in ("spool", "log", "mail"))]
    for place in made:
        place.mkdir(exist_ok=True)
    if certificate is not None:
        made += [Path(shutil.copy(one, folder)) for one in certificate]
    for place in made:
        os.chown(place, user.pw_uid, user.pw_gid)
    port = free()
    text = _CONFIGURATION.format(
        port=port,
        folder=folder,
        user=user.pw_name,
        group=grp.getgrgid(user.pw_gid).gr_name,
        tls="" if certificate is None else "*",
        certificate="" if certificate is None else f"tls_certificate = {made[4]}\ntls_privatekey = {made[5]}",
    )
    (folder / "exim.conf").write_text(text, encoding="utf-8")
    with (folder / "said").open("w") as said:
        server = subprocess.Popen(
            [program(), "-C", str(folder / "exim.conf"), "-bdf"],
            stdout=said,
            stderr=said,
            **({"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if os.getuid() == 0 else {}),
        )
    try:
        _wait(server, port, folder)
        yield Exim(port, folder)
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(server: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    ends = time.monotonic() + 20
    while time.monotonic() < ends:
        assert server.poll() is None, (folder / "said").read_text(encoding="utf-8")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    msg = "Exim did not answer"
    raise AssertionError(msg)
