"""A county driven through the commands day by day: people of different diligence do, or do not do, what is next."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from core.commands.clearance import ApproveClearance, RequestClearance, ReturnClearance, ReviewClearance, SignClearance
from core.commands.dispatch_answers import ReplyDispatch, SignDispatch
from core.commands.dispatch_drafting import DraftCopyNotices
from core.commands.dispatches import DecideReply, SendDispatches
from core.commands.extension import DecideExtension, RequestExtension
from core.commands.findings import AddFinding, Draft
from core.commands.handovers import DrawUpHandover, SignHandover
from core.commands.inspections import CreateInspection, RegisterCloseOut
from core.commands.master_data import AppointUnitHead, CreateRound, CreateUnit
from core.commands.milestones import RecordMilestones
from core.commands.plan_review import DecidePlan, SubmitPlan
from core.commands.rectification import ProgressLine, ReportProgress
from core.commands.rectification_plan import FindingPlan, PlannedTask, RecordPlan
from core.store.models import Dispatch, ExtensionRequest, Handover, Inspection, PlanVersion
from core.store.models import Finding as Stored
from core.vocabulary import Handling, Milestone, Role, UnitKind
from tests.county import PASSWORD, County, open_account
from tests.simulation.book import Case, Finding, Paper

START = date(2026, 1, 5)
DUE_DAYS = {Handling.IMMEDIATE: 30, Handling.TIME_LIMITED: 90, Handling.LONG_TERM: 365}
LAZY, USUAL, DILIGENT = 0.01, 0.05, 0.2
MORE_DAYS, AMEND_DAYS = 45, 10


@dataclass
class World:
    """The county, its book and the dice."""

    county: County
    files: Path
    dice: random.Random
    cases: list[Case] = field(default_factory=list)
    to_come: list[tuple[date, int]] = field(default_factory=list)
    """Feedbacks with their days, by the number of the unit."""

    def found(self, number: int) -> None:
        """So many inspections, fed back within the first sixty days, each with two or three findings."""
        self.county.ids["S1"] = self.county.do(CreateRound(code="S1", term_no=20, round_no=1, name="模拟轮"), on=START)
        for place in range(number):
            self._found_unit(place)
            self.to_come.append((START + timedelta(days=self.dice.randint(0, 60)), place))

    def live_through(self, day: date) -> None:
        """Whoever may do something does it, or leaves it for another day."""
        for _, place in (one for one in self.to_come if one[0] == day):
            self._feed_back(place, day)
        for case in self.cases:
            for finding in case.findings:
                if case.closed_on is None and self._happens(case):
                    self._go_on_with(case, finding, day)
            for step in (self._plan, self._papers, self._meet_something, self._hand_over, self._close_out):
                if self._happens(case):
                    step(case, day)

    def _happens(self, case: Case) -> bool:
        return self.dice.random() < case.pace

    def _found_unit(self, place: int) -> None:
        county, ids, name = self.county, self.county.ids, f"模拟{place}"
        unit = CreateUnit(
            code=f"S{place}",
            name=f"{name}党组织",
            short_name=name,
            kind=UnitKind.AGENCY,
            charge_leader_id=ids["副县长（分管农业农村）"],
            discipline_office_id=ids["第一执纪监督室"],
            resident_team_id=ids["第一派驻组"] if place % 3 else None,
        )
        ids[f"unit:{name}"] = county.do(unit, on=START)
        head = AppointUnitHead(unit_id=ids[f"unit:{name}"], name="某同志", post="书记", from_on=date(2024, 1, 1))
        county.do(head, on=START)

    def _feed_back(self, place: int, day: date) -> None:
        county, ids, code, name = self.county, self.county.ids, f"S1-{place}", f"模拟{place}"
        wanted = CreateInspection(
            round_id=ids["S1"], unit_id=ids[f"unit:{name}"], team_id=ids["第一巡察组"], feedback_on=day, code=code
        )
        ids[name] = county.do(wanted, on=day)
        pace = (LAZY, USUAL, DILIGENT)[place % 3]
        case = Case(ids[name], code, name, day, pace, has_resident_team=bool(place % 3))
        open_account(county, case.clerk, Role.UNIT, name, PASSWORD)
        open_account(county, case.head, Role.UNIT_HEAD, name, PASSWORD)
        for number in range(self.dice.randint(2, 3)):
            self._add_finding(case, number)
        self.cases.append(case)

    def _add_finding(self, case: Case, number: int) -> None:
        handling = self.dice.choice(list(Handling))
        draft = Draft(text=f"{case.unit}的第{number + 1}个问题", handling=handling)
        made = self.county.do(AddFinding(inspection_id=case.id, draft=draft), on=case.feedback_on)
        case.findings.append(Finding(made, case.feedback_on + timedelta(days=DUE_DAYS[handling])))

    def _go_on_with(self, case: Case, finding: Finding, day: date) -> None:
        if finding.status == "cleared":
            return
        if finding.asked_for_time:
            self._decide_on_time(finding, day)
        elif finding.station == "unit":
            self._work_on(case, finding, day)
        elif finding.station != "first_review" and self.dice.random() < 0.15:
            self._send_back(case, finding, day)
        else:
            self._pass_on(case, finding, day)

    def _work_on(self, case: Case, finding: Finding, day: date) -> None:
        chance = self.dice.random()
        if finding.status == "not_started" or chance < 0.4:
            line = ProgressLine(
                finding_id=finding.id, version=self._version(finding), percent=50, text="正在办理", happened_on=day
            )
            self.county.do(ReportProgress(lines=(line,)), case.clerk, on=day)
            finding.status = "in_progress"
        elif chance < 0.55 and not finding.was_extended:
            later = max(finding.due_on, day) + timedelta(days=MORE_DAYS)
            self._do(RequestExtension, finding, day, case.clerk, new_due_on=later, reason="汛期不能施工")
            finding.asked_for_time = True
        else:
            self._ask_for_clearance(case, finding, day)

    def _decide_on_time(self, finding: Finding, day: date) -> None:
        approve = self.dice.random() < 0.7
        self._do(DecideExtension, finding, day, approve=approve)
        finding.asked_for_time = False
        if approve:
            finding.due_on, finding.was_extended = self._asked_for(finding), True

    def _ask_for_clearance(self, case: Case, finding: Finding, day: date) -> None:
        if not finding.is_clearable:
            here = County(self.county.store, day, self.county.ids)
            here.make_clearable(finding.id, self.files, unit=case.unit, summary=self._words())
            finding.is_clearable = True
        self._do(RequestClearance, finding, day, case.clerk, statement="已改好")
        finding.status, finding.station = "applied", "head_signs"

    def _words(self) -> str:
        """An outcome that is like no other."""
        return "".join(chr(0x4E00 + self.dice.randrange(5000)) for _ in range(40))

    def _pass_on(self, case: Case, finding: Finding, day: date) -> None:
        if finding.station == "head_signs":
            self._do(SignClearance, finding, day, case.head, signed_on=day)
            finding.station = "first_review"
        elif finding.station == "first_review":
            self._do(ReviewClearance, finding, day, "team1")
            finding.station = "approval"
        else:
            self._do(ApproveClearance, finding, day)
            finding.status, finding.station = "cleared", "nobody"

    def _send_back(self, case: Case, finding: Finding, day: date) -> None:
        who = case.head if finding.station == "head_signs" else "office"
        amend_by_on = day + timedelta(days=AMEND_DAYS)
        self._do(ReturnClearance, finding, day, who, reason="佐证不足", amend_by_on=amend_by_on)
        finding.status, finding.station = "returned", "unit"

    def _plan(self, case: Case, day: date) -> None:
        if case.closed_on is not None:
            return
        state = case.versions[-1][0] if case.versions else ""
        if state in ("", "returned"):
            self._hand_in(case, day)
        elif state == "submitted":
            agree = self.dice.random() < 0.6
            more = {} if agree else {"reason": "缺责任人", "amend_by_on": day + timedelta(days=AMEND_DAYS)}
            version = self._row(PlanVersion, inspection_id=case.id, no=len(case.versions))
            command = DecidePlan(plan_version_id=version.id, version=version.version, agree=agree, **more)
            self.county.do(command, on=day)
            case.versions[-1] = ("agreed" if agree else "returned", day, None if agree else more["amend_by_on"])
            if agree:
                case.met.setdefault("joint_review", day)

    def _hand_in(self, case: Case, day: date) -> None:
        if not case.versions and not any(finding.is_clearable for finding in case.findings):
            finding = case.findings[0]
            task = PlannedTask(goal="全部整改", measures=("逐项核对",))
            plan = FindingPlan(finding_id=finding.id, version=self._version(finding), tasks=(task,))
            self.county.do(RecordPlan(plans=(plan,)), case.clerk, on=day)
        self.county.do(SubmitPlan(inspection_id=case.id, statement="经党委会审议"), case.clerk, on=day)
        case.versions.append(("submitted", day, None))
        if case.first_plan_on is None:
            case.first_plan_on = day
            case.met["ledgers"] = day

    def _papers(self, case: Case, day: date) -> None:
        """The copy notice to the charge leader: drafted, sent, signed for, answered, accepted or returned."""
        if not case.papers:
            if case.closed_on is None:
                made = self.county.do(DraftCopyNotices(inspection_id=case.id), on=day)
                case.papers = [
                    Paper(number, "draft", case.feedback_on + timedelta(days=3)) for number in made.dispatch_ids
                ]
            return
        for paper in case.papers:
            self._next_of(case, paper, day)

    def _next_of(self, case: Case, paper: Paper, day: date) -> None:
        row = self._row(Dispatch, id=paper.id)
        if paper.state == "draft":
            self.county.do(SendDispatches(dispatch_ids=(paper.id,)), on=day)
            case.met.setdefault("notices", day)
            paper.state, paper.due_on, paper.reply_by_on = "sent", day + timedelta(days=3), day + timedelta(days=30)
        elif paper.state == "sent":
            self.county.do(SignDispatch(dispatch_id=paper.id, version=row.version), "vice_mayor", on=day)
            paper.state, paper.due_on = "signed", paper.reply_by_on
        elif paper.state in ("signed", "returned"):
            reply = ReplyDispatch(dispatch_id=paper.id, version=row.version, text="已到单位督促")
            self.county.do(reply, "vice_mayor", on=day)
            paper.state, paper.due_on = "replied", day + timedelta(days=10)
        elif paper.state == "replied":
            accept = self.dice.random() < 0.6
            amend_by_on = None if accept else day + timedelta(days=AMEND_DAYS)
            reason = "" if accept else "没有写督促了几次"
            command = DecideReply(
                dispatch_id=paper.id, version=row.version, accept=accept, reason=reason, amend_by_on=amend_by_on
            )
            self.county.do(command, on=day)
            paper.state, paper.due_on = ("accepted", None) if accept else ("returned", amend_by_on)

    def _meet_something(self, case: Case, day: date) -> None:
        if case.closed_on is not None:
            wanted = Milestone.FOLLOW_UP
        else:
            open_ones = [one for one in Milestone.entered() if one.value not in case.met and one not in UNSEEN]
            if not open_ones:
                return
            wanted = self.dice.choice(open_ones)
        version = self._row(Inspection, id=case.id).version
        self.county.do(RecordMilestones(inspection_id=case.id, version=version, met={wanted: day}), on=day)
        case.met[wanted.value] = day

    def _hand_over(self, case: Case, day: date) -> None:
        for to_phase in ("middle", "long_run"):
            signed = case.signatures.setdefault(to_phase, [])
            if len(signed) == 3 or not self._has_changed(case, to_phase, day):
                continue
            if not signed:
                self.county.do(DrawUpHandover(inspection_id=case.id, to_phase=to_phase), on=day)
            else:
                giver, receiver = ("team1", "office") if to_phase == "middle" else ("office", self._taker(case))
                row = self._row(Handover, inspection_id=case.id, to_phase=to_phase)
                who = giver if len(signed) == 1 else receiver
                self.county.do(SignHandover(handover_id=row.id, version=row.version), who, on=day)
            signed.append(day)
            return

    def _has_changed(self, case: Case, to_phase: str, day: date) -> bool:
        ends_on = case.feedback_on + timedelta(days=90)
        if to_phase == "long_run":
            return case.closed_on is not None
        return day > ends_on and (case.closed_on is None or case.closed_on > ends_on + timedelta(days=1))

    def _taker(self, case: Case) -> str:
        return "resident" if case.has_resident_team else "discipline"

    def _close_out(self, case: Case, day: date) -> None:
        done = all(finding.status == "cleared" for finding in case.findings)
        if case.closed_on is not None or not done or day < case.feedback_on + timedelta(days=150):
            return
        version = self._row(Inspection, id=case.id).version
        command = RegisterCloseOut(inspection_id=case.id, version=version, closed_on=day, document="县巡办〔2026〕1号")
        self.county.do(command, on=day)
        case.closed_on = day

    def _do(self, kind: type, finding: Finding, day: date, who: str = "office", **fields: Any) -> None:
        self.county.do(kind(finding_id=finding.id, version=self._version(finding), **fields), who, on=day)

    def _version(self, finding: Finding) -> int:
        version: int = self._row(Stored, id=finding.id).version
        return version

    def _asked_for(self, finding: Finding) -> date:
        asked: date = self._row(ExtensionRequest, finding_id=finding.id, decision="approved").new_due_on
        return asked

    def _row(self, model: type, **fields: Any) -> Any:
        with self.county.store.read() as session:
            row = session.query(model).filter_by(**fields).one()
            session.expunge(row)
            return row


UNSEEN = (Milestone.SECOND_RECTIFICATION, Milestone.FOLLOW_UP, Milestone.LEDGERS)
"""What begins later, or is read from the plan here."""
