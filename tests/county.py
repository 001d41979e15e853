"""A county written out by hand, built through the same commands as a real one."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from core.access.actor import ByOperator, ByUsername, Caller
from core.commands import accounts, findings, inspections, master_data
from core.commands.base import Command, execute
from core.files import Upload, keep_file
from core.identity import OPERATOR
from core.queries.base import ask
from core.store.engine import Store
from core.store.models.material import FilePurpose
from core.vocabulary import BodyKind, Role, UnitKind

OFFICE = ByOperator()
SECADMIN = ByOperator(Role.SECADMIN)
FEEDBACK = date(2026, 3, 2)
TODAY = date(2026, 11, 24)
PASSWORD = "Chang-An-Jie-2026"


def at(day: date) -> datetime:
    """Ten in the morning in China on this day."""
    return datetime.combine(day, time(2), UTC)


@dataclass
class County:
    """Two inspected units of one round, with one account of each role."""

    store: Store
    today: date = TODAY
    ids: dict[str, int] = field(default_factory=dict)

    def do(self, command: Command, caller: Caller | str = OFFICE, on: date | None = None) -> Any:
        """Run a command as somebody, on a day."""
        day = on or self.today
        who = ByUsername(caller) if isinstance(caller, str) else caller
        return execute(self.store, who, command, today=day, now=at(day))

    def see(self, function: Any, *criteria: Any, caller: Caller | str = OFFICE, on: date | None = None) -> Any:
        """Ask a query as somebody, for a day."""
        who = ByUsername(caller) if isinstance(caller, str) else caller
        return ask(self.store, who, on or self.today, function, *criteria, now=at(self.today))

    def add_finding(self, unit: str = "柳舟镇", on: date = FEEDBACK, **fields: Any) -> int:
        """One assigned finding of a unit; returns its id."""
        draft = findings.Draft(**{"text": "惠民补贴发放未按规定公示，涉及12个村", **fields})
        number: int = self.do(findings.AddFinding(inspection_id=self.ids[unit], draft=draft), on=on)
        return number

    def version(self, finding_id: int) -> int:
        """The version a form on the screen would carry now."""
        from core.queries.finding import get_finding

        version: int = self.see(get_finding, finding_id).row.version
        return version

    def add_file(self, folder: Any, unit: str = "柳舟镇", data: bytes = b"%PDF-1.7 evidence") -> int:
        """A stored file that may serve as evidence of a unit's findings; returns its id."""
        upload = Upload(
            data=data,
            name="佐证.pdf",
            content_type="application/pdf",
            purpose=FilePurpose.EVIDENCE,
            inspection_id=self.ids[unit],
        )
        return keep_file(self.store, folder, OPERATOR, upload, at(self.today))

    def make_clearable(self, finding_id: int, folder: Any, unit: str = "柳舟镇", **outcome: Any) -> None:
        """Fill all five ledgers of a finding so that they hold each other and it may be asked for."""
        from core.commands.evidence import AttachEvidence
        from core.commands.rectification import RecordOutcome
        from core.commands.rectification_plan import FindingPlan, PlannedTask, RecordPlan

        plan = FindingPlan(
            finding_id=finding_id,
            version=self.version(finding_id),
            tasks=(PlannedTask(goal="全部公示", measures=("逐村核对", "公开栏公示")),),
            owner_leader="分管副镇长",
            lead_office="民政办",
        )
        self.do(RecordPlan(plans=(plan,)))
        told = {"summary": OUTCOMES[finding_id % len(OUTCOMES)], **outcome}
        self.do(RecordOutcome(finding_id=finding_id, version=self.version(finding_id), **told))
        data = b"%%PDF-1.7 evidence of finding %d" % finding_id
        self.do(AttachEvidence(finding_id=finding_id, file_id=self.add_file(folder, unit, data), title="公示照片"))


OUTCOMES = (
    "十二个村的补贴名单已在公开栏公示，群众没有异议",
    "多发的款项全部退回财政专户，凭证已归档",
    "修订了议事规则，每次会议都有记录可查",
    "对责任人逐一谈话，举一反三排查了下属站所",
    "路面修补完毕并通过验收，管护协议已经签订",
)
"""So different that none counts as a copy of another."""


