"""Intake at the command line: feedback texts need no database, ledgers are checked and imported as on the page."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from core import clock
from core.cli.session import ACTING, AsJson, FeedbackOn, complain, do, print_json, say, see
from core.cli.session import store as fitting_store
from core.commands.import_preview import ImportPreview, Units, preview_import, unit_code, unit_names
from core.commands.intake import Imported, ImportLedger, NewUnit
from core.errors import NotFound, Unavailable
from core.intake.docx import text_of_upload
from core.intake.feedback import FeedbackDraft, split_feedback
from core.intake.ledger import LedgerCheck, check_ledger_file
from core.intake.ledger.model import LedgerRow
from core.intake.ledger.words import parse_unit_kind
from core.queries.inspections import InspectionRow, list_inspections
from core.queries.intake import UnitMatch, list_known_texts, match_units
from core.queries.rounds import list_rounds
from core.vocabulary import UnitKind

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="文件", metavar="文件")]


@dataclass(frozen=True)
class Target:
    """Where a ledger goes; None where nothing was named, which only a dry run allows."""

    round_id: int | None = None
    inspection: InspectionRow | None = None


@app.command(help="反馈意见（.txt 或 .docx）拆分成问题草稿；不需要数据库")
def feedback(file: File, as_json: AsJson = False) -> None:
    """Split a feedback text."""
    draft = split_feedback(text_of_upload(file.read_bytes(), file.name))
    if as_json:
        print_json(_feedback_facts(draft))
        return
    stated = f"，文中写明 {draft.stated.findings} 个" if draft.stated.findings is not None else ""
    say(f"拆出 {len(draft.findings)} 个问题{stated}。")
    for number, finding in enumerate(draft.findings, 1):
        say(f"  {number}. {finding.text}（{finding.category or '未分类'}，把握 {finding.confidence:.0%}）")
    for warning in draft.warnings:
        complain(warning)


@app.command(help="Excel 台账核对并入库；多单位台账用 --round，单个巡察用 --inspection")
def ledger(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    file: File,
    round_code: Annotated[str, typer.Option("--round", help="轮次编号，如 R3")] = "",
    inspection_code: Annotated[str, typer.Option("--inspection", help="巡察编号，如 R3-柳舟镇")] = "",
    create_units: Annotated[bool, typer.Option("--create-units", help="系统里没有的单位就新建")] = False,
    mapping: Annotated[
        list[str], typer.Option("--map", help="把台账里的单位名对到系统里的单位：--map 甲=乙，可多次")
    ] = [],  # noqa: B006 - typer reads it
    feedback_on: FeedbackOn = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只核对，不入库")] = False,
    as_json: AsJson = False,
) -> None:
    """Check a ledger, then import its good rows."""
    target = _target(round_code, inspection_code, dry_run)
    data = file.read_bytes()
    check = check_ledger_file(data, year_hint=clock.today().year)
    units = _units(check, target, _pairs(mapping), create_units)
    preview = preview_import(check, units, _known_texts(target, dry_run), clock.today())
    imported = None if dry_run else _import(file, data, target, preview, feedback_on)
    if as_json:
        print_json(_ledger_facts(preview, imported))
    else:
        _tell(preview, imported)


def _target(round_code: str, inspection_code: str, dry_run: bool) -> Target:
    if round_code and inspection_code:
        raise typer.BadParameter("--round 和 --inspection 只能写一个")
    if inspection_code:
        rows: tuple[InspectionRow, ...] = see(list_inspections)
        found = next((row for row in rows if row.code == inspection_code), None)
        if found is None:
            raise NotFound(what="inspection", id=inspection_code)
        return Target(round_id=found.round_id, inspection=found)
    if round_code:
        number = next((row.id for row in see(list_rounds) if row.code == round_code), None)
        if number is None:
            raise NotFound(what="round", id=round_code)
        return Target(round_id=number)
    if not dry_run:
        raise typer.BadParameter("要入库须写明 --round 轮次 或 --inspection 巡察；只核对请加 --dry-run")
    return Target()


def _pairs(mapping: list[str]) -> dict[str, str]:
    pairs = {}
    for entry in mapping:
        left, equals, right = entry.partition("=")
        if not (left and equals and right):
            raise typer.BadParameter(f"--map 读到“{entry}”，应写成 台账里的名称=系统里的名称")
        pairs[left.strip()] = right.strip()
    return pairs


def _units(check: LedgerCheck, target: Target, pairs: dict[str, str], create: bool) -> Units:
    """Names of the ledger against the database; without a database every name is unknown."""
    names = unit_names(check)
    asked = tuple(pairs.get(name, name) for name in names)
    try:
        matches: tuple[UnitMatch, ...] = see(match_units, asked)
    except Unavailable:
        if target.round_id is not None or "username" in ACTING:
            raise
        matches = tuple(UnitMatch(name=name, unit_id=None, unit_name="", similar=()) for name in asked)
    found = dict(zip(names, matches, strict=True))
    only = (target.inspection.unit_id, target.inspection.unit_name) if target.inspection else None
    unknown = [name for name, match in found.items() if match.unit_id is None]
    return Units(
        known={name: match.unit_id for name, match in found.items() if match.unit_id is not None},
        similar={name: found[name].similar for name in unknown},
        decided={name: unit_code(pairs.get(name, name)) for name in unknown} if create else {},
        only=only,
    )


def _known_texts(target: Target, dry_run: bool) -> frozenset[tuple[int, str]]:
    """What is stored already; a dry run also works where there is no database yet."""
    inspection_id = target.inspection.id if target.inspection else None
    try:
        known: frozenset[tuple[int, str]] = see(list_known_texts, target.round_id, inspection_id)
    except Unavailable:
        if not dry_run:
            raise
        return frozenset()
    return known


def _import(file: Path, data: bytes, target: Target, preview: ImportPreview, feedback_on: Any) -> Imported | None:
    """Import the good rows; None when all of them are stored already. Exit 1 when a unit is unknown."""
    fitting_store()
    if preview.unknown_units:
        for unit in preview.unknown_units:
            near = f"，相近的有：{'、'.join(unit.similar)}" if unit.similar else ""
            complain(
                f"没有“{unit.name}”这个单位（{unit.rows} 行）{near}。请用 --map {unit.name}=单位 对上，或加 --create-units 新建。"
            )
        raise typer.Exit(1)
    if not preview.entries:
        return None
    names = {unit_code(row.unit or ""): row for row in preview.rows if row.unit}
    created = {entry.unit for entry in preview.entries if isinstance(entry.unit, str)}
    new_units = tuple(NewUnit(code=code, name=_name(names, code), kind=_kind(names, code)) for code in sorted(created))
    command = ImportLedger(
        file_name=file.name,
        sha256=hashlib.sha256(data).hexdigest(),
        round_id=None if target.inspection else target.round_id,
        inspection_id=target.inspection.id if target.inspection else None,
        entries=preview.entries,
        new_units=new_units,
        feedback_on=feedback_on,
        rejected=len(preview.rejected),
        duplicates=preview.duplicates,
    )
    imported: Imported = do(command)
    return imported


def _name(names: dict[str, LedgerRow], code: str) -> str:
    row = names.get(code)
    return row.unit if row is not None and row.unit else code


def _kind(names: dict[str, LedgerRow], code: str) -> UnitKind:
    row = names.get(code)
    return (row.unit_kind if row else None) or parse_unit_kind(_name(names, code)) or UnitKind.AGENCY


def _feedback_facts(draft: FeedbackDraft) -> dict[str, Any]:
    fields = ("text", "aspect", "category", "start", "end", "confidence")
    return {
        "stated": {"aspects": draft.stated.aspects, "findings": draft.stated.findings},
        "findings": [{name: getattr(finding, name) for name in fields} for finding in draft.findings],
        "warnings": list(draft.warnings),
    }


def _ledger_facts(preview: ImportPreview, imported: Imported | None) -> dict[str, Any]:
    return {
        "accepted": len(preview.entries) if imported is None else imported.accepted,
        "rejected": [
            {"row": r.row, "column": r.column, "letter": r.letter, "value": r.value, "reason": r.reason, "fix": r.fix}
            for r in preview.rejected
        ],
        "duplicates": preview.duplicates + (imported.duplicates if imported else 0),
        "unknown_units": [unit.name for unit in preview.unknown_units],
        "totals": {"cleared": preview.totals.cleared, "amount_yuan": preview.totals.amount_yuan},
        "batch": imported.batch_id if imported else None,
        "notes": list(preview.notes),
    }


def _tell(preview: ImportPreview, imported: Imported | None) -> None:
    done = (
        f"已入库 {imported.accepted} 行（批次 {imported.batch_id}）"
        if imported
        else f"可入库 {len(preview.entries)} 行"
    )
    say(f"读到 {preview.rows_total} 行，{done}，有误 {len(preview.rejected)} 行，重复 {preview.duplicates} 行。")
    for row in preview.rejected:
        say(f"  第 {row.row} 行 {row.letter} 列“{row.column}”读到“{row.value}”：{row.reason}。{row.fix}")
    for unit in preview.unknown_units:
        say(f"  没有“{unit.name}”这个单位（{unit.rows} 行）")
    for note in preview.notes:
        say(f"  {note}")
