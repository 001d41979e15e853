"""Filters of findings; they live in the address, so that a view can be sent to somebody."""

import streamlit as st

from core.queries.criteria import FindingCriteria
from core.queries.master_data import Options, list_options
from core.vocabulary import Category, Subcategory, UnitKind
from dashboard import address
from dashboard.shell import PageContext

ALL = ""
LONGEST = 100
"""So many characters may be looked for at once."""
NAMES = ("round", "unit", "kind", "category")


def show_finding_filters(ctx: PageContext, *names: str) -> FindingCriteria:
    """Draw the filters named (all four unless given) into the page's head and return what is chosen."""
    options: Options = ctx.read_now(list_options)
    wanted = names or NAMES
    with ctx.tools:
        chosen = {name: _choose(name, options) for name in wanted}
    return FindingCriteria(
        rounds=_one(chosen.get("round")),
        units=_one(chosen.get("unit")),
        unit_kinds=_one(chosen.get("kind")),
        categories=_one(chosen.get("category")),
    )


def show_search(ctx: PageContext) -> str:
    """Words to look for, in the page's head and in its address."""
    address.take_text("find", LONGEST)
    with ctx.tools:
        text = st.text_input(
            "查找",
            placeholder="编号、单位、清单文字",
            key="find",
            type="search",
            width=160,
            max_chars=LONGEST,
            label_visibility="collapsed",
        )
    address.give("find", text)
    return text


def _choose(name: str, options: Options) -> str | None:
    label, everything, choices, width = _CHOICES[name](options)
    address.take(name, choices)
    chosen = st.selectbox(
        label,
        [ALL, *choices],
        format_func=lambda code: choices.get(code, everything),
        key=name,
        label_visibility="collapsed",
        width=width,
    )
    address.give(name, chosen or "")
    return chosen


def _rounds(options: Options) -> tuple[str, str, dict[str, str], int]:
    return "轮次", "全部轮次", {row.code: row.name for row in options.rounds}, 124


def _units(options: Options) -> tuple[str, str, dict[str, str], int]:
    return "单位", "全部单位", {row.code: row.short_name for row in options.units}, 132


def _kinds(_options: Options) -> tuple[str, str, dict[str, str], int]:
    return "单位类别", "全部类别", {kind.value: kind.term for kind in UnitKind}, 124


def _categories(_options: Options) -> tuple[str, str, dict[str, str], int]:
    choices: dict[str, str] = {}
    for category in Category:
        choices[category.value] = f"{category.value} {category.term}"
        choices |= {sub.value: f"　{sub.value} {sub.term}" for sub in Subcategory if sub.category is category}
    return "问题分类", "四个聚焦", choices, 124


_CHOICES = {"round": _rounds, "unit": _units, "kind": _kinds, "category": _categories}


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()
