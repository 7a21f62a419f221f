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
KINDS = ["FR.2030.vi+en.html", "FR.2030.vi+en.pdf", "FR.vi+en.html", "FR.vi+en.pdf", "index.html"]
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


# the program on a day of which the clock knows nothing
ON = """
import sys
from datetime import datetime
import briefings.cli.build as command
from briefings.cli import main
class Clock(datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.fromisoformat("{}").replace(tzinfo=tz)
command.datetime = Clock
sys.exit(main())
"""


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


def test_every_kind_of_dossier_is_the_same_on_another_day(tmp_path: Path) -> None:
    """Both languages side by side and the archive as well: no day, place or machine is in their bytes."""
    made = []
    for name, day, workers, umask, machine in (
        ("here", "2031-12-01T09:00", "1", 0o022, {"PYTHONHASHSEED": "1"}),
        (FOLDER, "2031-12-05T23:00", "2", 0o077, ELSEWHERE),
    ):
        workspace = Workspace.copy("bilateral", tmp_path / name).folder
        with (workspace / "config.yaml").open("a", encoding="utf-8") as config:
            config.write("languages: [vi+en]\nhistory: {years: 5, meetings: 2}\n")
        done = subprocess.run(
            [sys.executable, "-c", ON.format(day), "build", "--all", "--quiet", "--jobs", workers],
            cwd=workspace,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY), **machine},
            umask=umask,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        files = (one for one in (workspace / "out").rglob("*") if one.suffix in {".html", ".pdf"})
        made.append({one.name: one.read_bytes() for one in files})
    here, there = made
    assert sorted(here) == sorted(there) == KINDS
    assert [name for name in KINDS if here[name] != there[name]] == []


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
