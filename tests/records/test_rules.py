"""The rules across records: what contradicts what, where it is said, and in which words."""

from __future__ import annotations

import pytest

from .workspaces import FR_MEETING, NO_MEETING, Workspace

FR_FILE = f"records/{FR_MEETING}"
NO_FILE = f"records/{NO_MEETING}"


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (
            FR_MEETING,
            "person: jeanne-exemple",
            "person: zzz",
            ':11:14: participants[1].person\n  No person is called "zzz". Write records/people/zzz.yaml.',
        ),
        (
            FR_MEETING,
            "speaker: tran-van-a",
            "speaker: Trần Văn B",
            (
                ":15:14: statements[0].speaker\n"
                '  No person is called "Trần Văn B". Write the name of its file, without .yaml.'
            ),
        ),
        (
            FR_MEETING,
            "{id: gazette, paragraph: 1}",
            "{id: gazete, paragraph: 1}",
            ':7:16: sources[0].id\n  No source is called "gazete". Did you mean "gazette"?',
        ),
        (
            FR_MEETING,
            "topics: [trade]",
            "topics: [fish]",
            ':19:14: statements[0].topics[0]\n  No topic is called "fish". Add it to records/topics.yaml.',
        ),
        (
            FR_MEETING,
            "commitment: railway",
            "commitment: railways",
            ':21:17: statements[0].commitment\n  No commitment is called "railways". Did you mean "railway"?',
        ),
        (
            FR_MEETING,
            "conference: tourism-2031",
            "conference: tourism-2030",
            ':5:13: conference\n  No conference is called "tourism-2030". Did you mean "tourism-2031"?',
        ),
        (
            FR_MEETING,
            "conference: tourism-2031",
            "forum: ASEAN",
            ':5:8: forum\n  No counterpart has the code "ASEAN". The codes are: FR, NO, VN.',
        ),
        (
            FR_MEETING,
            "counterparts: [FR]",
            "counterparts: [FR, FX]",
            ':6:20: counterparts[1]\n  No counterpart has the code "FX". The codes are: FR, NO, VN.',
        ),
        (
            FR_MEETING,
            "counterparts: [FR]",
            "counterparts: [FR, VN]",
            ":6:20: counterparts[1]\n  VN is the own side: no dossier is made about it. Leave it out.",
        ),
        (
            "frameworks/vn-fr.yaml",
            "parties: [VN, FR]",
            "parties: [VN, FX]",
            ':1:15: parties[1]\n  No counterpart has the code "FX". The codes are: FR, NO, VN.',
        ),
        (
            "people/jeanne-exemple.yaml",
            "    counterpart: FR",
            "    counterpart: FX",
            ':6:18: posts[0].counterpart\n  No counterpart has the code "FX". The codes are: FR, NO, VN.',
        ),
    ],
)
def test_references(workspace: Workspace, name: str, old: str, new: str, expected: str) -> None:
    """A record that does not exist is an error where it is named, with the nearest that does."""
    workspace.change(name, old, new)
    assert f"records/{name}{expected}" in workspace.said()


def test_reference_to_a_broken_file_is_not_reported_again(workspace: Workspace) -> None:
    """A person whose file is broken is there; the file's own problem is enough."""
    workspace.change("people/jeanne-exemple.yaml", "name: Jeanne Exemple\n", "")
    workspace.change("topics.yaml", "id: trade", "id: trade!")
    assert workspace.said() == [
        'records/people/jeanne-exemple.yaml:1:1: name\n  The field "name" is missing. Write it.',
        (
            'records/topics.yaml:1:7: [0].id\n  "trade!" is not an identifier. '
            "Use the letters A to Z, digits and hyphens only."
        ),
    ]


