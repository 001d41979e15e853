"""Columns of an imported ledger beyond the usual ones: taken over where they fit, kept in the note where they do not."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from core.intake.ledger.model import CellFault, LedgerRow
from core.intake.ledger.words import parse_yes_no
from core.ledgers.cells import Names, read_cell, stored
from core.ledgers.fields import BY_KEY, LINE
from core.ledgers.policies import read_policies
from core.vocabulary import Ledger

TAKEN_OVER = frozenset(
    {"cause", "nature", "tags", "commonality", "severity", "remark", "finish_mark", "started_on"}
    | {"result", "policies", "wider_review", "remaining", "department"}
)
"""Columns this module reads."""
_OF_THE_FINDING = ("tags", "commonality", "severity")
_LABELS = {
    "cause": "成因",
    "nature": "性质",
    "tags": "重点工作标签",
    "commonality": "个性共性",
    "severity": "严重程度",
    "finish_mark": "完成标志",
    "started_on": "开始时间",
    "policies": "建立修订制度",
    "department": "主责部门",
}
_NO_NAMES = Names()


class Extras:
    """What the further columns of one row fill: fields of the finding, fields of the entry, and the note."""

    def __init__(self, row: LedgerRow) -> None:
        """Read every column; what a field cannot hold goes to the note under its name, so that nothing is lost."""
        texts = dict(row.extra)
        self._notes = [row.remark] if row.remark else []
        self.draft: dict[str, Any] = {"concerns_public": bool(parse_yes_no(texts.get("concerns_public", "")))}
        self.draft |= self._short(texts, "cause", "nature")
        for key in _OF_THE_FINDING:
            self.draft |= self._choice(texts, key)
        self.entry: dict[str, Any] = {
            "completion_mark": self._short(texts, "finish_mark").get("finish_mark", ""),
            "disposal": texts.get("result", ""),
            "wider_review": texts.get("wider_review", ""),
            "remaining": texts.get("remaining", ""),
            "policies": self._policies(texts.get("policies", "")),
            "started_on": self._started_on(texts.get("started_on", ""), row.due_on),
        }
        self.entry |= {
            "department": self._short({"department": row.department or ""}, "department").get("department", "")
        }
        self.draft["note"] = "\n".join(self._notes)

    def _short(self, texts: Mapping[str, str], *keys: str) -> dict[str, str]:
        found = {}
        for key in keys:
            text = texts.get(key, "")
            if len(text) > LINE:
                self._keep(key, text)
            elif text:
                found[key] = text
        return found

    def _choice(self, texts: Mapping[str, str], key: str) -> dict[str, Any]:
        text, column = texts.get(key, ""), BY_KEY[Ledger.FINDINGS][key]
        if not text:
            return {}
        try:
            return {key: stored(column, read_cell(column, text, _NO_NAMES), _NO_NAMES)}
        except CellFault:
            self._keep(key, text)
            return {}

    def _policies(self, text: str) -> str:
        try:
            read_policies(text, None)
        except CellFault:
            self._keep("policies", text)
            return ""
        return text

    def _started_on(self, text: str, due_on: date | None) -> date | None:
        if not text:
            return None
        day = date.fromisoformat(text)
        if due_on is not None and day > due_on:
            self._keep("started_on", text)
            return None
        return day

    def _keep(self, key: str, text: str) -> None:
        self._notes.append(f"{_LABELS[key]}：{text}")
