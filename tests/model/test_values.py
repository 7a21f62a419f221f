"""What all records have in common: they are values that nobody changes."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import fields, is_dataclass

import pytest

import briefings.model
from briefings.languages.dates import Day
from briefings.model.markings import Marking

MODELS = sorted(
    {
        one
        for module in pkgutil.iter_modules(briefings.model.__path__, "briefings.model.")
        for one in vars(importlib.import_module(module.name)).values()
        if isinstance(one, type) and is_dataclass(one) and one.__module__ == module.name
    },
    key=lambda one: one.__name__,
)


@pytest.mark.parametrize("model", MODELS)
def test_records_are_frozen_and_slotted(model: type) -> None:
    """No field of a record can be set or added once it is made."""
    assert model.__dataclass_params__.frozen
    assert model.__slots__ == tuple(one.name for one in fields(model))


@pytest.mark.parametrize("model", MODELS)
def test_no_marking_is_assumed(model: type) -> None:
    """A marking has no default, but for a statement, which has its meeting's."""
    markings = {one.name: one.default for one in fields(model) if one.type in {"Marking", "Marking | None"}}
    assert Marking.PUBLIC not in markings.values()
    assert (None in markings.values()) is (model.__name__ == "Statement")


def test_days_are_compared_by_what_they_may_mean() -> None:
    """A year and a day of it are two different days, each with its first and last."""
    assert Day(2031) != Day(2031, 1, 1)
    assert (str(Day(2031).earliest), str(Day(2031).latest)) == ("2031-01-01", "2031-12-31")
