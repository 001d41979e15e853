"""The choice of a role and, where it needs one, of the unit or body it holds for."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.errors import InvalidInput
from core.queries.accounts import GrantTargets
from core.vocabulary import Role
from dashboard.forms.record import Fields


@dataclass(frozen=True)
class Target:
    """Units or bodies that a role can be tied to; `field` is the field of the command, empty for roles without."""

    field: str
    label: str
    names: dict[int, str]


def show_role_fields(fields: Fields, targets: GrantTargets) -> None:
    """A role, and the unit or body it is for where it needs one."""
    role = st.selectbox(
        "角色", list(Role), index=None, format_func=_term, placeholder="选择角色", key=fields.key("role")
    )
    target = _target(role, targets)
    if target.field:
        st.selectbox(
            target.label,
            list(target.names),
            index=None,
            format_func=lambda number: target.names.get(number, ""),
            placeholder=f"选择{target.label}",
            key=fields.key(f"target.{role}"),
        )


def chosen_role(fields: Fields, targets: GrantTargets) -> dict[str, Any]:
    """Role and target as chosen; raises InvalidInput while one is missing."""
    role: Role | None = st.session_state.get(fields.key("role"))
    if role is None:
        raise InvalidInput(problems=[("role", "missing", "", {})])
    field = _target(role, targets).field
    number = st.session_state.get(fields.key(f"target.{role}"))
    if field and number is None:
        raise InvalidInput(problems=[(field, "missing", "", {})])
    return {"role": role} | ({field: number} if field else {})


def _target(role: Role | None, targets: GrantTargets) -> Target:
    if role in Role.of_a_unit():
        return Target("unit_id", "单位", {unit.id: unit.name for unit in targets.units})
    if role in Role.of_a_body():
        kind = Role.of_a_body()[role]
        return Target("body_id", kind.term, {body.id: body.name for body in targets.bodies if body.kind is kind})
    return Target("", "", {})


def _term(role: Role) -> str:
    return role.term