def test_own_side_has_no_record(workspace: Workspace) -> None:
    """The own side recorded as a counterpart is an error."""
    workspace.write("counterparts/VN.yaml", workspace.text("counterparts/NO.yaml"))
    assert workspace.said() == [
        "records/counterparts/VN.yaml:1:1\n  VN is the own side, which has no record. Delete this file."
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "{id: gazette, paragraph: 2}",
            "{id: gazette, paragraph: 9}",
            (
                ":20:38: statements[0].source.paragraph\n"
                '  "gazette" has no paragraph 9. Its paragraphs are 1 to 2.'
            ),
        ),
        (
            "{id: gazette, paragraph: 2}",
            "{id: gazette}",
            (
                ':20:13: statements[0].source.paragraph\n  The paragraph of "gazette" is missing. '
                "Its paragraphs are 1 to 2."
            ),
        ),
        (
            "{id: gazette, paragraph: 2}",
            "{id: database}",
            (
                ":20:13: statements[0].source.paragraph\n"
                '  A statement names its paragraph, and "database" lists none. '
                "List them in records/sources/database.yaml, and name the one."
            ),
        ),
        (
            "{id: gazette, paragraph: 1}",
            "{id: database, paragraph: 1}",
            (
                ':7:37: sources[0].paragraph\n  "database" has no paragraph 1. '
                "It lists no paragraphs: leave the number out, or list them there."
            ),
        ),
    ],
)
def test_citations(workspace: Workspace, old: str, new: str, expected: str) -> None:
    """A citation names a paragraph of its source, and none where the source lists none."""
    workspace.write("sources/database.yaml", "kind: database\nmarking: public\nread: 2031-06-01\n")
    workspace.change(FR_MEETING, old, new)
    assert workspace.said() == [f"{FR_FILE}{expected}"]


def test_citation_without_a_paragraph_where_the_source_lists_none(workspace: Workspace) -> None:
    """Outside statements, a source without paragraphs is cited as a whole."""
    workspace.write("sources/database.yaml", "kind: database\nmarking: public\nread: 2031-06-01\n")
    workspace.change(FR_MEETING, "sources: [{id: gazette, paragraph: 1}]", "sources: [{id: database}]")
    assert workspace.said() == []


def test_erratum_in_a_paragraph_that_is_not_listed(workspace: Workspace) -> None:
    """An erratum stands in a paragraph of its own source."""
    workspace.add(
        "sources/gazette.yaml",
        "errata:\n  - printed: x\n    right: {vi: a, en: a}\n    why: {vi: b, en: b}\n"
        "    counterparts: [NO]\n    paragraphs: [2, 7]\n",
    )
    assert workspace.said() == [
        (
            "records/sources/gazette.yaml:12:21: errata[0].paragraphs[1]\n"
            "  This source has no paragraph 7. Its paragraphs are 1 to 2."
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "by: VN",
            "by: NO",
            [':14:9: statements[0].by[0]\n  "NO" is not a side of this meeting. Its sides are VN and FR.'],
        ),
        (
            "to: FR",
            "to: [FR, ALL]",
            [':16:14: statements[0].to[1]\n  "ALL" is not a side of this meeting. Did you mean "all"?'],
        ),
        (
            "to: FR",
            "to: document",
            [":16:9: statements[0].to[0]\n  A document cannot be spoken to. Its sides are VN and FR."],
        ),
        (
            "by: VN",
            "by: FR",
            [
                (
                    ':15:14: statements[0].speaker\n  "tran-van-a" takes part for VN, but FR speaks here. '
                    'Mend "by" or "speaker".'
                )
            ],
        ),
        (
            "speaker: tran-van-a",
            "speaker: kari-eksempel",
            [
                (
                    ':15:14: statements[0].speaker\n  "kari-eksempel" is not a participant of this meeting. '
                    "Add the person to the participants."
                )
            ],
        ),
        (
            "by: VN",
            "by: document",
            [
                (
                    ":14:9: statements[0].by\n"
                    "  A document speaks here, but the statement does not say which. "
                    "Write document: {vi: …, en: …}."
                )
            ],
        ),
        (
            "commitment: railway",
            "commitment: railway\n    document: {vi: Tuyên bố, en: Statement}",
            [
                (
                    ":22:15: statements[0].document\n  A document is named here, but it does not speak. "
                    "Write by: document, or delete it."
                )
            ],
        ),
        (
            "side: FR",
            "side: NO",
            [":11:36: participants[1].side\n  NO is not a side of this meeting. Its sides are VN and FR."],
        ),
        ("by: VN", "by: [VN, FR]", []),
        ("by: VN", "by: chair", []),
        ("to: FR", "to: partners", []),
        ("by: VN", "by: both", []),
    ],
)
def test_sides(workspace: Workspace, old: str, new: str, expected: list[str]) -> None:
    """Who speaks, and to whom, is a side of the meeting or a collective that makes sense there."""
    workspace.change(FR_MEETING, old, new)
    assert workspace.said() == [f"{FR_FILE}{one}" for one in expected]


