"""Workspaces written for a test: two meetings with two counterparts that share nothing but a source."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefings.errors import Severity
from briefings.records import Reading, read

VALID = {
    "topics.yaml": "- id: trade\n  label: {vi: Thương mại, en: Trade}\n",
    "glossary.yaml": "territories:\n  VN: {vi: Việt Nam, en: Viet Nam}\n",
    "counterparts/FR.yaml": "kind: state\nname: {vi: Pháp, en: France}\nmarking: public\n",
    "counterparts/NO.yaml": "kind: state\nname: {vi: Na Uy, en: Norway}\nmarking: public\n",
    "people/tran-van-a.yaml": """\
name: {vi: Trần Văn A, en: Tran Van A}
counterpart: VN
marking: public
posts:
  - office: vn-minister
    counterpart: VN
    title: {vi: Bộ trưởng, en: Minister}
    start: 2020-01-01
    confirmation: confirmed
""",
    "people/jeanne-exemple.yaml": """\
name: Jeanne Exemple
counterpart: FR
marking: public
posts:
  - office: fr-minister
    counterpart: FR
    title: {vi: Bộ trưởng, en: Minister}
    start: 2030-01-01
    end: 2032-06-30
    confirmation: confirmed
""",
    "people/kari-eksempel.yaml": """\
name: Kari Eksempel
counterpart: NO
marking: public
posts:
  - office: no-minister
    counterpart: NO
    title: {vi: Bộ trưởng, en: Minister}
    start: 2030-01-01
    confirmation: confirmed
""",
    "sources/gazette.yaml": """\
kind: article
marking: public
read: 2031-06-01
paragraphs:
  - {number: 1, kind: lead, lines: [3]}
  - {number: 2, lines: [5]}
""",
    "commitments/railway.yaml": """\
title: {vi: Mở lại nhóm công tác, en: Reopen the working group}
by: [VN, FR]
counterparts: [FR]
status: open
marking: public
""",
    "conferences/tourism-2031.yaml": """\
name: {vi: Hội nghị Du lịch, en: Tourism Conference}
short: ITC
date: 2031-05
marking: public
""",
    "frameworks/vn-fr.yaml": """\
parties: [VN, FR]
title: {vi: Đối tác chiến lược, en: Strategic Partnership}
start: 2013
confirmation: confirmed
marking: public
""",
    "gaps/2031-02-fr.yaml": """\
date: 2031-02
what: {vi: Điện đàm, en: A call}
counterparts: [FR]
evidence: [{id: gazette, paragraph: 2}]
marking: public
""",
    "meetings/2031-05-12-fr.yaml": """\
date: 2031-05-12
title: {vi: Gặp tại Geneva, en: Meeting in Geneva}
mode: in-person
place: {city: Geneva, country: CH}
conference: tourism-2031
counterparts: [FR]
sources: [{id: gazette, paragraph: 1}]
marking: public
participants:
  - {person: tran-van-a, side: VN}
  - {person: jeanne-exemple, side: FR}
statements:
  - id: s1
    by: VN
    speaker: tran-van-a
    to: FR
    act: proposed
    text: {vi: Mở lại nhóm công tác., en: Reopen the working group.}
    topics: [trade]
    source: {id: gazette, paragraph: 2}
    commitment: railway
""",
    "meetings/2031-05-13-no.yaml": """\
date: 2031-05-13
title: {vi: Gặp tại Oslo, en: Meeting in Oslo}
mode: in-person
counterparts: [NO]
sources: [{id: gazette, paragraph: 1}]
marking: public
participants:
  - {person: tran-van-a, side: VN}
  - {person: kari-eksempel, side: NO}
statements:
  - id: s1
    by: both
    act: agreed
    text: {vi: Tăng thương mại., en: Increase trade.}
    topics: [trade]
    source: {id: gazette, paragraph: 2}
""",
}
FR_MEETING = "meetings/2031-05-12-fr.yaml"
NO_MEETING = "meetings/2031-05-13-no.yaml"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder of records that a test writes, changes and reads."""

    folder: Path

    def write(self, name: str, text: str | bytes) -> None:
        """Write a file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def text(self, name: str) -> str:
        """Return the text of a file."""
        return (self.folder / name).read_text(encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replace what stands exactly once in a file."""
        text = self.text(name)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def add(self, name: str, text: str) -> None:
        """Write something at the end of a file."""
        self.write(name, self.text(name) + text)

    def read(self) -> Reading:
        """Read the workspace."""
        return read(self.folder, home="VN")

    def said(self) -> list[str]:
        """Return every problem as it is printed, warnings marked as such."""
        return [
            f"{'warning: ' * (problem.severity is Severity.WARNING)}{problem}"
            for problem in self.read().problems
        ]
