"""A cluster in the place of local processes: the same bytes, and what dies on it costs one page at most."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from desks import CONFIG, Desk
from records.workspaces import FR_MEETING, Workspace

from briefings import config
from briefings.build import cluster, errand, machines, shelf, workers
from briefings.build.parcel import Parcel
from briefings.build.results import Ears, Failed, Written
from briefings.build.workers import FaultError, LostError
from briefings.config import Config, Format
from briefings.errors import BriefingsError, ClusterError, ConfigError
from briefings.languages.text import EditionLanguage
from briefings.render import fonts
from briefings.render.environment import program_templates

ROOT = Path(__file__).parents[2]
SHORT = "{{ dossier.counterpart.code }} {{ language }}"
FR_ONLY = '{% if dossier.counterpart.code == "FR" %}'
# takes a worker of these tests a second or more to fill, and another one no time
SLOW = "{% for a in range(3000) %}{% for b in range(3000) %}{% endfor %}{% endfor %}"
ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"


@contextmanager
def started(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Give a process of Dask, which is gone afterwards with all that it has started."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments, "--host", "127.0.0.1", "--no-dashboard"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(folder)},
        start_new_session=True,
    )
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it has started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def scheduler(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Give the address of a scheduler, and its process."""
    file = folder / "scheduler.json"
    with started(folder, "scheduler", "--port", "0", "--scheduler-file", str(file)) as process:
        yield str(eventually(lambda: file.exists() and json.loads(file.read_text())["address"])), process


