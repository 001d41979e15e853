"""Views of a list to come back to: the address of the page under a name, each person's own (docs/rules.md §4.7)."""

from urllib.parse import parse_qsl, urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core import desk
from dashboard import runtime
from dashboard.shell import PageContext, attempt, plain

OWN = {
    "findings": ("date", "find", "round", "unit", "kind", "category", "status", "only"),
    "overdue": ("date", "round", "unit", "kind", "category"),
    "cross_check": ("round", "unit", "break"),
}
"""What of an address belongs to each page; everything else in it is ignored."""


def show_saved_views(ctx: PageContext, page: str, place: DeltaGenerator | None = None) -> None:
    """A popover: views by name, each a click away; the present one can be kept, any one removed. Stands in the head, unless placed."""
    views = desk.list_views(runtime.store(), ctx.actor, page)
    with place or ctx.tools, st.popover("常用视图", icon=":material/bookmark:"):
        for view in views:
            _show_view(ctx, page, view)
        if not views:
            st.markdown(":small[:gray[还没有常用视图。先筛选，再起个名字保存。]]")
        with st.form(f"{page}.views", border=False, clear_on_submit=True):
            name = st.text_input("把现在的筛选存为", max_chars=desk.NAME_LENGTH, placeholder="如：乡镇逾期")
            pressed = st.form_submit_button("保存视图")
    if pressed and attempt(lambda: _save(ctx, page, name), "视图已保存，在“常用视图”里。"):
        st.rerun()


def own(page: str, query: str) -> list[tuple[str, str]]:
    """Names and codes of an address, as far as they are the page's own."""
    return [(name, code) for name, code in parse_qsl(query) if name in OWN[page]]


def present(page: str) -> str:
    """The address of the page as it is filtered now."""
    return urlencode([(name, code) for name in OWN[page] for code in st.query_params.get_all(name)])


def _show_view(ctx: PageContext, page: str, view: desk.View) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            plain(view.name),
            key=f"{page}.view.{view.id}",
            type="tertiary",
            width="stretch",
            on_click=st.query_params.from_dict,
            args=(_by_name(own(page, view.query)),),
        )
        key = f"{page}.view.{view.id}.drop"
        if st.button("", icon=":material/delete:", help="删去这个视图", key=key, type="tertiary"):
            desk.drop_view(runtime.store(), ctx.actor, view.id)
            st.rerun()


def _by_name(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    return {name: [code for other, code in pairs if other == name] for name, _ in pairs}


def _save(ctx: PageContext, page: str, name: str) -> None:
    desk.save_view(runtime.store(), ctx.actor, page, (name, present(page)), runtime.now())
