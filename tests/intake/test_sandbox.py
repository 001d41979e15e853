"""Untrusted files are parsed in a child process that cannot take the server with it."""

import threading

import pytest

from core.errors import UnreadableFile
from core.intake.sandbox import DEFAULT_LIMITS, Limits, run_limited
from tests.intake import sandbox_functions as functions


def _reason(function, limits=DEFAULT_LIMITS):
    with pytest.raises(UnreadableFile) as refused:
        run_limited(function, limits=limits)
    return refused.value.details["reason"]


def test_bytes_and_values_go_in_and_an_answer_comes_out():
    assert run_limited(functions.lengths, b"\x00\n\xff" * 100_000, "巡察") == [300_000, "巡察"]


def test_progress_is_passed_on_while_it_runs():
    told: list[tuple[int, int]] = []

    assert run_limited(functions.count, 3, progress=lambda *step: told.append(step)) == 3
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_memory_over_the_limit_is_too_heavy():
    assert _reason(functions.eat_memory) == "too_heavy"


def test_endless_work_is_too_heavy():
    assert _reason(functions.turn_forever, Limits(cpu_seconds=1)) == "too_heavy"


def test_waiting_too_long_is_too_heavy():
    assert _reason(functions.sleep_long, Limits(wall_seconds=0.5)) == "too_heavy"


def test_sudden_death_is_too_heavy():
    assert _reason(functions.die) == "too_heavy"


def test_trouble_of_the_parser_is_a_broken_file():
    assert _reason(functions.stumble) == "broken"


def test_refusal_inside_comes_out_as_it_is():
    assert _reason(functions.refuse) == "no_text"


def test_what_a_library_prints_is_no_answer():
    assert run_limited(functions.chatter) == "answer"


def test_child_does_not_see_our_environment(monkeypatch):
    monkeypatch.setenv("HBP_SECRET", "key")

    assert not {"HBP_SECRET", "HOME"} & set(run_limited(functions.see_environment))


def test_works_from_another_thread():
    answers: list[int] = []
    thread = threading.Thread(target=lambda: answers.append(run_limited(functions.count, 2)))
    thread.start()
    thread.join()

    assert answers == [2]