@contextmanager
def worker(address: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Give a worker that makes a page at a time, begun anew when it dies."""
    options = ("--nworkers", "1", "--nthreads", "1", "--local-directory", str(folder))
    with started(folder, "worker", address, *options) as process:
        yield process


def eventually(done, seconds: float = 30):  # noqa: ANN001, ANN201
    """Wait until something is so, and return it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            found = done()
        except (ValueError, ClusterError):
            found = None
        if found:
            return found
        time.sleep(0.1)
    return pytest.fail("it has not come about")


def ready(address: str, count: int) -> bool:
    """Return whether so many workers have joined."""
    with cluster._client(address) as client:
        return len(client.nthreads()) == count


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a cluster of two workers on this machine."""
    folder = tmp_path_factory.mktemp("cluster")
    with ExitStack() as stack:
        found, _ = stack.enter_context(scheduler(folder))
        for _ in range(2):
            stack.enter_context(worker(found, folder))
        eventually(lambda: ready(found, 2))
        yield found


@pytest.fixture
def desk(address: str, workspace: Workspace) -> Desk:
    """Return a workspace with short pages in four files, which are made on the cluster."""
    workspace.write("../templates/dossier.html", SHORT)
    workspace.write("../config.yaml", "formats: [html]\n")
    languages = (EditionLanguage.VI, EditionLanguage.EN)
    return Desk(workspace, replace(CONFIG, cluster=address, languages=languages, deadline_seconds=60))


def files(folder: Path) -> dict[str, bytes]:
    """Return the files that readers see, by their paths."""
    found = (one for one in folder.rglob("*") if one.suffix in {".pdf", ".html"})
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in found}


def results(desk: Desk, ears: Ears | None = None) -> dict[str, str]:
    """Build and return what became of each dossier."""
    said = {}
    for one in shelf.build(desk.order(room=("FR", "NO")), desk.records.read(), ears or Ears()):
        if isinstance(one, Failed):
            said[str(one.edition.path)] = str(one.error)
        else:
            said[str(one.edition.path)] = "made" if isinstance(one, Written) else "unchanged"
    return said


def test_same_bytes(desk: Desk) -> None:
    """PDF and HTML are those of a local build, with a style and a font of the workspace."""
    (desk.folder / "templates" / "dossier.html").unlink()
    style = (program_templates() / "styles" / "parts.css").read_text(encoding="utf-8")
    desk.records.write("../templates/styles/parts.css", f"{style}\np {{ color: #123456; }}\n")
    (desk.folder / "letters").mkdir()
    spectral = fonts.find(("Spectral",))
    assert spectral is not None
    (desk.folder / "letters" / "own.ttf").write_bytes(spectral.faces[0].file.read_bytes())
    on_cluster = replace(desk.config, formats=tuple(Format), fonts="letters", languages=(EditionLanguage.VI,))
    desk.config = on_cluster
    assert set(results(desk).values()) == {"made"}
    made = files(desk.out)
    desk.config = replace(on_cluster, cluster=None, workers=2, out="local")
    assert set(results(desk).values()) == {"made"}
    assert files(desk.folder / "local") == made
    assert sorted(made) == ["FR/FR.vi.html", "FR/FR.vi.pdf", "NO/NO.vi.html", "NO/NO.vi.pdf", "index.html"]
    assert all(b"#123456" in made[one] for one in made if one.endswith(".html"))


def test_unchanged_pages_are_not_made(desk: Desk) -> None:
    """A page that comes out as it stands is no other file, though a cluster looked at it."""
    results(desk)
    desk.records.add(FR_MEETING, "# seen\n")
    assert set(results(desk).values()) == {"unchanged"}


def test_address_is_none(desk: Desk) -> None:
    """What is no address is refused before anything is read, where it was written."""
    for written in ("desk", "tcp://desk", "http://desk:8786", "tcp://desk:8786/x", "tcp://:8786"):
        with pytest.raises(ConfigError) as caught:
            config.load(desk.folder, {}, {"cluster": written})
        assert str(caught.value) == (
            f'--cluster\n  "{written}" is not the address of a scheduler. Write it as tcp://HOST:8786.'
        )
    for written in ("tcp://desk:8786", "tls://10.0.0.1:1", "tcp://[::1]:8786"):
        assert config.load(desk.folder, {"BRIEFINGS_CLUSTER": written}).cluster == written


def test_killed_worker_costs_a_retry(desk: Desk) -> None:
    """What a worker had in hand when it was killed is made by another one."""
    desk.records.write("../templates/dossier.html", SLOW + SHORT)
    with cluster.crew(desk.config) as crew:
        victim = min(crew.client.run(os.getpid).values())
    killed = []

    def end(_: object) -> None:
        if not killed:
            killed.append(victim)
            os.kill(victim, signal.SIGKILL)

    assert set(results(desk, Ears(done=end)).values()) == {"made"}
    assert killed == [victim]
    assert not Path(f"/proc/{victim}").exists()


def test_worker_that_cannot_begin(desk: Desk) -> None:
    """What a worker has no room to begin is tried once more, and told only if that does not help."""

    def fill(times: int) -> None:
        """Have the disk be full for so long, on a worker."""
        import errno  # noqa: PLC0415 - this function travels alone
        import os  # noqa: PLC0415 - likewise
        import tempfile  # noqa: PLC0415 - likewise

        real = getattr(tempfile.mkdtemp, "real", tempfile.mkdtemp)

        def full(*given: object, **named: object) -> object:
            nonlocal times
            times -= 1
            if times >= 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(*given, **named)

        full.real = real  # type: ignore[attr-defined]  # to be found again
        tempfile.mkdtemp = full

    # with other limits than those of the processes that are kept
    with cluster.crew(replace(desk.config, memory_megabytes=1700)) as crew:
        crew.client.run(fill, 1)
        assert crew.submit(math.sqrt, 60, 16.0).result(30) == 4.0
    with cluster.crew(replace(desk.config, memory_megabytes=1800)) as crew:
        crew.client.run(fill, 3)
        error = crew.submit(math.sqrt, 60, 16.0).exception(30)
        crew.client.run(fill, 0)
    assert str(error) == (
        "No temporary folder can be made: No space left on device. "
        "Make room for one, or name another place in the variable TMPDIR."
    )


def test_page_that_ends_every_worker(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has cost more workers than the scheduler allows is named, and the next page is made."""
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "1")
    ended = set()

    def end(crew: cluster.Crew) -> bool:
        """End the worker that has the page in hand; return whether the page was given up."""
        at_work = crew.client.processing().items()
        # and not one that only has the parcel in hand, which every page needs
        for name in (name for name, tasks in at_work if any("errand" in one for one in tasks)):
            for pid in crew.client.run(os.getpid, workers=[name], on_error="ignore").values():
                ended.add(pid)
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        return page.done()

    with scheduler(tmp_path) as (address, _), worker(address, tmp_path):
        eventually(lambda: ready(address, 1))
        with cluster.crew(replace(desk.config, cluster=address)) as crew:
            page = crew.submit(time.sleep, 60, 60)
            eventually(lambda: end(crew))
            error = page.exception()
            assert crew.submit(math.sqrt, 60, 16.0).result(30) == 4.0
    assert len(ended) == 2
    assert error is not None
    assert str(workers.told(error, "X.vi.pdf", desk.config)) == (
        "X.vi.pdf\n  Every worker of the cluster that was given the page died. "
        "Give workers more memory, or look for what else ends them."
    )


