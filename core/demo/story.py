"""The demo story under way: who does what at which moment, through the same commands as people."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from core.access.actor import ByUsername, Caller, load_actor
from core.commands.base import Command, execute
from core.demo.content import DemoContent
from core.demo.county_plan import PlannedInspection
from core.demo.evidence_files import make_file
from core.demo.loading import LoadingStore
from core.demo.schedule import Moment, Schedule
from core.files import Upload, keep_file
from core.identity import Actor
from core.queries.base import ask
from core.store.models import Finding, Inspection, Measure, Task
from core.store.models.material import FilePurpose
from core.vocabulary import MaterialKind

OFFICE, SECADMIN = "office", "secadmin"

MEASURES = (
    sa.select(Measure.id)
    .join(Task, Task.id == Measure.task_id)
    .where(Task.finding_id == sa.bindparam("number"))
    .order_by(Task.seq, Measure.seq)
)


@dataclass
class Story:
    """What every teller needs; `ids` finds stored bodies, rounds and units by their code."""

    store: LoadingStore
    files_dir: Path
    content: DemoContent
    until: date
    seed: int
    schedule: Schedule = field(default_factory=Schedule)
    ids: dict[str, int] = field(default_factory=dict)
    _actors: dict[str, Actor] = field(default_factory=dict)

    def do(self, command: Command, caller: Caller | str, moment: Moment) -> Any:
        """Run a command as somebody at this moment."""
        who = ByUsername(caller) if isinstance(caller, str) else caller
        return execute(self.store, who, command, today=moment.day, now=moment.now)

    def ask(self, function: Any, *criteria: Any, moment: Moment) -> Any:
        """Ask a query as the inspection office."""
        return ask(self.store, ByUsername(OFFICE), moment.day, function, *criteria, now=moment.now)

    def version(self, number: int, model: type[Finding] | type[Inspection] = Finding) -> int:
        """The version that a form opened now would carry."""
        with self.store.read() as session:
            row: Any = session.get_one(model, number)
            version: int = row.version
            return version

    def measures(self, number: int) -> list[int]:
        """The measures of a finding, as a form opened now would list them."""
        with self.store.read() as session:
            return list(session.scalars(MEASURES, {"number": number}))

    def keep(
        self, inspection: PlannedInspection, kind: MaterialKind, title: str, lines: tuple[str, ...], moment: Moment
    ) -> int:
        """Upload a small file as the unit's clerk; returns its id."""
        file = make_file(kind, lines)
        upload = Upload(
            data=file.data,
            name=f"{title}.{file.ending}",
            content_type=file.content_type,
            purpose=FilePurpose.EVIDENCE,
            inspection_id=inspection.id,
        )
        return keep_file(self.store, self.files_dir, self._actor(inspection.clerk, moment), upload, moment.now)

    def _actor(self, username: str, moment: Moment) -> Actor:
        """Asked once: a clerk's rights do not change while the story runs."""
        if username not in self._actors:
            with self.store.read() as session:
                self._actors[username] = load_actor(session, ByUsername(username), moment.now, moment.day)
        return self._actors[username]
