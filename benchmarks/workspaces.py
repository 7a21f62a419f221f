"""Made-up workspaces of any size: bilingual, of realistic lengths, and the same for the same seed."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

_FIRST_DAY: Final = date(2016, 1, 11)
_LAST_DAY: Final = date(2025, 12, 12)
_HOME: Final = "VN"

# subject matter in both languages, with the topic under which it stands; {a} is the other side
_MATTERS: Final = (
    ("trade", "kim ngạch thương mại song phương", "two-way trade"),
    ("trade", "việc tháo gỡ rào cản kỹ thuật đối với nông sản", "the removal of technical barriers to farm produce"),
    ("energy", "hợp tác về điện gió ngoài khơi và lưới điện", "cooperation on offshore wind and the power grid"),
    ("energy", "chuyển đổi năng lượng công bằng", "a just energy transition"),
    ("defence", "đối thoại quốc phòng thường niên", "the annual defence dialogue"),
    ("defence", "tham gia lực lượng gìn giữ hòa bình", "participation in peacekeeping forces"),
    ("education", "học bổng cho sinh viên và nghiên cứu sinh", "scholarships for students and researchers"),
    ("education", "công nhận văn bằng lẫn nhau", "the mutual recognition of degrees"),
    ("transport", "mở đường bay thẳng và kết nối cảng biển", "direct flights and links between seaports"),
    ("transport", "dự án đường sắt xuyên biên giới", "the cross-border railway project"),
    ("health", "sản xuất vắc-xin và ứng phó dịch bệnh", "vaccine production and the response to epidemics"),
    ("climate", "thích ứng với biến đổi khí hậu ở đồng bằng", "adaptation to climate change in the delta"),
    ("climate", "tín chỉ các-bon và bảo vệ rừng", "carbon credits and the protection of forests"),
    ("consular", "bảo hộ công dân và đơn giản hóa thị thực", "the protection of citizens and simpler visas"),
    ("regional", "vai trò trung tâm của ASEAN trong khu vực", "the central role of ASEAN in the region"),
    ("regional", "tự do hàng hải trên cơ sở luật pháp quốc tế", "freedom of navigation under international law"),
)  # fmt: skip
_ACTS: Final = (
    ("agreed", "both", "Hai bên nhất trí thúc đẩy {m}, coi đây là một trọng tâm của quan hệ.",
     "Both sides agreed to advance {m} as a priority of the relationship."),
    ("proposed", _HOME, "Việt Nam đề nghị lập nhóm công tác về {m} và họp định kỳ.",
     "Viet Nam proposed a working group on {m} that would meet regularly."),
    ("requested", "other", "Phía bạn đề nghị Việt Nam sớm hoàn tất thủ tục trong nước liên quan đến {m}.",
     "The other side asked Viet Nam to complete early its domestic procedures concerning {m}."),
    ("welcomed", "both", "Hai bên hoan nghênh những tiến triển gần đây về {m} và giao các cơ quan tiếp tục trao đổi.",
     "Both sides welcomed recent progress on {m} and asked their agencies to continue their exchanges."),
    ("affirmed", "other", "Phía bạn khẳng định coi trọng {m} và sẵn sàng hỗ trợ chuyên gia, công nghệ và nguồn vốn.",
     "The other side affirmed the importance of {m} and its readiness to help with experts, technology and funds."),
    ("committed", _HOME, "Việt Nam cam kết báo cáo lãnh đạo các cấp và thông báo lại về {m}.",
     "Viet Nam undertook to report to its leaders and to reply concerning {m}."),
)  # fmt: skip
_TOPICS: Final = {
    "trade": ("Thương mại", "Trade"), "energy": ("Năng lượng", "Energy"),
    "defence": ("Quốc phòng", "Defence"), "education": ("Giáo dục", "Education"),
    "transport": ("Giao thông", "Transport"), "health": ("Y tế", "Health"),
    "climate": ("Khí hậu", "Climate"), "consular": ("Lãnh sự", "Consular affairs"),
    "regional": ("Khu vực", "The region"),
}  # fmt: skip
_FAMILIES: Final = ("Andersen", "Bianchi", "Costa", "Dubois", "Eriksen", "Fischer", "Garnier", "Horvat",
                    "Ivanova", "Jansen", "Kowalski", "Larsen", "Moreau", "Novak", "Okafor", "Petrov")  # fmt: skip
_GIVEN: Final = ("Anna", "Bruno", "Clara", "David", "Elena", "Felix", "Greta", "Hugo", "Irene", "Jonas")
_CITIES: Final = (("Geneva", "CH"), ("Vienna", "AT"), ("Lima", "PE"), ("Jakarta", "ID"), ("Munich", "DE"))


@dataclass(frozen=True, slots=True)
class Size:
    """How large a workspace is: counterparts, meetings over all of them, points a meeting."""

    counterparts: int
    meetings: int
    points: int = 5


def make(folder: Path, size: Size, *, seed: int = 1) -> None:
    """Write a workspace; the same size and seed give the same bytes."""
    for name, content in _files(size, random.Random(seed)):  # noqa: S311 - nothing is kept secret by it
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")


def _files(size: Size, chance: random.Random) -> Iterator[tuple[str, str]]:
    # up to a hundred meetings stand in the dossier itself: what is made is what the peers are given
    history = "history: {years: 20, meetings: 100}"
    yield (
        "config.yaml",
        f"home: VN\nclearance: internal\nlanguages: [vi, en]\nformats: [pdf, html]\n{history}\n",
    )
    topics = ({"id": key, "label": _both(*said)} for key, said in _TOPICS.items())
    yield "records/topics.yaml", "".join(f"- {_line(one)}\n" for one in topics)
    yield "records/glossary.yaml", "territories:\n  VN: {vi: Việt Nam, en: Viet Nam}\n"
    yield "records/people/tran-van-a.yaml", _record(_person(_HOME, "Trần Văn An", "2015-01-05"))
    for number in range(size.counterparts):
        # as evenly as whole numbers allow
        share = (size.meetings * (number + 1)) // size.counterparts - (
            size.meetings * number
        ) // size.counterparts
        yield from _of_counterpart(number, share, size.points, chance)


def _of_counterpart(number: int, share: int, points: int, chance: random.Random) -> Iterator[tuple[str, str]]:
    code = code_of(number)
    key = code.lower()
    name = f"Đối tác {number + 1}", f"Counterpart {number + 1}"
    yield (
        f"records/counterparts/{code}.yaml",
        _record({"kind": "organisation", "name": _both(*name), "marking": "public"}),
    )
    person = f"{chance.choice(_GIVEN)} {chance.choice(_FAMILIES)}"
    yield f"records/people/{key}-principal.yaml", _record(_person(code, person, "2015-02-02"))
    framework = {
        "parties": [_HOME, code], "title": _both("Đối tác toàn diện", "Comprehensive Partnership"),
        "start": "2014-05-20", "confirmation": "confirmed", "marking": "public",
    }  # fmt: skip
    yield f"records/frameworks/vn-{key}.yaml", _record(framework)
    days = _days(share, chance)
    for year in sorted({day.year for day in days}):
        several = [day for day in days if day.year == year]
        yield f"records/sources/{key}-{year}.yaml", _record(_source(year, len(several) * (points + 1)))
        for place, day in enumerate(several):
            meeting = _meeting(code, day, f"{key}-{year}", place * (points + 1), points, chance)
            yield f"records/meetings/{day}-{key}-{place}.yaml", _record(meeting)
    # no commitment without a meeting that speaks of it
    if days:
        commitment = {
            "title": _both("Mở lại nhóm công tác chung", "Reopen the joint working group"),
            "by": [_HOME, code], "counterparts": [code], "status": "open", "marking": "public",
            "outcomes": [{"date": str(days[-1]), "status": "in-progress",
                          "text": _both("Hai bên đã trao đổi dự thảo.", "Drafts were exchanged."),
                          "evidence": [{"id": f"{key}-{days[-1].year}", "paragraph": "1"}]}],
        }  # fmt: skip
        yield f"records/commitments/{key}-group.yaml", _record(commitment)


def code_of(number: int) -> str:
    """Return the code of a counterpart by its number: XAAA, XAAB and so on."""
    letters = ""
    for _ in range(3):
        number, place = divmod(number, 26)
        letters = chr(65 + place) + letters
    return f"X{letters}"


def _days(share: int, chance: random.Random) -> list[date]:
    span = (_LAST_DAY - _FIRST_DAY).days
    return sorted(_FIRST_DAY + timedelta(days=chance.randrange(span)) for _ in range(share))


def _person(code: str, name: str, start: str) -> dict[str, Any]:
    post = {
        "office": f"{code.lower()}-minister", "counterpart": code,
        "title": _both("Bộ trưởng Ngoại giao", "Minister of Foreign Affairs"),
        "start": start, "confirmation": "confirmed",
    }  # fmt: skip
    return {"name": name, "counterpart": code, "marking": "public", "posts": [post]}


def _source(year: int, paragraphs: int) -> dict[str, Any]:
    return {
        "kind": "article", "publisher": "Báo Đối ngoại", "title": f"Hoạt động đối ngoại năm {year}",
        "language": "vi", "read": f"{year}-12-28", "marking": "public",
        "paragraphs": [{"number": str(one + 1), "lines": [str(one + 1)]} for one in range(paragraphs)],
    }  # fmt: skip


def _meeting(  # noqa: PLR0913, PLR0917 - what differs from one meeting to another
    code: str, day: date, source: str, before: int, points: int, chance: random.Random
) -> dict[str, Any]:
    city, country = chance.choice(_CITIES)
    said = []
    for place in range(points):
        act, by, vi, en = chance.choice(_ACTS)
        topic, matter_vi, matter_en = chance.choice(_MATTERS)
        statement = {
            "id": f"s{place + 1}", "by": code if by == "other" else by, "act": act,
            "text": _both(vi.format(m=matter_vi), en.format(m=matter_en)), "topics": [topic],
            "source": {"id": source, "paragraph": str(before + place + 2)},
        }  # fmt: skip
        if place == 0:
            statement["commitment"] = f"{code.lower()}-group"
        said.append(statement)
    return {
        "date": str(day), "title": _both(f"Gặp tại {city}", f"Meeting in {city}"), "mode": "in-person",
        "place": {"city": city, "country": country}, "counterparts": [code],
        "sources": [{"id": source, "paragraph": str(before + 1)}],
        "marking": chance.choice(("public", "internal")),
        "participants": [{"person": "tran-van-a", "side": _HOME},
                         {"person": f"{code.lower()}-principal", "side": code}],
        "statements": said,
    }  # fmt: skip


def _both(vi: str, en: str) -> dict[str, str]:
    return {"vi": vi, "en": en}


def _record(fields: dict[str, Any]) -> str:
    """Return a record as people write it: a field a line, statements and posts as lists."""
    lines: list[str] = []
    for name, value in fields.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines.append(f"{name}:")
            lines += [f"  - {_line(one)}" for one in value]
        else:
            lines.append(f"{name}: {_line(value)}")
    return "\n".join(lines) + "\n"


def _line(value: Any) -> str:  # noqa: ANN401 - whatever a record holds
    """Return a value in YAML's flow style; plain words stay plain."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_line(one)}" for name, one in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(_line, value)) + "]"
    plain = value.replace("-", "").replace("_", "").isalnum() and value.isascii()
    return str(value) if plain else json.dumps(value, ensure_ascii=False)