@pytest.mark.parametrize(
    ("poison", "said"),
    [
        (
            ENDLESS,
            (
                "FR.vi.html\n  The page was given up after 6 seconds. "
                "Raise deadline_seconds in config.yaml, or look for what makes the page so large."
            ),
        ),
        ("\n{{ nothing }}", "templates/dossier.html:2\n  'nothing' is undefined."),
    ],
)
def test_poison_is_named(desk: Desk, poison: str, said: str) -> None:
    """What cannot be made is named in the words of a local build, and the rest is made."""
    desk.config = replace(desk.config, deadline_seconds=6, languages=(EditionLanguage.VI,))
    desk.records.write("../templates/dossier.html", f"{FR_ONLY}{poison}{{% endif %}}{SHORT}")
    assert results(desk) == {"FR/FR.vi.html": said, "NO/NO.vi.html": "made", "index.html": "made"}


def told(settings: Config, *work: object) -> BriefingsError:
    """Return what is said of some work that cannot be done on a cluster."""
    with cluster.crew(settings) as crew:
        error = crew.submit(work[0], 20, *work[1:]).exception()
    assert error is not None
    return workers.told(error, "X.vi.pdf", settings)


def test_process_that_dies_is_not_the_worker(desk: Desk) -> None:
    """A page that kills its process leaves the worker alone, and is named."""
    with cluster.crew(desk.config) as crew:
        before = set(crew.client.run(os.getpid).values())
        error = crew.submit(os.abort, 20).exception()
        assert set(crew.client.run(os.getpid).values()) == before
    assert str(workers.told(error, "X.vi.pdf", desk.config)).startswith(
        "X.vi.pdf\n  The process that laid out the page died of SIGABRT, probably for lack of memory."
    )


def test_limits_are_not_those_of_the_worker(desk: Desk) -> None:
    """The memory of the process that lays out pages is limited, not that of the worker."""
    import resource  # noqa: PLC0415

    with cluster.crew(replace(desk.config, memory_megabytes=1500)) as crew:
        inside = crew.submit(resource.getrlimit, 20, resource.RLIMIT_AS).result()
        outside = set(crew.client.run(resource.getrlimit, resource.RLIMIT_AS).values())
    assert inside == (1500 * 2**20,) * 2
    assert outside == {resource.getrlimit(resource.RLIMIT_AS)}


def test_fault_keeps_its_trace(desk: Desk) -> None:
    """A fault of the program is one here as well, and says where it was raised."""
    error = told(desk.config, math.sqrt, -1)
    assert isinstance(error, FaultError)
    assert "math domain error" in str(error)
    assert "errand.py" in str(error.__cause__.__cause__)


