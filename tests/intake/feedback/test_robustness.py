"""Whatever is pasted: no error, valid offsets, no overlap, the same answer twice, and no endless search."""

import random
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.intake.feedback import split_feedback

SAMPLES = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "samples").glob("*.txt"))]
PIECES = (
    "一是", "二是", "。", "；", ";", "：", ":", "问题1：", "整改情况：", "完成情况：已完成", "“", "”", '"', "'", "《", "(", "（一）", "(1)", "一、", "二、", "1.", "2、", "①",
    "\n", "\r\n", "\u3000", "等问题", "方面", "主要问题：", "主要是：", "巡察组要求：", "关于“", "”问题的整改", "不到位", "3个方面12个问题", "上轮巡察反馈的5个问题", "，",
)  # fmt: skip
REPEATED = (
    "一是", "问题1：", "一、不严；", "1.", "1.1.", "主要问题：", "“", "”", '"', "关于“", "（", "甲", "，", "；", "。", "1", "巡察发现，存在", "1.关于", "解决", "等问题",
    "整改情况：", "一、整改情况\n", "（一）反馈问题\n", "在方面，", "\n1.甲\n", "1.不实\n2.不严\n", "一是不实；二是不严；", "□", "3个方面", "十", "主要是", "会议", "提出", "重", "\r\n",
)  # fmt: skip
MEGABYTE = 1_000_000


def check(text):
    draft = split_feedback(text)
    assert all(text[f.start : f.end] == f.text and f.text.strip() for f in draft.findings)
    assert all(0 <= f.start < f.end <= len(text) for f in draft.findings)
    assert all(first.end <= second.start for first, second in pairwise(draft.findings))
    assert all(0 < f.confidence <= 1 for f in draft.findings)
    assert draft.findings or draft.warnings
    return draft


@given(st.text(max_size=400))
def test_any_text_is_split_without_error(text):
    assert check(text) == split_feedback(text)


@given(
    st.lists(st.sampled_from(PIECES) | st.text("不严松散责任落实学习资金", min_size=1, max_size=6), max_size=60).map(
        "".join
    )
)
@settings(max_examples=300)
def test_any_mixture_of_numbering_and_labels_is_split_without_error(text):
    assert check(text) == split_feedback(text)


@pytest.mark.parametrize("seed", range(120))
def test_damaged_sample_is_split_without_error(seed):
    rng = random.Random(seed)
    text = rng.choice(SAMPLES)
    for _ in range(rng.randint(1, 30)):
        place = rng.randrange(len(text))
        cut = rng.choice((0, 0, rng.randint(1, 30)))
        text = text[:place] + rng.choice((*PIECES, "")) + text[place + cut :]

    check(text)


@pytest.mark.parametrize(
    "unit", [*REPEATED, *SAMPLES[:1], SAMPLES[4].replace("\n", "")], ids=lambda unit: repr(unit[:8])
)
def test_time_grows_with_the_length_and_not_with_its_square(unit):
    short, long = 20_000, 160_000

    before = max(seconds_for(unit, short), 0.005)

    assert seconds_for(unit, long) < before * 8 * 4


def test_a_megabyte_is_split_within_five_seconds():
    text = "\n".join(SAMPLES)

    assert seconds_for(text, MEGABYTE) < 5


def seconds_for(unit, length):
    text = (unit * (length // len(unit) + 1))[:length]
    start = time.process_time()
    split_feedback(text)
    return time.process_time() - start
