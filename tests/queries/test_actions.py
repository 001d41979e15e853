"""Every action that can be written into a trail has its Chinese words."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.abilities import COMMANDS, QUERIES
from core.queries.actions import ACCESSES, ATTEMPTS, CHANGES, action_words, result_words, subject_words

ROOT = Path(__file__).parents[2]
SOURCES = [path for folder in ("core", "dashboard") for path in (ROOT / folder).rglob("*.py")]


def calls() -> Iterator[ast.Call]:
    for path in SOURCES:
        yield from (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))


def constants(call: ast.Call) -> list[object]:
    return [one.value if isinstance(one, ast.Constant) else None for one in call.args]


def written_actions() -> Iterator[str]:
    """Action codes as they stand in the source, also where a helper puts them together."""
    for call in calls():
        yield from (
            str(k.value.value) for k in call.keywords if k.arg == "action" and isinstance(k.value, ast.Constant)
        )
        name, given = ast.unparse(call.func), constants(call)
        if name == "_done" and given:
            yield str(given[0])
        if name == "_created":
            yield f"{given[2]}.created"
        if name == "_changed":
            yield f"{given[1]}.changed"
        if name == "Access.by" and isinstance(given[1], str):
            yield given[1]


def test_source_is_read_well_enough_to_find_actions_of_each_kind():
    assert {"login", "list.exported", "round.created", "unit.changed", "role.revoked"} <= set(written_actions())


@pytest.mark.parametrize("code", sorted(set(written_actions())))
def test_action_has_chinese_words(code: str):
    assert code in CHANGES | ACCESSES


def test_words_are_kept_for_no_action_that_is_never_written():
    assert set(CHANGES | ACCESSES) == set(written_actions())


def test_refused_attempts_have_words_for_every_command_and_query():
    assert set(ATTEMPTS) == set(COMMANDS) | set(QUERIES)


def test_code_of_a_newer_program_is_shown_as_it_is():
    assert action_words("unit.merged") == "unit.merged"


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("", ""),
        ("finding=12", "问题 12"),
        ("intake_batch=3", "导入批次 3"),
        ("ReportProgress()", ""),
        ("AssignPanel(inspection_id=4, panel_id=9)", "巡察 4，督查组 9"),
        ("file=7 rows=12", "文件 7，行数 12"),
    ],
)
def test_subject_reads_in_chinese(subject: str, words: str):
    assert subject_words(subject) == words


@pytest.mark.parametrize(
    ("result", "words"),
    [("ok", "成功"), ("locked", "已锁定"), ("not_permitted", "无权，已拒绝"), ("stale_version", "stale_version")],
)
def test_result_reads_in_chinese(result: str, words: str):
    assert result_words(result) == words
