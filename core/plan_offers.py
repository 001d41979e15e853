"""Which steps a rectification plan offers to somebody now; pages draw what this says, commands check it again."""

from core.abilities import COMMANDS, reaching_grant
from core.commands.plan_review import PLACES
from core.identity import Actor, Place
from core.queries.plan_review import PlanDossier
from core.vocabulary import PlanState

UNDER_REVIEW = ("remark_on_plan", "decide_plan")


def offered_on_plan(actor: Actor, dossier: PlanDossier) -> frozenset[str]:
    """Names of the commands that may be given on this plan now."""
    last = dossier.review.last
    is_open = last is not None and last.state is PlanState.SUBMITTED
    fitting = (*UNDER_REVIEW, "invite_reviewers") if is_open else ("submit_plan", "invite_reviewers")
    return frozenset(name for name in fitting if _may(actor, dossier, name))


def _may(actor: Actor, dossier: PlanDossier, name: str) -> bool:
    invited = (Place(**{PLACES[row.kind]: row.body_id}) for row in dossier.reviewers if row.kind in PLACES)
    places = (dossier.place, *(invited if name == "remark_on_plan" else ()))
    return any(reaching_grant(actor, COMMANDS[name], place) for place in places)
