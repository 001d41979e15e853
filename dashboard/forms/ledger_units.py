"""Names in a ledger that the database does not know: somebody says which unit each one is."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from core.commands.import_preview import Unit, Units, UnknownUnit, unit_code
from core.commands.intake import NewUnit
from core.intake.ledger.model import LedgerCheck
from core.intake.ledger.words import parse_unit_kind
from core.queries.intake import UnitMatch, match_units
from core.queries.master_data import UnitRow, list_units
from core.vocabulary import UnitKind
from dashboard.components import say
from dashboard.forms.ledger_target import Target
from dashboard.shell import PageContext, plain

NEW, LEFT_OUT = "new", "left_out"
WORDS = {NEW: "新建这个单位", LEFT_OUT: "本次不入库"}


@dataclass(frozen=True, kw_only=True)
class UnitChoices:
    """Names of one ledger with what may be chosen for them."""

    matches: tuple[UnitMatch, ...]
    units: tuple[UnitRow, ...]
    kinds: dict[str, UnitKind | None]
    """Names that rows go by, with the kind that the ledger states."""
    target: Target

    @property
    def unknown(self) -> tuple[UnitMatch, ...]:
        """Names of rows without a unit; one that only the title has matters where rows name none."""
        return tuple(match for match in self.matches if match.unit_id is None and match.name in self.kinds)

    def options(self, match: UnitMatch) -> list[str]:
        """Similar units first, then to create it or to leave it out, then every other unit."""
        only = self.target.only
        if only is not None:
            return [str(only[0]), LEFT_OUT]
        near = [str(row.id) for name in match.similar for row in self.units if row.short_name == name]
        others = [str(row.id) for row in self.units if str(row.id) not in near]
        return [*near, NEW, LEFT_OUT, *others]

    def shown(self, option: str) -> str:
        """How a choice is called."""
        return WORDS.get(option) or next((row.short_name for row in self.units if str(row.id) == option), "")

    def resolved(self) -> Units:
        """What is known, and what has been said in the choices on the screen."""
        chosen = {match.name: option for match in self.unknown if (option := self.chosen(match.name))}
        return Units(
            known={match.name: match.unit_id for match in self.matches if match.unit_id is not None},
            similar={match.name: match.similar for match in self.matches},
            decided={name: _unit(name, option) for name, option in chosen.items()},
            only=self.target.only,
        )

    def new_units(self) -> tuple[NewUnit, ...]:
        """Units to create, each once; raises InvalidInput for a name that no unit can have."""
        names = {unit_code(match.name): match.name for match in self.unknown if self.chosen(match.name) == NEW}
        return tuple(NewUnit(code=code, name=name, kind=self._kind(name)) for code, name in names.items())

    def chosen(self, name: str) -> str:
        """What is chosen for a name on the screen, empty for nothing."""
        return str(st.session_state.get(self.key(name)) or "")

    def key(self, name: str) -> str:
        """Key of the choice for a name; another target has other choices."""
        return f"intake_ledger.unit.{self.target.key}.{name}"

    def _kind(self, name: str) -> UnitKind:
        return UnitKind.from_code(st.session_state.get(_kind_key(name)) or self.guess(name))

    def guess(self, name: str) -> UnitKind:
        """Kind of a unit by the ledger, by its name, else the most frequent one."""
        return self.kinds.get(name) or parse_unit_kind(name) or UnitKind.AGENCY


def read_choices(ctx: PageContext, check: LedgerCheck, names: tuple[str, ...], target: Target) -> UnitChoices:
    """Match the names of a ledger with the units of the database."""
    title = check.unit_hint if target.only is None else None
    return UnitChoices(
        matches=ctx.read_now(match_units, names),
        units=ctx.read_now(list_units),
        kinds={name: row.unit_kind for row in check.rows if (name := row.unit or title)},
        target=target,
    )


def show_choices(choices: UnitChoices, open_names: Sequence[UnknownUnit]) -> None:
    """One line for each unknown name; nothing when every name is known."""
    unknown = choices.unknown
    if not unknown:
        return
    rows = {one.name: one.rows for one in open_names}
    with st.container(border=True, key="units"):
        with st.container(horizontal=True, vertical_alignment="center"):
            say.section("对单位", f"系统里没有这 {len(unknown)} 个名称，逐个选定后才能入库")
            if choices.target.only is None and rows:
                rest = "其余 " if len(rows) < len(unknown) else ""
                st.button(
                    f"{rest}{len(rows)} 个都新建" if len(rows) > 1 else "新建这个单位",
                    on_click=_all_new,
                    args=(tuple(map(choices.key, rows)),),
                    key="intake_ledger.all_new",
                )
        for match in unknown:
            _show_line(choices, match, rows.get(match.name))


def _show_line(choices: UnitChoices, match: UnitMatch, rows: int | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        note = f"　:small[:gray[{rows} 行]]　:orange[未选定]" if rows else ""
        st.markdown(f"**{plain(match.name)}**{note}", width="stretch")
        st.selectbox(
            "对应的单位",
            choices.options(match),
            index=None,
            format_func=choices.shown,
            placeholder="选定对应的单位" + (f"，相近：{'、'.join(match.similar)}" if match.similar else ""),
            key=choices.key(match.name),
            label_visibility="collapsed",
            width=340,
        )
        if choices.chosen(match.name) == NEW:
            kinds = list(UnitKind)
            st.selectbox(
                "单位类别",
                kinds,
                index=kinds.index(choices.guess(match.name)),
                format_func=lambda kind: kind.term,
                key=_kind_key(match.name),
                label_visibility="collapsed",
                width=150,
            )


def _all_new(keys: tuple[str, ...]) -> None:
    for key in keys:
        st.session_state[key] = NEW


def _kind_key(name: str) -> str:
    return f"intake_ledger.kind.{name}"


def _unit(name: str, option: str) -> Unit:
    if option == NEW:
        return unit_code(name)
    return None if option == LEFT_OUT else int(option)
