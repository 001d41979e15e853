"""The command line as scripts use it: figures equal the pages', exit codes, sentences, never a traceback (docs/trust.md V23)."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.cli import app as cli
from core.cli.figures import overview_facts
from core.queries.criteria import FindingCriteria
from core.queries.findings import Window, list_overdue
from core.queries.progress import summarise_progress
from core.store.engine import open_store
from tests.county import County

SAMPLES = Path(__file__).parents[1] / "intake" / "ledger" / "samples"
NOTICES = Path(__file__).parents[1] / "intake" / "feedback" / "samples"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line on the small county; gives exit code, output and complaints."""
    monkeypatch.setenv("HBP_DATABASE_URL", county.store.url)
    monkeypatch.setenv("HBP_DATA_DIR", str(tmp_path / "data"))
    open_store.cache_clear()

    def call(*words: str) -> tuple[int, str, str]:
        code = cli.run(words)
        out, err = capsys.readouterr()
        return code, out, err

    yield call
    open_store(county.store.url).close()
    open_store.cache_clear()


def facts(run: Run, *words: str) -> Any:
    code, out, _err = run(*words, "--json")
    assert code == 0
    return json.loads(out)


def test_the_overview_has_the_figures_of_the_page(county: County, run: Run) -> None:
    county.add_finding()
    county.add_finding("县财政局", text="挂账三年")
    found = facts(run, "overview", "--as-of", "2026-11-24")
    shown = overview_facts(county.see(summarise_progress, FindingCriteria()))
    assert {k: v for k, v in found.items() if k != "as_of"} == {
        k: v for k, v in json.loads(json.dumps(shown, default=str)).items() if k != "as_of"
    }
    assert (found["findings"], found["overdue"], found["units"], found["clearance_ratio"]) == (2, 2, 2, 0.0)
    for part in ("by_round", "by_unit"):
        assert sum(entry["findings"] for entry in found[part]) == 2
        assert set(found[part][0]) == {
            "code", "name", "findings", "cleared", "partially_cleared", "long_term", "overdue", "clearance_ratio",
        }  # fmt: skip


def test_any_past_day_can_be_asked(county: County, run: Run) -> None:
    county.add_finding()
    assert facts(run, "overview", "--as-of", "2026-05-31")["overdue"] == 0
    assert facts(run, "overview", "--as-of", "2026-06-01")["overdue"] == 1
    assert facts(run, "overview", "--as-of", "2026-03-01")["findings"] == 0


def test_the_overdue_rows_are_those_of_the_page(county: County, run: Run) -> None:
    number = county.add_finding()
    found = facts(run, "overdue", "--as-of", "2026-11-24")
    page = county.see(list_overdue, FindingCriteria(), Window())
    assert found["overdue"] == page.total == 1
    assert (found["findings"][0]["id"], found["findings"][0]["overdue_days"]) == (number, 177)


def test_acting_as_somebody_shows_what_that_person_may_see(county: County, run: Run) -> None:
    county.add_finding()
    county.add_finding("县财政局", text="挂账三年")
    assert facts(run, "overview", "--as", "liuzhou")["findings"] == 1
    assert facts(run, "--as=caizheng", "overview")["findings"] == 1
    assert run("overview", "--as", "sysadmin")[0] == 1
    assert run("overview", "--as", "nobody")[0] == 1
    assert run("overview", "--as")[0] == 2


def test_inspections_tell_stage_cycle_and_phase(county: County, run: Run) -> None:
    county.add_finding()
    rows = {row["code"]: row for row in facts(run, "inspections")}
    assert rows["R1-柳舟镇"] == {
        "code": "R1-柳舟镇",
        "unit": "LZZ",
        "round": "R1",
        "stage": "rectification",
        "cycle": 1,
        "phase": "middle",
    }
    assert rows["R1-县财政局"]["stage"] == "feedback"


def test_check_lists_every_break_with_its_place_and_is_no_failure(county: County, run: Run) -> None:
    county.add_finding()
    found = facts(run, "check", "--inspection", "R1-柳舟镇")
    assert found["findings"] == 1
    assert found["breaks"] == [
        {
            "kind": "finding_without_task",
            "finding": "R1-柳舟镇-01",
            "unit": "LZZ",
            "detail": "没有任务：请在“任务清单”中填写任务和措施",
            "where": "finding.tasks",
        }
    ]
    assert [(unit["code"], unit["breaks"]) for unit in found["by_unit"]] == [("LZZ", 1), ("CZJ", 0)]
    assert "1 处对不上" in run("check")[1]
    assert run("check", "--inspection", "没有的巡察")[0] == 1
    assert run("check", "--inspection", "R1-县财政局", "--as", "liuzhou")[0] == 1


def test_the_five_ledgers_of_an_inspection(county: County, run: Run) -> None:
    county.add_finding()
    found = facts(run, "ledgers", "R1-柳舟镇")
    assert [row["code"] for row in found["findings"]] == ["R1-柳舟镇-01"]
    assert run("ledgers", "没有的巡察")[0] == 1
    assert run("ledgers", "R1-县财政局", "--as", "liuzhou")[0] == 1


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_dry_run_of_a_sample_ledger_is_its_gold(run: Run, number: int) -> None:
    gold = json.loads((SAMPLES / f"ledger_{number}.json").read_text("utf-8"))
    found = facts(run, "intake", "ledger", str(SAMPLES / f"ledger_{number}.xlsx"), "--dry-run")
    assert (found["accepted"], found["duplicates"], found["totals"]["cleared"]) == (
        gold["accepted"],
        gold["duplicates"],
        gold["cleared"],
    )
    assert [(r["row"], r["column"], r["letter"]) for r in found["rejected"]] == [
        (r["row"], r["column"], r["letter"]) for r in gold["rejected"]
    ]
    assert found["totals"]["amount_yuan"] == gold["amount_total_yuan"]
    assert found["batch"] is None
    assert found["unknown_units"]


