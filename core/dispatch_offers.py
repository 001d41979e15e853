"""Which steps a paper offers to somebody now; pages draw what this says, commands check it again."""

from core.abilities import COMMANDS, reaching_grant
from core.commands.dispatch_load import receiver_place
from core.identity import Actor
from core.queries.dispatch_rows import DispatchRow
from core.rules.dispatch import Step, next_state
from core.vocabulary import DispatchKind, DispatchState

STEPS = {
    Step.SEND: "send_dispatches",
    Step.SIGN: "sign_dispatch",
    Step.REPLY: "reply_dispatch",
    Step.ACCEPT: "decide_reply",
    Step.WITHDRAW: "withdraw_dispatch",
}


def offered_on_dispatch(actor: Actor, row: DispatchRow) -> frozenset[str]:
    """Names of the commands that may be given on this paper as it stands."""
    wants_reply = row.paper.reply_by_on is not None or row.kind in DispatchKind.copy_notices()
    fitting = [name for step, name in STEPS.items() if next_state(step, row.state, wants_reply=wants_reply)]
    if row.state is DispatchState.DRAFT:
        fitting.append("change_dispatch")
    place = receiver_place(row.unit_id, row.body_id, row.body_kind)
    return frozenset(name for name in fitting if reaching_grant(actor, COMMANDS[name], place))
