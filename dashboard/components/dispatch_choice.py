"""Which papers a list shows: round, kind, state and receiver, in the address."""

from collections.abc import Sequence

import streamlit as st

from core.queries.dispatches import DispatchCriteria
from core.queries.master_data import BodyRow, Options, list_bodies, list_options
from core.rules.dispatch_names import RECEIVING
from core.vocabulary import DispatchKind, DispatchState
from dashboard import address
from dashboard.shell import PageContext


def show_filters(ctx: PageContext, kinds: Sequence[DispatchKind]) -> DispatchCriteria:
    """Round, kind, state, and receiver of notices for those who see more than one; nothing chosen leaves out what was withdrawn only."""
    options: Options = ctx.read_now(list_options)
    rounds = {row.code: row.name for row in options.rounds}
    with st.container(horizontal=True, vertical_alignment="bottom", key="dispatch-filters"):
        chosen_rounds = _choose("round", "轮次", rounds)
        chosen_kinds = _choose("kind", "类别", {kind.value: kind.term for kind in kinds})
        chosen_states = _choose("state", "状态", {state.value: state.term for state in DispatchState})
        bodies = _receivers(ctx) if set(kinds) <= set(DispatchKind.copy_notices()) else {}
        chosen_bodies = _choose("receiver", "对象", {row.code: row.name for row in bodies.values()}) if bodies else []
    living = tuple(state for state in DispatchState if state is not DispatchState.WITHDRAWN)
    return DispatchCriteria(
        kinds=tuple(DispatchKind.from_code(code) for code in chosen_kinds) or tuple(kinds),
        states=tuple(DispatchState.from_code(code) for code in chosen_states) or living,
        rounds=tuple(chosen_rounds),
        body_ids=tuple(bodies[code].id for code in chosen_bodies),
    )


def _receivers(ctx: PageContext) -> dict[str, BodyRow]:
    """Bodies that can get notices; a receiver sees his own only, and has nothing to choose."""
    if not ctx.actor.scope.everything:
        return {}
    rows: tuple[BodyRow, ...] = ctx.read_now(list_bodies)
    return {row.code: row for row in rows if row.kind in RECEIVING}


def _choose(name: str, label: str, words: dict[str, str]) -> list[str]:
    address.take_many(name, words)
    chosen = st.multiselect(
        label,
        list(words),
        format_func=words.__getitem__,
        key=name,
        width=230,
        placeholder=f"全部{label}",
        label_visibility="collapsed",
    )
    address.give(name, *chosen)
    return chosen
