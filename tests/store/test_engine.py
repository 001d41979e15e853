"""What the surroundings do to a database: read only, full, busy, gone – a reason each time, and nothing half-written."""

import os
import sqlite3
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.errors import Unavailable
from core.store.engine import Store
from tests.county import County


def reason(error: pytest.ExceptionInfo[Unavailable]) -> str:
    return str(error.value.details["reason"])


def test_sqlite_keeps_its_promises_on_every_connection(sqlite_store: Store) -> None:
    """R4: FULL, or an acknowledged commit may be lost in a power cut."""
    with sqlite_store.engine.connect() as connection:
        values = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert values == ["wal", 2, 1]


def test_a_reader_takes_no_write_lock(sqlite_store: Store) -> None:
    with sqlite_store.read() as reading, sqlite_store.write() as writing:
        reading.execute(sa.text("SELECT count(*) FROM unit"))
        writing.execute(sa.text("UPDATE chain_head SET last_id = last_id"))


def test_what_a_reader_writes_is_thrown_away(store: Store) -> None:
    with store.read() as session:
        session.execute(sa.text("UPDATE chain_head SET last_id = 99"))
    with store.read() as session:
        assert session.scalar(sa.text("SELECT max(last_id) FROM chain_head")) == 0


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="须在类 Unix 系统上改文件权限")
def test_a_read_only_database_says_so_and_still_answers(sqlite_county: County) -> None:
    county, path = sqlite_county, Path(str(sa.make_url(sqlite_county.store.url).database))
    county.add_finding()
    county.store.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA query_only")
    read_only = Store(f"sqlite:///file:{path}?mode=ro&uri=true")
    county.store = read_only
    with pytest.raises(Unavailable) as refusal:
        county.add_finding(text="另一个问题")
    assert reason(refusal) == "read_only"
    from core.queries.criteria import FindingCriteria
    from core.queries.progress import summarise_progress

    assert county.see(summarise_progress, FindingCriteria()).now.findings == 1
    read_only.close()


def test_a_full_database_says_so_and_keeps_what_was_there(sqlite_county: County) -> None:
    county = sqlite_county
    county.add_finding()

    def fill_up(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    county.store.close()
    sa.event.listen(county.store.engine, "connect", fill_up)
    with pytest.raises(Unavailable) as refusal:
        for number in range(400):
            county.add_finding(text=f"第{number}个问题" + "很长的原文" * 400)
    assert reason(refusal) == "disk_full"
    with county.store.read() as session:
        assert session.scalar(sa.text("SELECT count(*) FROM finding")) >= 1
        periods = (
            "SELECT count(*) FROM finding f WHERE NOT EXISTS (SELECT 1 FROM finding_period p WHERE p.finding_id = f.id)"
        )
        assert session.scalar(sa.text(periods)) == 0


def test_a_database_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(Unavailable) as refusal:
        Store(f"sqlite:///{tmp_path / 'file' / 'houbanpian.db'}")
    assert reason(refusal) == "cannot_open"


def test_a_server_that_is_away_says_so() -> None:
    store = Store("postgresql+psycopg://nobody@127.0.0.1:9/nothing")
    with pytest.raises(Unavailable) as refusal, store.read() as session:
        session.execute(sa.text("SELECT 1"))
    assert reason(refusal) == "database_away"


def test_two_writers_follow_one_another_and_lose_nothing(county: County) -> None:
    numbers = [county.add_finding(text=f"第{n}个问题") for n in range(2)]
    errors: list[BaseException] = []

    def work(offset: int) -> None:
        try:
            for turn in range(10):
                county.add_finding(text=f"{offset}号第{turn}个问题")
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with county.store.read() as session:
        assert session.scalar(sa.text("SELECT count(*) FROM finding")) == 30 + len(numbers)
        assert session.scalar(sa.text("SELECT count(DISTINCT code) FROM finding")) == 30 + len(numbers)
