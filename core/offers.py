"""Which steps a finding offers to somebody now; pages draw what this says, commands check it again."""

from core.abilities import COMMANDS, reaching_grant
from core.identity import Actor
from core.queries.finding_rows import FindingDetail
from core.rules.lifecycle import OPEN, Action, next_step
from core.rules.phases import request_holders
from core.vocabulary import Handling, MeasureStatus, Status

STEPS = {
    "report_progress": Action.REPORT,
    "request_clearance": Action.REQUEST,
    "sign_clearance": Action.SIGN,
    "review_clearance": Action.REVIEW,
    "approve_clearance": Action.APPROVE,
    "return_clearance": Action.RETURN,
    "clear_on_the_spot": Action.CLEAR_ON_THE_SPOT,
    "reopen_finding": Action.REOPEN,
    "withdraw_findings": Action.WITHDRAW,
}


def offered(actor: Actor, detail: FindingDetail) -> frozenset[str]:
    """Names of the commands that may be given on this finding now."""
    return frozenset(name for name in NAMES if _may(actor, detail, name) and _fits(actor, detail, name))


def _may(actor: Actor, detail: FindingDetail, name: str) -> bool:
    return reaching_grant(actor, COMMANDS[name], detail.place) is not None


def _fits(actor: Actor, detail: FindingDetail, name: str) -> bool:
    status, station = detail.row.status, detail.station
    if name in STEPS:
        step = next_step(STEPS[name], status, station)
        return step is not None and _in_hands(actor, detail, name)
    if name == "request_extension":
        return status in OPEN and detail.extension is None
    if name == "decide_extension":
        return detail.extension is not None
    if name == "verify_material":
        return status in Status.counted() and bool(detail.archive)
    if name == "record_plan":
        return status in Status.counted() and _can_be_planned(detail)
    return status in Status.counted()


def _can_be_planned(detail: FindingDetail) -> bool:
    """Until the first measure is begun or has evidence; several tasks come by ledger and are not folded into one."""
    begun = any(measure.status is not MeasureStatus.NOT_STARTED or measure.evidence for measure in detail.measures)
    return not begun and len(detail.tasks) <= 1


def _in_hands(actor: Actor, detail: FindingDetail, name: str) -> bool:
    if name == "clear_on_the_spot":
        return detail.row.handling is Handling.IMMEDIATE
    if name not in ("review_clearance", "return_clearance"):
        return True
    return actor.has(*request_holders(detail.station, detail.phase))


NAMES = (
    *STEPS,
    "attach_evidence",
    "verify_material",
    "record_plan",
    "record_outcome",
    "explain_break",
    "request_extension",
    "decide_extension",
    "correct_finding",
)
