"""The figures of the pages: overview, overdue, the five ledgers, inspections."""

from typing import Annotated, Any

import typer

from core.cli.session import AsJson, AsOf, plain, print_json, say, see
from core.clock import today
from core.queries.criteria import FindingCriteria
from core.queries.findings import FindingPage, Window, list_overdue
from core.queries.inspections import InspectionRow, list_inspections
from core.queries.ledgers import Ledgers, get_ledgers
from core.queries.progress import GroupFigures, Progress, summarise_progress

EVERYTHING = FindingCriteria()
ALL = Window(limit=1_000_000)
LEDGER_NAMES = {
    "findings": "问题清单",
    "tasks": "任务清单",
    "responsibilities": "责任清单",
    "outcomes": "整改成效清单",
    "archive": "整改档案清单",
}


def register(app: typer.Typer) -> None:
    """Put the commands of this module into the command line."""
    app.command(help="总览：问题、销号、逾期、临期，按轮次和单位")(overview)
    app.command(help="逾期问题：逾期多少日、现在谁手里、在手多少工作日")(overdue)
    app.command(help="一次巡察的五份清单")(ledgers)
    app.command(help="全部巡察及其环节、轮次、时期")(inspections)


def overview(as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Figures of the overview page."""
    progress: Progress = see(summarise_progress, EVERYTHING, as_of=as_of)
    if as_json:
        print_json(overview_facts(progress))
        return
    now = progress.now
    ratio = "—" if now.clearance_ratio is None else f"{now.clearance_ratio:.1%}"
    say(
        f"截至{progress.as_of}，反馈问题 {now.findings} 个，已销号 {now.cleared} 个（{ratio}），逾期 {now.overdue} 个，临期 {now.due_soon} 个。"
    )
    for group in progress.rounds:
        say(
            f"  {group.name}　问题 {group.figures.findings}　已销号 {group.figures.cleared}　逾期 {group.figures.overdue}"
        )


def overview_facts(progress: Progress) -> dict[str, Any]:
    """The overview as scripts read it; ratios 0–1, null without a base."""
    now = progress.now
    return {
        "as_of": progress.as_of,
        "units": sum(group.figures.findings > 0 for group in progress.units),
        **_figures(now),
        "under_way": now.under_way,
        "not_started": now.not_started,
        "due_soon": now.due_soon,
        "on_time_ratio": now.on_time_ratio,
        "late_entries": now.late_entries,
        "by_round": [_group(group) for group in progress.rounds],
        "by_unit": [_group(group) for group in progress.units],
    }


def overdue(as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Rows of the overdue page."""
    day = as_of or today()
    page: FindingPage = see(list_overdue, EVERYTHING, ALL, as_of=day)
    if as_json:
        print_json({"as_of": day, "overdue": page.total, "findings": [plain(row) for row in page.rows]})
        return
    say(f"截至{day}，逾期 {page.total} 个（问题数）。")
    for row in page.rows:
        say(f"  {row.code}　{row.title}　逾期 {row.overdue_days} 日　{row.holder}　在手 {row.held_workdays} 个工作日")


def ledgers(
    inspection: Annotated[str, typer.Argument(help="巡察编号，如 R1-柳舟镇", metavar="巡察")],
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """The five ledgers of one inspection."""
    found: Ledgers = see(get_ledgers, inspection, as_of=as_of)
    if as_json:
        print_json(found)
        return
    say(f"{found.inspection}，截至{found.as_of}")
    for name, term in LEDGER_NAMES.items():
        say(f"  {term} {len(getattr(found, name))} 行")


def inspections(as_of: AsOf = None, as_json: AsJson = False) -> None:
    """All inspections with stage, cycle and phase."""
    rows: tuple[InspectionRow, ...] = see(list_inspections, as_of=as_of)
    if as_json:
        print_json(
            [
                {
                    "code": r.code,
                    "unit": r.unit_code,
                    "round": r.round_code,
                    "stage": r.stage,
                    "cycle": r.cycle,
                    "phase": r.phase,
                }
                for r in rows
            ]
        )
        return
    for row in rows:
        say(f"{row.code}　{row.unit_name}　{row.round_name}　{row.stage.term}　{row.phase.term}　问题 {row.findings}")


def _figures(figures: Any) -> dict[str, Any]:
    names = ("findings", "cleared", "partially_cleared", "long_term", "overdue", "clearance_ratio")
    return {name: getattr(figures, name) for name in names}


def _group(group: GroupFigures) -> dict[str, Any]:
    return {"code": group.code, "name": group.name, **_figures(group.figures)}