def test_both_where_there_are_more_than_two(workspace: Workspace) -> None:
    """In a meeting of three sides nobody is meant by both."""
    workspace.change(NO_MEETING, "counterparts: [NO]", "counterparts: [NO, FR]")
    assert workspace.said() == [
        (
            f'{NO_FILE}:12:9: statements[0].by[0]\n  "both" is for meetings of two sides. '
            'Name the sides, or write "all". Its sides are VN, NO and FR.'
        )
    ]


def test_name_of_a_meeting_file(workspace: Workspace) -> None:
    """A meeting whose file does not begin with its date is a warning."""
    workspace.change(NO_MEETING, "date: 2031-05-13", "date: 2031-06-13")
    assert workspace.said() == [
        (
            f"warning: {NO_FILE}:1:7: date\n  The meeting was on 2031-06-13, but the name of its file "
            "does not begin so. Mend the date, or rename the file."
        )
    ]


def test_participant_without_a_post_on_the_day(workspace: Workspace) -> None:
    """A post that ended before the meeting is an error that lists the posts."""
    workspace.change("people/jeanne-exemple.yaml", "end: 2032-06-30", "end: 2031-05-11")
    assert workspace.said() == [
        (
            f"{FR_FILE}:11:14: participants[1].person\n  Jeanne Exemple held no post on 2031-05-12. "
            "On record: Minister (2030-01-01 to 2031-05-11). "
            "Mend the date, the person, or records/people/jeanne-exemple.yaml."
        )
    ]


@pytest.mark.parametrize("end", ["2031-05-12", "2031-05", "2031"])
def test_post_that_ends_on_the_day(workspace: Workspace, end: str) -> None:
    """The last day of a post belongs to it, however precisely it is known."""
    workspace.change("people/jeanne-exemple.yaml", "end: 2032-06-30", f"end: {end}")
    assert workspace.said() == []


def test_participant_who_had_died(workspace: Workspace) -> None:
    """Nobody takes part in a meeting after their death."""
    workspace.change("people/jeanne-exemple.yaml", "marking: public", "marking: public\ndied: 2031-05-11")
    assert workspace.said() == [
        (
            f"{FR_FILE}:11:14: participants[1].person\n  Jeanne Exemple died on 2031-05-11, "
            "before this meeting on 2031-05-12. Mend the date, the person, or "
            "records/people/jeanne-exemple.yaml."
        )
    ]


def test_post_that_ends_before_it_begins(workspace: Workspace) -> None:
    """A post's end is not before its beginning."""
    workspace.change("people/jeanne-exemple.yaml", "start: 2030-01-01", "start: 2033")
    assert (
        "records/people/jeanne-exemple.yaml:9:10: posts[0].end\n"
        "  The post ends on 2032-06-30, before it begins on 2033. Mend one of the two."
    ) in workspace.said()


def test_framework_that_ends_before_it_begins(workspace: Workspace) -> None:
    """Neither is a framework's."""
    workspace.add("frameworks/vn-fr.yaml", "end: 2012-12\n")
    assert workspace.said() == [
        (
            "records/frameworks/vn-fr.yaml:6:6: end\n"
            "  The framework ends on 2012-12, before it begins on 2013. Mend one of the two."
        )
    ]


def successor(workspace: Workspace, start: str, more: str = "") -> None:
    """Write a second holder of the French office."""
    text = workspace.text("people/jeanne-exemple.yaml").replace("Jeanne", "Paul")
    text = text.replace("start: 2030-01-01\n    end: 2032-06-30", f"start: {start}{more}")
    workspace.write("people/paul-exemple.yaml", text)


def test_two_holders_of_one_office(workspace: Workspace) -> None:
    """Two people who hold one office on one day contradict each other."""
    successor(workspace, "2032-06-01")
    assert workspace.said() == [
        (
            "records/people/paul-exemple.yaml:8:12: posts[0].start\n"
            '  Two hold the office "fr-minister" on one day: Jeanne Exemple (2030-01-01, until '
            "2032-06-30) and "
            "Paul Exemple (from 2032-06-01). "
            "Mend their dates, or write shared: true for all who hold it together."
        )
    ]


@pytest.mark.parametrize("start", ["2032-06-30", "2032-07", "2032-06", "2032"])
def test_successors(workspace: Workspace, start: str) -> None:
    """A successor on the day of the handover, or on a day not known better, is no contradiction."""
    successor(workspace, start)
    assert workspace.said() == []


