"""Charts as dictionaries: fields there are, order fixed, colours by state, also with nothing and with one row."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from core.queries.progress import Figures, GroupFigures
from core.vocabulary import Status, UnitKind
from dashboard.charts.progress import round_progress_bars, unit_progress_bars
from dashboard.frames import PROGRESS_COLUMNS, progress_frame
from dashboard.theme import DARK, LIGHT, Palette

FULL = Figures(findings=10, cleared=6, partially_cleared=1, long_term=1, in_progress=1, not_started=1, overdue=2)
GROUPS = (
    GroupFigures(code="LZZ", name="名字特别特别特别长的一个乡镇", kind=UnitKind.TOWNSHIP, figures=FULL),
    GroupFigures(code="CZJ", name="县财政局", kind=UnitKind.AGENCY, figures=Figures()),
)
CHARTS = (round_progress_bars, unit_progress_bars)


def fields(spec: Any) -> set[str]:
    """Names of all encoded fields of a chart."""
    if isinstance(spec, dict):
        own = {spec["field"]} if isinstance(spec.get("field"), str) else set()
        return own.union(*(fields(value) for key, value in spec.items() if key != "datasets"))
    return set().union(*(fields(value) for value in spec)) if isinstance(spec, list) else set()


@pytest.mark.parametrize("groups", [GROUPS, GROUPS[:1], ()], ids=["full", "one", "empty"])
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_encodes_only_what_its_data_has(
    chart: Callable[..., dict[str, Any]], palette: Palette, groups: tuple[GroupFigures, ...]
) -> None:
    spec = chart(groups, palette)
    assert fields(spec) <= {*PROGRESS_COLUMNS, "begin", "end", "middle", "shown"}
    assert json.loads(json.dumps(spec)) == spec


@pytest.mark.parametrize("chart", CHARTS)
def test_states_keep_their_order_and_colour(chart: Callable[..., dict[str, Any]]) -> None:
    text = json.dumps(chart(GROUPS, LIGHT))
    domain = json.dumps([status.value for status in Status.counted()])
    colours = json.dumps([LIGHT.tone(status).fill for status in Status.counted()])
    assert f'"domain": {domain}, "range": {colours}' in text


@pytest.mark.parametrize("chart", CHARTS)
def test_names_keep_the_order_of_the_groups(chart: Callable[..., dict[str, Any]]) -> None:
    assert json.dumps([group.name for group in GROUPS]) in json.dumps(chart(GROUPS, LIGHT))


def test_the_segments_of_a_bar_join_without_gap_and_fill_it() -> None:
    frame = progress_frame(GROUPS[:1])
    assert list(frame["findings"]) == [6, 1, 1, 0, 1, 0, 0, 1]
    ends = (frame["start"] + frame["share"]).round(9).tolist()
    assert frame["start"].round(9).tolist() == [0.0, *ends[:-1]]
    assert ends[-1] == 1.0


def test_a_group_with_nothing_has_empty_segments_and_no_ratio() -> None:
    frame = progress_frame(GROUPS[1:])
    assert frame["share"].sum() == 0
    assert frame["ratio"].isna().all()


def test_an_empty_frame_keeps_its_columns() -> None:
    assert list(progress_frame(()).columns) == list(PROGRESS_COLUMNS)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_state_has_its_tone_and_no_two_marks_are_alike(palette: Palette) -> None:
    marks = [palette.tone(status).mark for status in Status.counted()]
    assert len(set(marks)) == len(marks)
