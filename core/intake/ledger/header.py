"""Where the header of a ledger is: one or two rows below any number of title rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.errors import UnreadableFile
from core.intake.ledger.columns import Label, exact_field, plain_label
from core.intake.ledger.grid import Grid

_ROWS_SEARCHED = 40
_LONGEST_LABEL = 40
_SEEN_SHOWN = 12


@dataclass(frozen=True)
class Header:
    """The header rows and the label of each column."""

    first_row: int
    last_row: int
    labels: Mapping[int, Label]


def find_header(grid: Grid, overrides: Mapping[str, str]) -> Header:
    """Find the row that names most fields, the finding among them; raises UnreadableFile `no_header`."""
    candidates = grid.row_numbers[:_ROWS_SEARCHED]
    best, best_score = None, 1
    for above, row in zip([0, *candidates], candidates, strict=False):
        header = _header_at(grid, above, row)
        score = _score(header.labels, overrides)
        if score > best_score:
            best, best_score = header, score
    if best is None:
        seen = next(("、".join(texts) for row in candidates if len(texts := _texts(grid, row)) > 1), "空白")
        raise UnreadableFile(reason="no_header", sheet=grid.sheet.name, rows=_ROWS_SEARCHED, seen=seen)
    return best


def _texts(grid: Grid, row: int) -> list[str]:
    return [text[:_LONGEST_LABEL] for _, text in grid.filled(row)][:_SEEN_SHOWN]


def _header_at(grid: Grid, above: int, row: int) -> Header:
    """Read this row as header; the row above gives groups, and labels where this row has none."""
    grouped = _is_group_row(grid, above)
    labels: dict[int, Label] = {}
    for column in range(1, grid.last_column + 1):
        own = grid.text(row, column)
        group = grid.text(above, column) if grouped else ""
        if own.strip() or group.strip():
            labels[column] = Label(own, group) if own.strip() and own != group else Label(group or own)
    return Header(above if grouped else row, row, labels)


def _is_group_row(grid: Grid, row: int) -> bool:
    """A row of groups has several short labels; a title or a line like 填报单位: has not."""
    texts = [text for _, text in grid.filled(row)]
    return len(texts) > 1 and all(len(text) <= _LONGEST_LABEL and not set(text) & set(":：") for text in texts)


def _score(labels: Mapping[int, Label], overrides: Mapping[str, str]) -> int:
    """Number of different fields named; 0 without a column for the finding."""
    given = {plain_label(header): field for header, field in overrides.items()}
    fields = {
        given.get(plain_label(label.text)) or exact_field(label)
        for label in labels.values()
        if len(label.text) <= _LONGEST_LABEL
    }
    fields.discard(None)
    return len(fields) if "text" in fields or _keyword_text(labels) else 0


def _keyword_text(labels: Mapping[int, Label]) -> bool:
    return any("问题" in label.group + label.text and len(label.text) <= _LONGEST_LABEL for label in labels.values())