def test_shared_office(workspace: Workspace) -> None:
    """An office may be held together if both posts say so."""
    workspace.add("people/jeanne-exemple.yaml", "    shared: true\n")
    successor(workspace, "2031-01-01", "\n    shared: true")
    text = workspace.text("people/paul-exemple.yaml").removesuffix("    shared: true\n")
    workspace.write("people/paul-exemple.yaml", text)
    assert workspace.said() == []


def test_predecessor_without_an_end(workspace: Workspace) -> None:
    """A post whose end is not known is a warning once a successor begins."""
    workspace.change("people/jeanne-exemple.yaml", "    end: 2032-06-30\n", "")
    workspace.write(
        "people/paul-exemple.yaml",
        workspace.text("people/jeanne-exemple.yaml")
        .replace("Jeanne", "Paul")
        .replace("2030-01-01", "2033-01-01"),
    )
    assert workspace.said() == [
        (
            "warning: records/people/jeanne-exemple.yaml:5:5: posts[0]\n"
            '  Jeanne Exemple has no end in the office "fr-minister", though Paul Exemple '
            "began on 2033-01-01. "
            "Write the end."
        )
    ]


def test_overlapping_frameworks(workspace: Workspace) -> None:
    """One relationship has one framework at a time, whatever the order of its parties."""
    text = workspace.text("frameworks/vn-fr.yaml").replace("[VN, FR]", "[FR, VN]").replace("2013", "2020")
    workspace.write("frameworks/vn-fr-csp.yaml", text)
    workspace.add("frameworks/vn-fr.yaml", "end: 2021-05\n")
    assert workspace.said() == [
        (
            "records/frameworks/vn-fr-csp.yaml:3:8: start\n"
            "  Two hold the relationship of FR and VN on one day: Strategic Partnership (2013, "
            "until 2021-05) and "
            "Strategic Partnership (from 2020). Mend their dates."
        )
    ]


def test_framework_without_an_end(workspace: Workspace) -> None:
    """A framework that another one follows ought to have an end."""
    workspace.write(
        "frameworks/vn-fr-csp.yaml", workspace.text("frameworks/vn-fr.yaml").replace("2013", "2020")
    )
    assert workspace.said() == [
        (
            "warning: records/frameworks/vn-fr.yaml:1:1\n"
            "  Strategic Partnership has no end in the relationship of "
            "FR and VN, though Strategic Partnership began on 2020. Write the end."
        )
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (
            FR_MEETING,
            "statements:\n",
            (
                "statements:\n  - {id: s1, by: VN, act: stated, text: {vi: a, en: a}, topics: [trade],"
                " source: {id: gazette, paragraph: 1}}\n"
            ),
            (
                ':14:9: statements[1].id\n  The statement "s1" is already there, on line 13. '
                "Give it another name, or delete one."
            ),
        ),
        (
            FR_MEETING,
            "  - {person: jeanne-exemple, side: FR}",
            "  - {person: jeanne-exemple, side: FR}\n  - {person: tran-van-a, side: VN}",
            (
                ":12:14: participants[2].person\n"
                '  The participant "tran-van-a" is already there, on line 10. '
                "Give it another name, or delete one."
            ),
        ),
        (
            "sources/gazette.yaml",
            "number: 2",
            "number: 1",
            (
                ':6:14: paragraphs[1].number\n  The paragraph "1" is already there, on line 5. '
                "Give it another name, or delete one."
            ),
        ),
        (
            "topics.yaml",
            "- id: trade",
            "- {id: trade, label: {vi: a, en: a}}\n- id: trade",
            (
                ':2:7: [1].id\n  The topic "trade" is already there, on line 1. '
                "Give it another name, or delete one."
            ),
        ),
    ],
)
def test_names_given_twice(workspace: Workspace, name: str, old: str, new: str, expected: str) -> None:
    """What is referred to by a name has it alone."""
    workspace.change(name, old, new)
    assert f"records/{name}{expected}" in workspace.said()


def test_reference_to_what_is_marked_higher(workspace: Workspace) -> None:
    """A public record does not lead to a restricted one."""
    workspace.change("commitments/railway.yaml", "marking: public", "marking: restricted")
    assert workspace.said() == [
        (
            f'{FR_FILE}:21:17: statements[0].commitment\n  "railway" is marked restricted, '
            "higher than what refers to it (public). Mark this restricted too, or do not refer to it."
        )
    ]


def test_statement_marked_higher_may_refer_to_what_is(workspace: Workspace) -> None:
    """A statement's own marking counts for what it refers to."""
    workspace.change("commitments/railway.yaml", "marking: public", "marking: restricted")
    workspace.add(FR_MEETING, "    marking: restricted\n")
    assert workspace.said() == []


