"""The lock file of the tests in a browser: complete, by hashes, and free of addresses."""

import json
from pathlib import Path

FOLDER = Path(__file__).parent / "browser"


def test_every_package_is_pinned_by_its_hash() -> None:
    """Each package stands with its version and hash, and with no address it would have to come from."""
    lock = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert packages
    for name, one in packages.items():
        assert one["version"], name
        assert one["integrity"].startswith("sha512-"), name
        assert "resolved" not in one, name
    assert "://" not in json.dumps(lock)


def test_what_is_asked_for_is_what_is_locked() -> None:
    """package.json names exact versions, which are those of the lock."""
    asked = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))["dependencies"]
    lock = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))
    assert {name: lock["packages"][f"node_modules/{name}"]["version"] for name in asked} == asked
