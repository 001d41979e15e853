"""Scores of given facts, candidates for look-back, portraits of units."""

from pathlib import Path
from typing import Annotated, Any

import typer

from core.cli.session import AsJson, AsOf, plain, print_json, say, see
from core.errors import NotFound
from core.queries.evaluation import EvaluationCriteria
from core.queries.lookback import LookbackRow, list_lookback
from core.queries.portrait import PortraitRow, UnitPortraitDetail, get_portrait, list_portraits
from core.schemes import current_scheme
from core.scoring.evaluation import Score, evaluate
from core.scoring.reading import read_facts, read_scheme

EVERYTHING = EvaluationCriteria()
TextFile = Annotated[
    Path,
    typer.Option("--facts", metavar="文件", exists=True, dir_okay=False, help="评估事实，JSON；格式见 docs/manual.md"),
]
SchemeFile = Annotated[
    Path | None,
    typer.Option("--scheme", metavar="文件", exists=True, dir_okay=False, help="评估办法，TOML；默认用现行办法"),
]


def register(app: typer.Typer) -> None:
    """Put the commands of this module into the command line."""
    app.command(help="按给定的事实算分：总分、等次、否决、建议；不用数据库")(score)
    app.command(help="回头看候选及理由；弱信号作提示，另列")(lookback)
    app.command(help="单位画像：得分、档次、同类名次、完整度")(portrait)


def score(facts: TextFile, scheme: SchemeFile = None, as_json: AsJson = False) -> None:
    """Pure scoring of given facts."""
    chosen = read_scheme(_text(scheme)) if scheme else current_scheme().scheme
    found = evaluate(chosen, read_facts(_text(facts), chosen))
    if as_json:
        print_json(score_report(found))
        return
    total = "未采集" if found.total is None else f"{found.total} 分"
    say(f"{chosen.name}第 {chosen.version} 版：总分 {total}，等次 {found.grade.term if found.grade else '未定'}")
    for hit in found.vetoes:
        say(f"  否决：{hit.code.term}　{hit.evidence}")
    for flag in found.flags:
        say(f"  提示：{flag.term}")
    for proposal in found.proposals:
        say(f"  建议：{proposal.code.term}　{'；'.join(proposal.reasons)}")
    for source, key in found.missing:
        say(f"  未采集：{source.term} {chosen.indicators[key].name}（{key}）")


def lookback(as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Rows of the look-back page."""
    rows: tuple[LookbackRow, ...] = see(list_lookback, EVERYTHING, as_of=as_of)
    if as_json:
        print_json({"candidates": [_candidate(row) for row in rows if row.lookback.is_candidate],
                    "hints": [_candidate(row) for row in rows if not row.lookback.is_candidate]})  # fmt: skip
        return
    for row in rows:
        found = row.evaluation
        say(f"{found.inspection_code}　{'候选' if row.lookback.is_candidate else '提示'}　{_total(found.total)}")
        for reason in row.lookback.proposals:
            say(f"  建议：{reason}")
        for hint in row.lookback.hints:
            say(f"  提示：{hint.code.term}　{hint.words}")


def portrait(
    unit: Annotated[str, typer.Argument(help="单位编号或简称，如 LZZ 或 柳舟镇", metavar="单位")],
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """One unit's portrait."""
    rows: tuple[PortraitRow, ...] = see(list_portraits, (), as_of=as_of)
    code = next((row.unit_code for row in rows if unit in (row.unit_code, row.unit_name)), None)
    if code is None:
        raise NotFound(what="unit", id=unit)
    found: UnitPortraitDetail = see(get_portrait, code, as_of=as_of)
    if as_json:
        print_json(_portrait(found))
        return
    say(found.words)
    for dimension in found.row.portrait.dimensions:
        points = "未采集" if dimension.points is None else f"{dimension.points:.1f}"
        say(f"  {dimension.name}　{points}/{dimension.full}")


def score_report(found: Score) -> dict[str, Any]:
    """A score as scripts read it; what is not collected is null."""
    return {
        "total": found.total,
        "grade": found.grade,
        "by_source": {source.value: points for source, points in found.by_source.items()},
        "weights": {source.value: weight for source, weight in found.weights.items()},
        "by_dimension": [
            {
                "code": dimension.code,
                "name": dimension.name,
                "points": dimension.points,
                "self": dimension.self_points,
                "review": dimension.review_points,
            }
            for dimension in found.by_dimension
        ],
        "flags": list(found.flags),
        "vetoes": [plain(hit) for hit in found.vetoes],
        "proposals": [plain(proposal) for proposal in found.proposals],
        "missing": [{"source": source, "indicator": key} for source, key in found.missing],
    }


def _candidate(row: LookbackRow) -> dict[str, Any]:
    found = row.evaluation
    return {
        "inspection": found.inspection_code,
        "round": found.round_code,
        "unit": found.unit_code,
        "name": found.unit_name,
        "kind": found.unit_kind,
        "cycle": found.cycle,
        "total": found.total,
        "grade": found.grade,
        "reasons": list(row.lookback.proposals),
        "hints": [
            {
                "code": hint.code,
                "words": hint.words,
                "findings": [row.findings[number].code for number in hint.finding_ids],
            }
            for hint in row.lookback.hints
        ],
    }


def _portrait(found: UnitPortraitDetail) -> dict[str, Any]:
    portrait_, place = found.row.portrait, found.row.standing
    return {
        "unit": found.row.unit_code,
        "name": found.row.unit_name,
        "kind": found.row.unit_kind,
        "inspection": found.inspection.code if found.inspection else None,
        "score": portrait_.score,
        "band": portrait_.band,
        "completeness": portrait_.completeness,
        "rank": place.rank,
        "of": place.of,
        "percentile": place.percentile,
        "median": place.median,
        "dimensions": [
            {
                "code": dimension.code,
                "name": dimension.name,
                "full": dimension.full,
                "points": dimension.points,
                "median_share": place.medians.get(dimension.code),
                "items": [plain(item) for item in dimension.items],
            }
            for dimension in portrait_.dimensions
        ],
        "deductions": [plain(deduction) for deduction in portrait_.deductions],
        "text": found.words,
    }


def _total(total: object) -> str:
    return "未评估" if total is None else f"{total} 分"


def _text(file: Path) -> str:
    return file.read_text("utf-8-sig")