def test_an_unknown_unit_is_asked_about_and_then_created_or_mapped(run: Run) -> None:
    ledger = str(SAMPLES / "ledger_1.xlsx")
    code, _out, err = run("intake", "ledger", ledger, "--round", "R1")
    assert code == 1
    assert "县教育局" in err
    first = facts(run, "intake", "ledger", ledger, "--round", "R1", "--map", "县教育局=县财政局", "--create-units")
    assert (first["accepted"], first["duplicates"], first["batch"]) == (6, 1, 1)
    again = facts(run, "intake", "ledger", ledger, "--round", "R1", "--map", "县教育局=县财政局", "--create-units")
    assert (again["accepted"], again["duplicates"], again["batch"]) == (0, 7, None)
    assert facts(run, "overview")["findings"] == 6


def test_a_ledger_of_one_unit_goes_into_its_inspection(run: Run) -> None:
    found = facts(run, "intake", "ledger", str(SAMPLES / "ledger_2.xlsx"), "--inspection", "R1-柳舟镇")
    assert (found["accepted"], found["totals"]["cleared"]) == (4, 3)
    assert facts(run, "overview")["cleared"] == 3


def test_a_feedback_text_is_split_without_a_database(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HBP_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:9/none")
    gold = json.loads((NOTICES / "feedback_4.json").read_text("utf-8"))
    found = facts(run, "intake", "feedback", str(NOTICES / "feedback_4.txt"))
    assert [f["text"] for f in found["findings"]] == [f["text"] for f in gold["findings"]]
    assert found["warnings"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nosuch",), 2),
        (("overview", "--as-of", "2026-02-30"), 2),
        (("overview", "--nonsense"), 2),
        (("intake", "ledger", "does-not-exist.xlsx"), 2),
        (("intake", "ledger", __file__), 2),
        (("intake", "ledger", __file__, "--dry-run"), 1),
        (("intake", "ledger", str(SAMPLES / "ledger_1.xlsx"), "--round", "R9"), 1),
        (("intake", "ledger", str(SAMPLES / "ledger_1.xlsx"), "--round", "R1", "--inspection", "R1-柳舟镇"), 2),
        (("user", "disable", "nobody"), 1),
        (("user", "add", "zhangsan", "--role", "king"), 2),
        (("user", "add", "OFFICE", "--password", "Some-Long-Pass-1"), 1),
        (("user", "add", "lisi", "--password", "short"), 1),
    ],
)
def test_a_refusal_has_its_exit_code_and_a_chinese_sentence_and_no_traceback(
    run: Run, words: tuple[str, ...], code: int
) -> None:
    got, _out, err = run(*words)
    assert got == code
    assert "Traceback" not in err
    assert any("\u4e00" <= character <= "\u9fff" for character in err)


def test_an_unforeseen_error_gets_a_number_and_the_traceback_stays_in_the_log(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """V23."""
    from core import errorlog
    from core.cli import figures

    def broken(_progress: object) -> None:
        raise ZeroDivisionError("the secret detail")

    monkeypatch.setattr(figures, "overview_facts", broken)
    errorlog.LOG.handlers.clear()
    code, out, err = run("overview", "--json")
    assert (code, out) == (1, "")
    assert "编号" in err
    assert "secret detail" not in err
    log = (tmp_path / "data" / "var" / "errors.log").read_text("utf-8")
    assert "secret detail" in log
    for handler in errorlog.LOG.handlers:
        handler.close()
    errorlog.LOG.handlers.clear()


def test_accounts_are_kept_at_the_command_line(run: Run) -> None:
    code, out, _err = run("user", "add", "zhangsan", "--name", "巡察办某岗", "--role", "office")
    assert code == 0
    assert "只显示这一次" in out
    assert run("user", "grant", "zhangsan", "--role", "unit", "--for", "柳舟镇")[0] == 0
    rows = {row["username"]: row for row in facts(run, "user", "list")}
    assert [grant["role"] for grant in rows["zhangsan"]["grants"]] == ["office", "unit"]
    assert run("user", "reset", "zhangsan")[0] == 0
    assert run("user", "disable", "zhangsan")[0] == 0
    assert not {row["username"]: row for row in facts(run, "user", "list")}["zhangsan"]["is_active"]


def test_the_trails_verify_and_a_broken_one_is_exit_one(county: County, run: Run) -> None:
    from tests.store.test_trail import attack

    assert [chain["holds"] for chain in facts(run, "audit", "verify")] == [True, True]
    attack(county.store, "UPDATE audit_event SET actor = 'x' WHERE id = 5")
    code, out, err = run("audit", "verify")
    assert code == 1
    assert "第 5 条" in out
    assert err


def test_the_doctor_finds_nothing_wrong_here(run: Run) -> None:
    code, out, _err = run("doctor")
    assert code == 0, out
    assert "[不行]" not in out
