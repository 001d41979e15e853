"""A process that writes one finding after the other and says so, until somebody kills it."""

from datetime import date
from multiprocessing.connection import Connection

from core.access.actor import ByOperator
from core.commands.base import execute
from core.commands.findings import AddFinding, Draft
from core.store.engine import Store


def write_on(url: str, inspection_id: int, name: str, told: Connection) -> None:
    """Tell each text only after its command was acknowledged."""
    store = Store(url)
    number = 0
    while True:
        number += 1
        text = f"{name}号进程第{number}个问题"
        draft = Draft(text=text)
        execute(store, ByOperator(), AddFinding(inspection_id=inspection_id, draft=draft), today=date(2026, 3, 2))
        told.send(text)
