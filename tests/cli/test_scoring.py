"""Scores, candidates and portraits at the command line equal those of the pages (docs/rules.md §7, §9)."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.queries.evaluation import EvaluationCriteria, list_evaluations
from core.queries.portrait import get_portrait
from core.schemes import SCHEMES, current_scheme, newest
from tests.cli.test_cli import facts, run
from tests.county import County
from tests.evaluating import evaluate_unit, points

__all__ = ["run"]
Run = Callable[..., tuple[int, str, str]]
FULL = {key: float(indicator.points) for key, indicator in current_scheme().scheme.indicators.items()}
BALLOTS = {"satisfied": 30, "basically": 10, "dissatisfied": 0, "unknown": 5}


def score(run: Run, folder: Path, **changed: Any) -> Any:
    file = folder / "facts.json"
    told = {"self": FULL, "review": FULL, "ballots": BALLOTS, **changed}
    file.write_text(json.dumps(told), "utf-8")
    return facts(run, "score", "--facts", str(file))


def test_a_score_prints_everything_it_follows_from(run: Run, tmp_path: Path) -> None:
    found = score(run, tmp_path)
    assert (found["total"], found["grade"]) == (98.5, "good")
    assert found["by_source"] == {"self": 100, "review": 100, "survey": 92.5}
    assert found["weights"] == {"self": 0.2, "review": 0.6, "survey": 0.2}
    assert [one["code"] for one in found["by_dimension"]] == [
        "deployment", "plan", "implementation", "prevention", "reporting",
    ]  # fmt: skip
    assert (found["flags"], found["vetoes"], found["proposals"], found["missing"]) == ([], [], [], [])


def test_a_veto_makes_the_grade_poor_and_proposes_three_things(run: Run, tmp_path: Path) -> None:
    found = score(run, tmp_path, days_not_started=90)
    assert (found["total"], found["grade"]) == (98.5, "poor")
    assert found["vetoes"][0]["code"] == "not_started_90d"
    assert "90" in found["vetoes"][0]["evidence"]
    assert [one["code"] for one in found["proposals"]] == ["lookback", "accountability", "annual_veto"]


def test_too_few_ballots_give_their_weight_to_the_review(run: Run, tmp_path: Path) -> None:
    found = score(run, tmp_path, ballots={**BALLOTS, "satisfied": 9})
    assert found["weights"] == {"self": 0.2, "review": 0.8, "survey": 0}
    assert found["flags"] == ["too_few_ballots"]


def test_what_is_missing_is_null_and_named(run: Run, tmp_path: Path) -> None:
    review = {key: points for key, points in FULL.items() if key != "plan.coverage"}
    found = score(run, tmp_path, review=review)
    assert (found["total"], found["grade"], found["by_source"]["review"]) == (None, None, None)
    assert found["missing"] == [{"source": "review", "indicator": "plan.coverage"}]


def test_the_scheme_can_be_given(run: Run, tmp_path: Path) -> None:
    scheme, file = tmp_path / "mine.toml", tmp_path / "facts.json"
    scheme.write_text(newest(SCHEMES).read_text("utf-8").replace("review = 60", "review = 160"), "utf-8")
    file.write_text(json.dumps({"self": FULL, "review": FULL, "ballots": BALLOTS}), "utf-8")
    found = facts(run, "score", "--facts", str(file), "--scheme", str(scheme))
    assert found["weights"]["review"] == 0.8


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "不是正确的 JSON"),
        (json.dumps({"review": {"plan.unheard": 1}}), "没有“plan.unheard”"),
        (json.dumps({"review": {"plan.coverage": 4.5}}), "高于满分4"),
        (json.dumps({"review": {"plan.coverage": -1}}), "不能小于0"),
        (json.dumps({"unheard": 1}), "没有这一项，或不能改"),
    ],
)
def test_wrong_facts_are_refused_with_a_sentence(run: Run, tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "facts.json"
    file.write_text(text, "utf-8")
    code, _out, err = run("score", "--facts", str(file), "--json")
    assert code == 1
    assert words in err


def test_a_file_that_is_not_there_is_wrong_use(run: Run) -> None:
    code, _out, err = run("score", "--facts", "没有.json")
    assert code == 2
    assert "没有.json" in err


def test_candidates_and_hints_are_told_apart(county: County, run: Run) -> None:
    for number in range(3):
        county.add_finding(text=f"第{number}个问题，逾期未改")
        county.add_finding("县财政局", text=f"第{number}个问题，逾期未改")
    evaluate_unit(county, points=points(review_share="0.2"))
    found = facts(run, "lookback", "--as-of", "2026-11-24")
    assert [row["unit"] for row in found["candidates"]] == ["LZZ"]
    assert found["candidates"][0]["reasons"]
    assert [row["unit"] for row in found["hints"]] == ["CZJ"]
    hint = found["hints"][0]["hints"][0]
    assert (hint["code"], len(hint["findings"])) == ("mass_overdue", 3)
    assert "柳舟镇" in run("lookback")[1]


def test_the_portrait_equals_the_page_and_is_found_by_code_or_name(county: County, run: Run) -> None:
    county.add_finding(subcategory="B7")
    evaluate_unit(county)
    shown = county.see(get_portrait, "LZZ")
    for name in ("LZZ", "柳舟镇"):
        found = facts(run, "portrait", name, "--as-of", "2026-11-24")
        assert found["score"] == float(shown.row.portrait.score)
        assert found["text"] == shown.words
    assert run("portrait", "不存在的单位")[0] == 1
    assert "柳舟镇" in run("portrait", "LZZ")[1]


def test_scores_of_page_and_pure_scoring_are_the_same(county: County, run: Run, tmp_path: Path) -> None:
    evaluate_unit(county, points=points(self_share="0.9", review_share="0.7"))
    row = county.see(list_evaluations, EvaluationCriteria(units=("LZZ",)))[0]
    nine, seven = ({key: full * share for key, full in FULL.items()} for share in (0.9, 0.7))
    own = {key: round(value, 2) for key, value in nine.items()}
    review = {key: round(value, 2) for key, value in seven.items()}
    found = score(run, tmp_path, self=own, review=review, ballots={**BALLOTS, "unknown": 3})
    assert found["total"] == float(row.total or 0)


@pytest.mark.parametrize("username", ["liuzhou", "caizheng_head", "panel", "civil", "sysadmin", "secadmin", "auditor"])
@pytest.mark.parametrize("words", [("lookback",), ("portrait", "LZZ")])
def test_weighing_units_is_refused_to_other_roles(run: Run, username: str, words: tuple[str, ...]) -> None:
    code, out, err = run(*words, "--as", username, "--json")
    assert (code, out) == (1, "")
    assert "您的角色不能做这件事" in err


def test_a_supervisor_reads_own_units_only(county: County, run: Run) -> None:
    evaluate_unit(county, points=points(review_share="0.2"))
    evaluate_unit(county, "县财政局", points=points(review_share="0.2"))
    for username in ("team1", "discipline", "resident", "vice_mayor"):
        found = facts(run, "lookback", "--as", username)
        assert [row["unit"] for row in found["candidates"]] == ["LZZ"]
        assert run("portrait", "CZJ", "--as", username)[0] == 1