def test_worker_that_differs(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster of another version is refused before anything is made, and each worker is named."""
    ours = dict(machines.setup(letters=False))
    other = {**ours, "briefings": "9.9", "weasyprint": "1.0", "code of briefings": "x"}
    monkeypatch.setattr(machines, "_versions", lambda: other)
    with pytest.raises(ClusterError) as caught:
        results(desk)
    first, second = caught.value.problems
    assert first.what.startswith("The worker tcp://127.0.0.1:")
    assert first.what.partition(" would ")[2] == (
        "make other pages than this machine. "
        f"It has briefings {ours['briefings']} (here 9.9), weasyprint {ours['weasyprint']} (here 1.0)."
    )
    assert first.field == desk.config.cluster
    assert first.tip.startswith('Install the same versions as here on every worker: pip install "briefings')
    assert second.what != first.what


def test_worker_that_joins_late_and_differs(address: str) -> None:
    """A page that is sent to a worker of another version is not made there."""
    parcel = Parcel(None, None, "")
    late = errand.errand(parcel, b"", Config(cluster=address), 1, {"briefings": "9.9"}, letters=False)
    assert isinstance(late, errand.Failure)
    assert isinstance(late.error, ClusterError)


def test_versions_of_a_worker_in_words() -> None:
    """Other code counts where no version differs, and what is not there is none."""
    ours = {"briefings": "1", "code of briefings": "a", "font Tinos-Regular.ttf": "a"}
    assert machines.differences(ours, ours) == ""
    prefix = "would make other pages than this machine. It has "
    other = ours | {"code of briefings": "b"}
    assert machines.differences(ours, other) == f"{prefix}other code of briefings."
    assert machines.differences(ours, {}) == f"{prefix}briefings none (here 1)."
    error = ModuleNotFoundError("No module named 'briefings'")
    assert machines.differences(ours, error) == (
        "has no such briefings as this one: No module named 'briefings'."
    )


def test_nobody_answers(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no scheduler answers, it is said what and where, and what to do; nothing is made."""
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    desk.config = replace(desk.config, cluster="tcp://127.0.0.1:9")
    with pytest.raises(ClusterError) as caught:
        results(desk)
    assert str(caught.value) == (
        "tcp://127.0.0.1:9\n  No scheduler of a Dask cluster answers at this address within 1 seconds. "
        "Start one with `dask scheduler`, whose first lines say its address, or look at the network."
    )
    assert files(desk.out) == {}


def test_package_is_missing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra packages it is said which one is missing, and what to install."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError) as caught:
        results(desk)
    assert str(caught.value) == (
        f"{desk.config.cluster}\n"
        "  A build on a cluster needs a package that is not installed: distributed. "
        'Install it with: pip install "briefings[cluster]"'
    )


def test_no_workers(desk: Desk, tmp_path: Path) -> None:
    """Without workers a cluster is refused."""
    with scheduler(tmp_path) as (address, _):
        desk.config = replace(desk.config, cluster=address)
        with pytest.raises(ClusterError) as caught:
            results(desk)
    assert str(caught.value) == (
        f"{address}\n  The cluster has no workers. Start some with: dask worker {address}"
    )


@pytest.mark.parametrize(
    ("victim", "said"),
    [
        (
            "scheduler",
            (
                "The connection to the scheduler of the cluster was lost. "
                "Look whether it runs, and build again: what was finished is kept."
            ),
        ),
        (
            "worker",
            "The cluster has had no worker for 1 seconds. Start some with: dask worker {address}",
        ),
    ],
)
def test_cluster_that_goes(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, victim: str, said: str
) -> None:
    """When the scheduler or every worker is gone, the build ends, and what was finished is kept."""
    for name in ("_PATIENCE", "_ALONE", "_LOOK"):
        monkeypatch.setattr(cluster, name, 1)
    desk.records.write("../templates/dossier.html", SLOW + SHORT)
    with scheduler(tmp_path) as (address, process), worker(address, tmp_path) as only:
        desk.config = replace(desk.config, cluster=address)
        eventually(lambda: ready(address, 1))
        ears = Ears(done=lambda _: kill({"scheduler": process, "worker": only}[victim]))
        made = results(desk, ears)
    lost = said.format(address=address)
    assert lost in made.pop("index.html")
    assert sorted(one.partition("\n  ")[2] for one in made.values()) == ["", lost, lost, lost]
    assert len(files(desk.out)) == 1


def test_connection_that_was_given_up(desk: Desk) -> None:
    """What is asked for afterwards is refused page by page, as what was asked for before."""
    with cluster.crew(desk.config) as crew:
        crew.client.close()
        error = crew.submit(os.getpid, 20).exception(20)
    assert isinstance(error, LostError)
    assert str(workers.told(error, "X.vi.pdf", desk.config)) == (
        "X.vi.pdf\n  The connection to the scheduler of the cluster was lost. "
        "Look whether it runs, and build again: what was finished is kept."
    )


def test_ctrl_c(desk: Desk, address: str) -> None:
    """What is finished is kept, what waits is cancelled, and the cluster serves the next build."""
    desk.records.write("../templates/dossier.html", SLOW + SHORT)
    command = [sys.executable, "-m", "briefings", "build", "--all", "--cluster", address]
    process = subprocess.Popen(
        [*command, "-C", str(desk.folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    waited = Thread(target=lambda: (eventually(lambda: files(desk.out)), process.send_signal(signal.SIGINT)))
    waited.start()
    _, said = process.communicate(timeout=40)
    waited.join()
    assert process.returncode == 130
    assert said.endswith("Interrupted. What was finished is kept.\n")
    assert 1 <= len(files(desk.out)) < 4
    with cluster._client(address) as client:
        assert eventually(lambda: not client.run_on_scheduler(lambda dask_scheduler: dask_scheduler.tasks))
    desk.records.write("../templates/dossier.html", SHORT)
    assert set(results(desk).values()) <= {"made", "unchanged"}
