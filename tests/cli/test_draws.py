"""Draws at the command line: listed all, computed again with and without a database, never a traceback (docs/trust.md X29)."""

import json
from pathlib import Path

import pytest

from core.commands.draws import AbandonDraw, HoldDraw, SealDraw
from tests.cli.test_cli import Run, facts, run
from tests.county import County

__all__ = ["run"]


@pytest.fixture
def held(county: County) -> int:
    """One abandoned draw and one that was held over the same findings."""
    for number in range(4):
        county.add_finding(text=f"第{number}个问题")
    first = county.do(SealDraw(purpose="反向核查", size=2))
    county.do(AbandonDraw(draw_id=first, version=1, reason="范围不对"))
    number = county.do(SealDraw(purpose="反向核查", size=2))
    county.do(HoldDraw(draw_id=number, version=1))
    return int(number)


def test_the_list_holds_abandoned_draws_too_and_says_what_repeats(run: Run, held: int) -> None:
    second, first = facts(run, "draw", "list")
    assert {"id", "drawn_on", "frame_size", "size", "hash"} <= set(second)
    assert (second["id"], second["drawn_on"], second["frame_size"], second["size"]) == (held, "2026-11-24", 4, 2)
    assert (len(second["hash"]), first["hash"], first["state"]) == (64, "", "abandoned")
    out = run("draw", "list")[1]
    assert "已作废" in out
    assert f"重复抽取：与第 {first['id']} 号重叠 4 个" in out


def test_a_draw_holds_from_the_database_and_from_the_sheet_alone(
    run: Run,
    held: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code, out, _err = run("draw", "verify", str(held))
    assert (code, out.count("相符　"), out.count("不符")) == (0, 9, 0)
    file = tmp_path / "抽取单.json"
    assert run("draw", "sheet", str(held), "--out", str(file))[0] == 0
    assert json.loads(file.read_text("utf-8"))["sealed"]["purpose"] == "反向核查"
    assert run("draw", "sheet", str(held))[1].removesuffix("\n") == file.read_text("utf-8")
    monkeypatch.setenv("HBP_DATABASE_URL", "sqlite:///" + str(tmp_path / "nowhere" / "none.db"))
    assert run("draw", "verify", "--sheet", str(file))[0] == 0
    assert all(check["holds"] for check in facts(run, "draw", "verify", "--sheet", str(file)))
    file.write_text(file.read_text("utf-8").replace("反向核查", "正向核查"), "utf-8")
    code, out, err = run("draw", "verify", "--sheet", str(file))
    assert (code, "不符　抽取单指纹" in out) == (1, True)
    assert "不要采用" in err
    for junk in (b"", b"\xff\xfe{", b"[1]"):
        file.write_bytes(junk)
        assert run("draw", "verify", "--sheet", str(file))[:2] == (1, "不符　抽取单可读，一字未动\n")


def test_wrong_use_and_refusals_are_sentences(run: Run, held: int, tmp_path: Path) -> None:
    assert run("draw", "verify")[0] == 2
    assert run("draw", "verify", str(held), "--sheet", str(tmp_path / "没有"))[0] == 2
    assert run("draw", "sheet", str(held), "--out", str(tmp_path / "没有" / "x"))[0] == 2
    assert run("draw", "verify", "999")[0] == 1
    assert "还没有抽取单" in run("draw", "sheet", str(held - 1))[2]
    assert run("draw", "list", "--as", "liuzhou")[0] == 1
    assert run("draw", "verify", str(held), "--as", "team1")[0] == 1
