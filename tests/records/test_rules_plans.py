"""Plans: they build on points that were made, and come before their meeting."""

from __future__ import annotations

from .workspaces import FR_MEETING, Workspace

PLAN = """\
date: 2031-12-15
written: 2031-11-28
title: {vi: Hội đàm tại Paris, en: Talks in Paris}
counterparts: [FR]
marking: public
objectives:
  - {vi: Chốt lịch họp., en: Settle a date.}
points_to_make:
  - text: {vi: Nhắc lại., en: Recall.}
    points: [2031-05-12-fr.s1]
"""
FILE = "records/plans/2031-12-15-fr.yaml"


def plan(workspace: Workspace, old: str = "", new: str = "") -> list[str]:
    """Return what is said of a plan in which something was changed."""
    assert old in PLAN
    workspace.write("plans/2031-12-15-fr.yaml", PLAN.replace(old, new) if old else PLAN)
    return workspace.said()


def test_plan_is_read(workspace: Workspace) -> None:
    """A plan that builds on a point that was made is sound."""
    assert plan(workspace) == []
    (read,) = workspace.read().records.plans.values()
    assert read.points_to_make[0].points == ("2031-05-12-fr.s1",)


def test_point_that_was_never_made(workspace: Workspace) -> None:
    """A point that no meeting holds is an error at its place, with the nearest one."""
    assert plan(workspace, "fr.s1", "fr.s7") == [
        (
            f'{FILE}:10:14: points_to_make[0].points[0]\n  No point has the address "2031-05-12-fr.s7". '
            'Did you mean "2031-05-12-fr.s1" or "2031-05-13-no.s1"?'
        )
    ]


def test_point_of_a_broken_meeting(workspace: Workspace) -> None:
    """A point of a meeting that cannot be read is not reported a second time."""
    workspace.change(FR_MEETING, "mode: in-person", "mode: in-persn")
    assert [one.partition(":")[0] for one in plan(workspace)] == [f"records/{FR_MEETING}"]


def test_point_that_fewer_may_see(workspace: Workspace) -> None:
    """A plan does not build on a point that its readers may not see."""
    workspace.change(FR_MEETING, "    commitment: railway", "    commitment: railway\n    marking: internal")
    assert plan(workspace) == [
        (
            f"{FILE}:10:14: points_to_make[0].points[0]\n  This point is marked internal, higher than "
            "the plan (public). Mark the plan internal too."
        )
    ]


def test_written_too_late(workspace: Workspace) -> None:
    """A plan written after its meeting is an error."""
    assert plan(workspace, "written: 2031-11-28", "written: 2032-01-01") == [
        (
            f"{FILE}:2:10: written\n  The plan was written on 2032-01-01, after the meeting on 2031-12-15. "
            "Mend one of the two days."
        )
    ]


def test_plan_without_an_objective(workspace: Workspace) -> None:
    """A meeting without an objective needs no sheet."""
    old = "objectives:\n  - {vi: Chốt lịch họp., en: Settle a date.}\n"
    assert plan(workspace, old, "objectives: []\n") == [
        f"{FILE}:6:13: objectives\n  The list is empty. Write at least one entry."
    ]
