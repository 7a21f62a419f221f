"""The lock files of `requirements/`: complete, in step with `pyproject.toml`, and free of addresses."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = ("run", "test", "peers")


def _locked(name: str) -> dict[str, Requirement]:
    """Return the pinned requirements of one lock file by their canonical names."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    pins = [Requirement(line.split("--hash", 1)[0]) for line in text.splitlines()]
    return {canonicalize_name(pin.name): pin for pin in pins}


def _declared(name: str) -> list[Requirement]:
    """Return what `pyproject.toml` asks for: what the program needs, what its tests add, or the peers."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed, groups = project["project"]["dependencies"], project["dependency-groups"]
    texts = {"run": needed, "test": needed + groups["dev"], "peers": groups["peers"]}
    return [Requirement(text) for text in texts[name]]


@pytest.mark.parametrize("name", LOCKS)
def test_each_declared_dependency_is_locked_at_a_version_it_allows(name: str) -> None:
    """A dependency that pyproject.toml names is in the lock; `./run lock` was not forgotten."""
    locked = _locked(name)
    for wanted in _declared(name):
        pin = locked.get(canonicalize_name(wanted.name))
        assert pin is not None, f"{wanted.name} is not in requirements/{name}.txt: call ./run lock"
        (version,) = pin.specifier
        assert version.operator == "=="
        assert wanted.specifier.contains(version.version), f"{pin} is not {wanted}: call ./run lock"


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_is_a_pin_or_a_hash(name: str) -> None:
    """A lock file holds pins and hashes alone, so no index, address or folder of anybody's machine."""
    pin = re.compile(r"[a-z0-9-]+==[0-9A-Za-z.+!]+( ; [\w ='.<>()!]+)? \\")
    fingerprint = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    for line in (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        assert pin.fullmatch(line) or fingerprint.fullmatch(line), line


def test_tests_run_with_the_versions_that_users_get() -> None:
    """Each package of the program has the same version in both lock files."""
    tested = _locked("test")
    assert {name: str(pin) for name, pin in _locked("run").items()} == {
        name: str(tested[name]) for name in _locked("run")
    }
