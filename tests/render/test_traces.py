"""The same input gives the same bytes anywhere, and nothing of where it was made is in them."""

from __future__ import annotations

import getpass
import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from .editions import REPOSITORY, Workspace

Built = Callable[[str], Path]
FILES = ("FR/FR.vi.pdf", "FR/FR.en.pdf", "FR/FR.vi.html", "FR/FR.en.html")
FOLDER = "kestrel-nest"
# everything about a machine that can be set from outside; none of it may show
ELSEWHERE = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "LANG": "C",
    "PYTHONHASHSEED": "4711",
    "HOME": "/nonexistent/osprey-home",
    "USER": "osprey-user",
    "LOGNAME": "osprey-user",
    "HOSTNAME": "osprey-host",
    "SOURCE_DATE_EPOCH": "1",
    "COLUMNS": "40",
}


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the results of the smallest workspace, built in another folder, zone, locale and process."""
    folder = tmp_path_factory.mktemp(FOLDER)
    workspace = Workspace.copy("restricted", folder / f"{FOLDER}-workspace").folder
    out = folder / f"{FOLDER}-out"
    temporary = folder / f"{FOLDER}-temporary"
    temporary.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "briefings", "build", "--all", "--as-of", "2031-12-01", "--out", str(out)],
        cwd=workspace,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(REPOSITORY),
            "TMPDIR": str(temporary),
            "BRIEFINGS_WORKERS": "2",
            **ELSEWHERE,
        },
        umask=0o077,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert list(temporary.iterdir()) == []
    return out


@pytest.mark.parametrize("name", FILES)
def test_the_same_bytes_anywhere(elsewhere: Path, built: Built, name: str) -> None:
    """Time zone, folder, umask, locale, hash seed, process and number of workers change nothing."""
    assert (elsewhere / name).read_bytes() == (built("restricted") / name).read_bytes()


def test_results_can_be_read_whatever_the_umask(elsewhere: Path) -> None:
    """A file is readable by everybody whom its folder lets in."""
    assert {(elsewhere / name).stat().st_mode & 0o777 for name in FILES} == {0o644}


@pytest.mark.parametrize("name", FILES)
def test_nothing_of_the_machine_is_in_it(elsewhere: Path, name: str) -> None:
    """No path, host name, user name or version of a machine stands in a file, compressed or not."""
    file = elsewhere / name
    content = file.read_bytes()
    if file.suffix == ".pdf":
        content += subprocess.run(
            ["qpdf", "--qdf", "--object-streams=disable", file, "-"], capture_output=True, check=True
        ).stdout
    secrets = {
        FOLDER,
        "osprey",
        tempfile.gettempdir(),
        "/home/",
        "/root",
        "file:",
        str(REPOSITORY),
        sys.prefix,
    }
    secrets |= {f"/{getpass.getuser()}/", "Kiritimati", "site-packages"}
    for secret in secrets:
        for written in (secret.encode(), secret.encode("utf-16-be"), secret.encode().hex().encode()):
            assert written not in content, f"{secret!r} stands in {name}"


@pytest.mark.parametrize("name", FILES)
def test_no_name_of_the_machine_is_in_its_metadata(elsewhere: Path, name: str) -> None:
    """The name of the host and of the user, however short, are no word of what the file says of itself."""
    file = elsewhere / name
    if file.suffix == ".pdf":
        reader = pypdf.PdfReader(file)
        metadata = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
        said = f"{metadata} {reader.metadata}"
    else:
        said = file.read_text(encoding="utf-8").partition("<style>")[0]
    assert "Briefing" in said or "Hồ sơ" in said
    words = set(re.split(r"\W+", said))
    assert not words & {socket.gethostname(), getpass.getuser()}


@pytest.mark.parametrize("name", FILES[:2])
def test_no_clock_is_in_it(elsewhere: Path, name: str) -> None:
    """The only dates in a PDF are those of the edition."""
    done = subprocess.run(
        ["qpdf", "--qdf", "--object-streams=disable", elsewhere / name, "-"], capture_output=True, check=True
    )
    days = set(re.findall(rb"D:(\d{8})", done.stdout)) | {
        day.replace(b"-", b"") for day in re.findall(rb"(\d{4}-\d\d-\d\d)T\d\d", done.stdout)
    }
    assert days == {b"20311001"}


def test_what_it_reports_of_a_fault_tells_no_secret(single: Workspace) -> None:
    """An error of a template is told from the workspace on, without the path of the machine."""
    single.overlay("sections/asks.html", "{{ nothing_such }}")
    done = subprocess.run(
        [sys.executable, "-m", "briefings", "build", "--all", "--as-of", "2031-12-01", "--format", "html"],
        cwd=single.folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "templates/sections/asks.html:1\n  'nothing_such' is undefined." in done.stderr
    assert str(single.folder) not in done.stderr
