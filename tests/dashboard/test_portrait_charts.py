"""Charts of a portrait: what is not collected stays empty, words on the line of time never cover each other."""

import json
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.queries.portrait_events import PortraitEvent
from core.scoring.portrait import PortraitDimensionScore
from core.vocabulary import Grade, Status
from dashboard.charts import portrait as bars
from dashboard.charts import timeline as line
from dashboard.charts.timeline_layout import MOST_TICKS, NARROW, Place, month_ticks, place_events, words_width
from dashboard.theme import DARK, LIGHT, Palette
from tests.dashboard.test_charts import fields
from tests.scoring.facts import portrait

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
DAY = date(2026, 3, 2)
EVENTS = (
    PortraitEvent(on=DAY, words="第一轮反馈"),
    PortraitEvent(on=DAY + timedelta(days=30), words="三清单报送"),
    PortraitEvent(on=DAY + timedelta(days=120), words="评估（1）74.61", grade=Grade.FAIR),
)


def dimensions(**shares: str | None) -> tuple[PortraitDimensionScore, ...]:
    return portrait(**shares).dimensions


def medians(**shares: str) -> dict[str, Decimal]:
    return {code: Decimal(share) for code, share in shares.items()}


def standing(share: str | None, median: str | None) -> tuple[str, str]:
    """How one dimension of ten points is drawn, and the difference beside it."""
    frame = bars.dimension_frame(dimensions(duty=share), medians(duty=median) if median else {})
    return frame["standing"][0], frame["gap"][0]


@pytest.mark.parametrize(
    ("share", "median", "drawn", "gap"),
    [
        ("0.70", "0.80", bars.BELOW, "-1.0"),
        ("0.701", "0.80", bars.LEVEL, "-1.0"),
        ("0.796", "0.80", bars.LEVEL, "持平"),
        ("0.85", "0.80", bars.LEVEL, "+0.5"),
        ("0.1", None, bars.LEVEL, ""),
        (None, "0.80", bars.UNKNOWN, ""),
    ],
)
def test_a_bar_is_marked_from_a_tenth_of_full_marks_below_the_median(
    share: str | None, median: str | None, drawn: str, gap: str
) -> None:
    assert standing(share, median) == (drawn, gap)


def test_what_is_not_collected_has_no_bar_and_says_so() -> None:
    frame = bars.dimension_frame(dimensions(public=None), medians(public="0.9"))
    assert frame["share"].isna().all()
    assert list(frame["points"]) == ["未采集 / 10"]
    assert list(frame["items"]) == ["public 未采集 / 10"]
    assert list(frame["median"]) == [0.9]


@PALETTES
@pytest.mark.parametrize("shares", [{"duty": "0.5", "public": None}, {"public": None}, {}], ids=["two", "one", "empty"])
def test_dimension_bars_encode_only_what_their_data_has(palette: Palette, shares: dict[str, Any]) -> None:
    spec = bars.dimension_bars(dimensions(**shares), medians(duty="0.7"), palette)
    assert fields(spec) <= set(bars.COLUMNS)
    assert json.loads(json.dumps(spec)) == spec


def test_dimensions_keep_the_order_of_the_scheme() -> None:
    spec = json.dumps(bars.dimension_bars(dimensions(b="0.1", a="0.9", c=None), {}, LIGHT))
    assert json.dumps(["b", "a", "c"]) in spec
    assert LIGHT.tone(Status.RETURNED).fill in spec


@PALETTES
@pytest.mark.parametrize("events", [EVENTS, EVENTS[:1], ()], ids=["three", "one", "empty"])
def test_the_line_of_time_encodes_only_what_its_data_has(palette: Palette, events: tuple[PortraitEvent, ...]) -> None:
    spec = line.timeline(events, palette)
    assert fields(spec) <= {*line.COLUMNS, "end", "month"}
    assert json.loads(json.dumps(spec)) == spec


def test_an_evaluation_says_its_grade_in_words_besides_its_colour() -> None:
    last = place_events(EVENTS)[-1]
    assert (last.words, last.grade) == ("评估（1）74.61 一般", Grade.FAIR)


def test_what_happened_on_one_day_is_one_point() -> None:
    places = place_events([EVENTS[2], PortraitEvent(on=EVENTS[2].on, words="报结")])
    assert [(place.words, place.grade) for place in places] == [("评估（1）74.61 一般、报结", Grade.FAIR)]


def test_the_first_and_the_last_words_stay_on_the_chart() -> None:
    first, *_, last = place_events(EVENTS)
    assert (first.align, last.align) == ("left", "right")
    assert first.at > 0
    assert last.at < 1


def extent(place: Place) -> tuple[float, float]:
    """From where to where the words of a point reach along the line."""
    width = words_width(place.words) / NARROW
    left = {"left": place.at, "center": place.at - width / 2, "right": place.at - width}[place.align]
    return left, left + width


@given(st.lists(st.tuples(st.integers(0, 900), st.text("三清单报送1.", min_size=1, max_size=14)), max_size=25))
def test_no_words_cover_others(found: list[tuple[int, str]]) -> None:
    events = [PortraitEvent(on=DAY + timedelta(days=days), words=words) for days, words in found]
    shown = [place for place in place_events(events) if place.level]
    for one, other in combinations(shown, 2):
        if one.level == other.level:
            (left, right), (other_left, other_right) = extent(one), extent(other)
            assert right <= other_left + 1e-9 or other_right <= left + 1e-9, (one, other)


@given(st.integers(0, 6000))
def test_months_are_named_in_order_and_no_more_than_fit(days: int) -> None:
    ticks = month_ticks([PortraitEvent(on=DAY, words="始"), PortraitEvent(on=DAY + timedelta(days=days), words="终")])
    assert 1 <= len(ticks) <= MOST_TICKS + 1
    assert [tick.at for tick in ticks] == sorted(tick.at for tick in ticks)
    assert all(0 < tick.at < 1 for tick in ticks)


def test_months_stand_on_their_first_days() -> None:
    events = [PortraitEvent(on=date(2026, 1, 1), words="始"), PortraitEvent(on=date(2026, 12, 31), words="终")]
    assert [tick.words for tick in month_ticks(events)] == ["2026.03", "2026.05", "2026.07", "2026.09", "2026.11"]
    assert month_ticks(()) == ()