ACCOUNTS: dict[str, tuple[Role, str | None]] = {
    "leader": (Role.LEADER, None),
    "office": (Role.OFFICE, None),
    "team1": (Role.TEAM, "第一巡察组"),
    "team2": (Role.TEAM, "第二巡察组"),
    "discipline": (Role.DISCIPLINE_OFFICE, "第一执纪监督室"),
    "resident": (Role.RESIDENT_TEAM, "第一派驻组"),
    "panel": (Role.PANEL, "第一联合督查组"),
    "liuzhou": (Role.UNIT, "柳舟镇"),
    "liuzhou_head": (Role.UNIT_HEAD, "柳舟镇"),
    "caizheng": (Role.UNIT, "县财政局"),
    "caizheng_head": (Role.UNIT_HEAD, "县财政局"),
    "vice_mayor": (Role.CHARGE_LEADER, "副县长（分管农业农村）"),
    "civil": (Role.DEPARTMENT, "县民政部门"),
    "sysadmin": (Role.SYSADMIN, None),
    "secadmin": (Role.SECADMIN, None),
    "auditor": (Role.AUDITOR, None),
}


def build_county(store: Store) -> County:
    """柳舟镇 and 县财政局 in round R1, fed back on 2026-03-02, each supervised by others."""
    county = County(store)
    _bodies(county)
    _units(county)
    _accounts(county)
    return county


def _bodies(county: County) -> None:
    kinds = {
        "第一巡察组": BodyKind.TEAM,
        "第二巡察组": BodyKind.TEAM,
        "第一执纪监督室": BodyKind.DISCIPLINE_OFFICE,
        "第一派驻组": BodyKind.RESIDENT_TEAM,
        "第一联合督查组": BodyKind.PANEL,
        "副县长（分管农业农村）": BodyKind.CHARGE_LEADER,
        "县民政部门": BodyKind.DEPARTMENT,
    }
    for number, (name, kind) in enumerate(kinds.items(), 1):
        county.ids[name] = county.do(master_data.CreateBody(code=f"B{number}", name=name, kind=kind), on=FEEDBACK)


def _units(county: County) -> None:
    ids = county.ids
    ids["R1"] = county.do(master_data.CreateRound(code="R1", term_no=15, round_no=1, name="第一轮"), on=FEEDBACK)
    supervised = {
        "charge_leader_id": ids["副县长（分管农业农村）"],
        "discipline_office_id": ids["第一执纪监督室"],
        "resident_team_id": ids["第一派驻组"],
    }
    for code, name, kind, team, more in (
        ("LZZ", "柳舟镇", UnitKind.TOWNSHIP, "第一巡察组", supervised),
        ("CZJ", "县财政局", UnitKind.AGENCY, "第二巡察组", {}),
    ):
        unit = county.do(
            master_data.CreateUnit(code=code, name=f"{name}党组织", short_name=name, kind=kind, sort_order=1, **more),
            on=FEEDBACK,
        )
        county.do(
            master_data.AppointUnitHead(unit_id=unit, name="某同志", post="书记", from_on=date(2024, 1, 1)), on=FEEDBACK
        )
        ids[f"unit:{name}"] = unit
        wanted = inspections.CreateInspection(round_id=ids["R1"], unit_id=unit, team_id=ids[team], feedback_on=FEEDBACK)
        ids[name] = county.do(wanted, on=FEEDBACK)


def _accounts(county: County) -> None:
    from core.access.passwords import hash_password

    hashed = hash_password(PASSWORD)
    for username, (role, target) in ACCOUNTS.items():
        open_account(county, username, role, target, hashed)


def open_account(county: County, username: str, role: Role, target: str | None, hashed: str) -> None:
    """Through the tables: bcrypt for sixteen accounts in each test would take most of its time."""
    from core.store.models import Account, AccountGrant

    unit_id = county.ids[f"unit:{target}"] if role in Role.of_a_unit() else None
    body_id = county.ids[str(target)] if role in Role.of_a_body() else None
    with county.store.write() as session:
        account = Account(
            username=username, folded=username, shown=username, password_hash=hashed, must_change_password=False
        )
        session.add(account)
        session.flush()
        session.add(AccountGrant(account_id=account.id, role=role, unit_id=unit_id, body_id=body_id))
        county.ids[f"account:{username}"] = account.id


__all__ = [
    "ACCOUNTS",
    "FEEDBACK",
    "OFFICE",
    "PASSWORD",
    "SECADMIN",
    "TODAY",
    "County",
    "accounts",
    "at",
    "build_county",
    "open_account",
]
