"""Which papers a list shows: round, state and kind, in the address."""

from collections.abc import Sequence

import streamlit as st

from core.queries.dispatches import DispatchCriteria
from core.queries.master_data import Options, list_options
from core.vocabulary import DispatchKind, DispatchState
from dashboard import address
from dashboard.shell import PageContext


def show_filters(ctx: PageContext, kinds: Sequence[DispatchKind]) -> DispatchCriteria:
    """Round, kind and state; nothing chosen shows everything but what was withdrawn."""
    options: Options = ctx.read_now(list_options)
    rounds = {row.code: row.name for row in options.rounds}
    with st.container(horizontal=True, vertical_alignment="bottom", key="dispatch-filters"):
        chosen_rounds = _choose("round", "轮次", rounds)
        chosen_kinds = _choose("kind", "类别", {kind.value: kind.term for kind in kinds})
        chosen_states = _choose("state", "状态", {state.value: state.term for state in DispatchState})
    living = tuple(state for state in DispatchState if state is not DispatchState.WITHDRAWN)
    return DispatchCriteria(
        kinds=tuple(DispatchKind.from_code(code) for code in chosen_kinds) or tuple(kinds),
        states=tuple(DispatchState.from_code(code) for code in chosen_states) or living,
        rounds=tuple(chosen_rounds),
    )


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
