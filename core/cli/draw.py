"""回马枪 at the command line: every draw there was, whether its sheet holds, and the sheet itself (docs/rules.md §6.2)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from core.cli.session import AsJson, complain, print_json, say, see
from core.queries.draws import DrawDetail, DrawRow, get_draw, list_draws, verify_draw
from core.rules.draw_check import Check, verify
from core.rules.draw_repeats import RepeatReason

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
Number = Annotated[int, typer.Argument(metavar="编号", help="抽取编号，见 draw list")]


@app.command("list", help="列出全部抽取，含封存待抽的和作废的；重复抽取注明")
def list_(as_json: AsJson = False) -> None:
    """Every draw, the newest first."""
    rows: tuple[DrawRow, ...] = see(list_draws)
    if as_json:
        print_json(
            [
                {
                    "id": row.id,
                    "state": row.state,
                    "drawn_on": row.drawn_on,
                    "frame_size": row.frame_size,
                    "size": row.size,
                    "hash": row.hash,
                }
                for row in rows
            ]
        )
        return
    for row in rows:
        day = row.drawn_on or row.abandoned_on or row.sealed_on
        say(f"{row.id}　{row.state.term}　{day}　候选 {row.frame_size}　抽 {row.size}　{row.hash or row.frame_sha256}")
        for one in row.repeats:
            say(f"  重复抽取：与第 {one.draw} 号重叠 {one.shared} 个，{_reasons(one.reasons)}")


@app.command("verify", help="重算一次抽取，逐项列出相符与否；全部相符退出码 0，否则 1")
def verify_(
    number: Annotated[int | None, typer.Argument(metavar="编号", help="抽取编号，见 draw list")] = None,
    sheet: Annotated[
        Path | None,
        typer.Option("--sheet", metavar="文件", exists=True, dir_okay=False, help="导出的抽取单；不用数据库"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Compute a draw again, from the database with its trail, or from an exported sheet alone."""
    if (number is None) == (sheet is None):
        raise typer.BadParameter("写抽取编号，或用 --sheet 给出抽取单文件，二选一")
    checks: Sequence[Check] = see(verify_draw, number) if sheet is None else verify(_text(sheet))
    if as_json:
        print_json([{"check": check.kind, "holds": check.holds} for check in checks])
    else:
        for check in checks:
            say(f"{'相符' if check.holds else '不符'}　{check.kind.term}")
    if not all(check.holds for check in checks):
        complain("这份抽取单对不上：不要采用这次结果，请与打印留存的抽取单核对。")
        raise typer.Exit(1)


@app.command("sheet", help="写出一次抽取的抽取单（候选名单、权重、种子、结果）")
def sheet_(
    number: Number,
    out: Annotated[Path | None, typer.Option("--out", metavar="文件", help="写到这个文件；不写则输出到屏幕")] = None,
) -> None:
    """The sheet word for word, so that its fingerprint can be computed again."""
    see(verify_draw, number)
    detail: DrawDetail = see(get_draw, number)
    if out is None:
        say(detail.sheet_text)
        return
    try:
        out.write_bytes(detail.sheet_text.encode())
    except OSError as error:
        raise typer.BadParameter(f"写不进“{out}”：请换一个能写的位置") from error
    say(f"已写出第 {number} 号抽取单：{out}")


def _text(sheet: Path) -> str:
    """What cannot be read as text is no sheet; one line break that an editor or a redirect put at the end does no harm."""
    return sheet.read_bytes().decode(errors="replace").removesuffix("\n")


def _reasons(reasons: Sequence[RepeatReason]) -> str:
    return "、".join(reason.term for reason in reasons)
