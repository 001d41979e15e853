"""Who acts, with which roles, and how far each role reaches (docs/rules.md §1)."""

from dataclasses import dataclass

from core.vocabulary import Role


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a record belongs: the ids by which roles reach it; None where it belongs to nobody."""

    unit_id: int | None = None
    inspection_id: int | None = None
    team_id: int | None = None
    charge_leader_id: int | None = None
    discipline_office_id: int | None = None
    resident_team_id: int | None = None
    department_id: int | None = None
    panel_id: int | None = None
    """The panel that leads a visit; it reaches the visit, not the inspection around it."""


@dataclass(frozen=True, kw_only=True)
class Grant:
    """One role with the unit or body it holds for; a panel's grant lists the inspections assigned to it today."""

    role: Role
    unit_id: int | None = None
    body_id: int | None = None
    inspection_ids: frozenset[int] = frozenset()

    def covers(self, place: Place) -> bool:
        """Whether a record at this place is the role's own."""
        if self.role in Role.of_a_unit():
            return self.unit_id is not None and self.unit_id == place.unit_id
        if self.role is Role.PANEL:
            leads = place.panel_id is not None and place.panel_id == self.body_id
            return leads or place.inspection_id in self.inspection_ids
        owner = {
            Role.TEAM: place.team_id,
            Role.CHARGE_LEADER: place.charge_leader_id,
            Role.DISCIPLINE_OFFICE: place.discipline_office_id,
            Role.RESIDENT_TEAM: place.resident_team_id,
            Role.DEPARTMENT: place.department_id,
        }.get(self.role)
        return owner is not None and owner == self.body_id


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Which business records a person may see; every query starts from one."""

    everything: bool = False
    unit_ids: frozenset[int] = frozenset()
    team_ids: frozenset[int] = frozenset()
    charge_leader_ids: frozenset[int] = frozenset()
    discipline_office_ids: frozenset[int] = frozenset()
    resident_team_ids: frozenset[int] = frozenset()
    department_ids: frozenset[int] = frozenset()
    inspection_ids: frozenset[int] = frozenset()
    panel_ids: frozenset[int] = frozenset()

    @property
    def body_ids(self) -> frozenset[int]:
        """Bodies that the person acts for, of whatever kind; a panel reaches inspections, not bodies."""
        own = (self.team_ids, self.charge_leader_ids, self.discipline_office_ids, self.resident_team_ids)
        return self.department_ids.union(*own)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all can be seen."""
        return self == Scope()


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A person as of this very call; never kept between calls."""

    account_id: int | None
    """None is the operator at the command line."""
    session_id: int | None
    username: str
    shown: str
    grants: tuple[Grant, ...]
    must_change_password: bool = False
    address: str = ""

    def has(self, *roles: Role) -> bool:
        """Whether the person has one of these roles anywhere."""
        return any(grant.role in roles for grant in self.grants)

    @property
    def roles(self) -> tuple[Role, ...]:
        """Roles in their fixed order, each once."""
        return tuple(role for role in Role if self.has(role))

    @property
    def scope(self) -> Scope:
        """What this person may see: the union over all roles."""
        if self.has(Role.OFFICE, Role.LEADER):
            return Scope(everything=True)
        return Scope(
            unit_ids=frozenset(g.unit_id for g in self.grants if g.role in Role.of_a_unit() and g.unit_id is not None),
            team_ids=self._bodies(Role.TEAM),
            charge_leader_ids=self._bodies(Role.CHARGE_LEADER),
            discipline_office_ids=self._bodies(Role.DISCIPLINE_OFFICE),
            resident_team_ids=self._bodies(Role.RESIDENT_TEAM),
            department_ids=self._bodies(Role.DEPARTMENT),
            panel_ids=self._bodies(Role.PANEL),
            inspection_ids=frozenset(
                number for g in self.grants if g.role is Role.PANEL for number in g.inspection_ids
            ),
        )

    def _bodies(self, role: Role) -> frozenset[int]:
        return frozenset(g.body_id for g in self.grants if g.role is role and g.body_id is not None)


OPERATOR = Actor(
    account_id=None, session_id=None, username="operator", shown="命令行操作员", grants=(Grant(role=Role.OFFICE),)
)
"""The built-in actor of the command line: office rights, recorded as such."""
