"""对账 at the command line: every break between the five ledgers (docs/rules.md §4.2)."""

from typing import Annotated, Any

import typer

from core.cli.session import AsJson, print_json, say, see
from core.errors import NotFound
from core.messages import missing_line
from core.queries.criteria import FindingCriteria
from core.queries.cross_check import BreakList, list_breaks
from core.queries.inspections import list_inspections

Inspection = Annotated[str, typer.Option("--inspection", metavar="巡察编号", help="只核对这一次巡察，如 R9-柳舟镇")]


def register(app: typer.Typer) -> None:
    """Put the command of this module into the command line."""
    app.command(help="对账：五份清单对不上的地方，逐条列明缺什么、去哪里补")(check)


def check(inspection: Inspection = "", as_json: AsJson = False) -> None:
    """Rows of the cross-check page; breaks in a report are no failure."""
    if inspection and inspection not in {row.code for row in see(list_inspections)}:
        raise NotFound(what="inspection", id=inspection)
    found: BreakList = see(list_breaks, FindingCriteria(inspection=inspection))
    if as_json:
        print_json(check_report(found))
        return
    say(
        f"截至{found.as_of}，核对 {found.findings} 个问题，{len(found.rows)} 处对不上，另有 {found.explained} 处已说明。"
    )
    for row in found.rows:
        say(f"  {row.code}　{row.kind.term}　{missing_line(row.missing)}")


def check_report(found: BreakList) -> dict[str, Any]:
    """The cross-check as scripts read it; units without a break are there with none."""
    return {
        "as_of": found.as_of,
        "findings": found.findings,
        "breaks": [
            {
                "kind": row.kind,
                "finding": row.code,
                "unit": row.unit_code,
                "detail": missing_line(row.missing),
                "where": row.missing.where,
            }
            for row in found.rows
        ],
        "by_unit": [{"code": unit.unit_code, "name": unit.unit_name, "breaks": unit.total} for unit in found.units],
    }
