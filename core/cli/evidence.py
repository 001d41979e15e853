"""Evidence at the command line: handed in with the checks of the page, and the archive ledger of a finding."""

from pathlib import Path
from typing import Annotated

import typer

from core import clock
from core.access.actor import load_actor
from core.cli.session import AsJson, caller, complain, do, print_json, say, see, store
from core.commands.evidence import AttachEvidence
from core.config import Settings
from core.errors import NotFound
from core.evidence import Received, keep_evidence
from core.queries.criteria import FindingCriteria
from core.queries.evidence import Attached
from core.queries.finding import get_finding
from core.queries.finding_rows import FindingDetail
from core.queries.findings import Window, list_findings
from core.vocabulary import MaterialKind

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
Code = Annotated[str, typer.Argument(help="问题编号，如 R1-柳舟镇-01", metavar="问题编号")]
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="文件", metavar="文件")]
KINDS = {kind.term: kind for kind in MaterialKind}


@app.command(help="上传一份佐证，列入问题的档案清单")
def add(
    code: Code,
    file: File,
    title: Annotated[str, typer.Option("--title", help="材料名称，默认用文件名")] = "",
    kind: Annotated[str, typer.Option("--kind", help="类别：" + "、".join(KINDS))] = MaterialKind.OTHER.term,
    keeper: Annotated[str, typer.Option("--keeper", help="责任人")] = "",
    as_json: AsJson = False,
) -> None:
    """Check, keep and list one file."""
    if kind not in KINDS:
        raise typer.BadParameter(f"--kind 读到“{kind}”，可以写：{'、'.join(KINDS)}")
    detail, here = _finding(code), store()
    with here.read() as session:
        actor = load_actor(session, caller(), clock.now(), clock.today())
    received = Received(data=file.read_bytes(), name=file.name, inspection_id=detail.inspection_id)
    file_id = keep_evidence(here, Settings(), actor, received, clock.now())
    attached: Attached = do(
        AttachEvidence(
            finding_id=detail.row.id, file_id=file_id, title=title or file.stem[:80], kind=KINDS[kind], keeper=keeper
        )
    )
    if as_json:
        print_json({"item": attached.item_id, "file": file_id, "used_by": attached.uses})
        return
    say(f"已列入 {code} 的档案清单。")
    if attached.uses.codes:
        complain(f"同一文件还用于：{'、'.join(attached.uses.codes)}")


@app.command("list", help="一个问题的档案清单")
def list_archive(code: Code, as_json: AsJson = False) -> None:
    """The archive ledger of one finding."""
    rows = _finding(code).archive
    if as_json:
        print_json(rows)
        return
    for row in rows:
        where = row.file_name or f"纸质 {row.paper_no}"
        say(f"{row.seq}. {row.title}　{row.kind.term}　{where}　{row.secrecy.term}　{row.verdict.term}")


def _finding(code: str) -> FindingDetail:
    rows = see(list_findings, FindingCriteria(text=code), Window()).rows
    number = next((row.id for row in rows if row.code == code), None)
    if number is None:
        raise NotFound(what="finding", id=code)
    detail: FindingDetail = see(get_finding, number)
    return detail