def test_statement_marked_lower_than_its_meeting(workspace: Workspace) -> None:
    """A statement of an internal meeting is not public."""
    workspace.change(FR_MEETING, "marking: public", "marking: internal")
    workspace.add(FR_MEETING, "    marking: public\n")
    assert workspace.said() == [
        (
            f"{FR_FILE}:22:14: statements[0].marking\n"
            "  This is marked public, lower than its meeting (internal). "
            "Leave its marking out, or mark the meeting lower."
        )
    ]


def test_commitment_that_nobody_made(workspace: Workspace) -> None:
    """A commitment without statement and outcome is a warning."""
    workspace.change(FR_MEETING, "    commitment: railway\n", "")
    assert workspace.said() == [
        (
            "warning: records/commitments/railway.yaml:1:1\n  No statement refers to this commitment, "
            "and it has no outcome. Write commitment: railway in the statement that makes it."
        )
    ]


@pytest.mark.parametrize(
    ("old", "language"),
    [(", en: Reopen the working group.", "English"), ("vi: Mở lại nhóm công tác., ", "Vietnamese")],
)
def test_language_that_is_missing(workspace: Workspace, old: str, language: str) -> None:
    """A text in one language is a warning; the other is never shown in its place."""
    workspace.change(FR_MEETING, old, "")
    assert workspace.said() == [
        (
            f"warning: {FR_FILE}:18:11: statements[0].text\n"
            f"  {language} is missing. The dossier shows it as missing."
        )
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (
            NO_MEETING,
            "{vi: Tăng thương mại., en: Increase trade.}",
            "{vi: Tăng 560.000 tấn., en: Increase by 56 tonnes.}",
            (
                ':14:11: statements[0].text\n  The two languages differ: only Vietnamese has "560.000"; '
                'only English has "56". Mend the one that is wrong.'
            ),
        ),
        (
            "gaps/2031-02-fr.yaml",
            "{vi: Điện đàm, en: A call}",
            "{vi: Điện đàm ngày 3/2, en: A call on 4 February}",
            (
                ":2:7: what\n"
                '  The two languages differ: only Vietnamese has "3/2"; only English has "4 February". '
                "Mend the one that is wrong."
            ),
        ),
    ],
)
def test_languages_that_differ(workspace: Workspace, name: str, old: str, new: str, expected: str) -> None:
    """Numbers and dates that are not the same in both languages are an error."""
    workspace.change(name, old, new)
    assert workspace.said() == [f"records/{name}{expected}"]


TERMS = """\
terms:
  - {vi: Hoa Kỳ, en: United States, avoid_vi: [Mỹ], avoid_en: [USA]}
  - {vi: Bộ Quy tắc ứng xử, en: Code of Conduct, avoid_vi: [Quy tắc]}
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{vi: Gặp Mỹ., en: x}", ('text.vi\n  "Mỹ" is not our usage. Write "Hoa Kỳ".', 11)),
        ("{vi: x, en: the USA}", ('text.en\n  "USA" is not our usage. Write "United States".', 11)),
        ("{vi: thẩm mỹ, en: x}", None),
        ("{vi: Mỹnh, en: USAID}", None),
        ("{vi: Theo Bộ Quy tắc ứng xử, en: x}", None),
        ("{vi: Mỹ\u0323, en: x}", None),
    ],
)
def test_house_style(workspace: Workspace, text: str, expected: tuple[str, int] | None) -> None:
    """A form that the glossary replaces is a warning where it stands as a whole word of our own."""
    workspace.add("glossary.yaml", TERMS)
    workspace.change(NO_MEETING, "{vi: Tăng thương mại., en: Increase trade.}", text)
    found = workspace.said()
    assert len(found) == (expected is not None)
    if expected is not None:
        assert found[0].startswith(f"warning: {NO_FILE}:14:")
        assert found[0].endswith(expected[0])


def test_house_style_leaves_what_a_source_prints_alone(workspace: Workspace) -> None:
    """Titles, variants and verbs as printed are not our words."""
    workspace.add("glossary.yaml", TERMS)
    workspace.change("sources/gazette.yaml", "marking: public", "marking: public\ntitle: Thúc đẩy với Mỹ")
    workspace.change("people/jeanne-exemple.yaml", "marking: public", "marking: public\nvariants: [Mỹ]")
    workspace.add(NO_MEETING, "    verb: Mỹ\n")
    assert workspace.said() == []
