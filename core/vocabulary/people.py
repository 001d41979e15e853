"""Who people are, and the bodies and units they act for (docs/rules.md §1, §2)."""

from core.vocabulary.term import Term


class Role(Term):
    """Who a person is in the system (角色)."""

    LEADER = "leader", "领导"
    OFFICE = "office", "巡察办"
    TEAM = "team", "巡察组"
    DISCIPLINE_OFFICE = "discipline_office", "执纪监督室"
    RESIDENT_TEAM = "resident_team", "派驻纪检监察组"
    PANEL = "panel", "联合督查组、考评组成员"
    UNIT = "unit", "被巡察单位经办"
    UNIT_HEAD = "unit_head", "被巡察单位一把手"
    CHARGE_LEADER = "charge_leader", "分管领导"
    DEPARTMENT = "department", "主责部门"
    SYSADMIN = "sysadmin", "系统管理员"
    SECADMIN = "secadmin", "安全保密管理员"
    AUDITOR = "auditor", "安全审计员"

    @classmethod
    def administrators(cls) -> tuple["Role", ...]:
        """The three administrators (三员): kept apart from each other and from business."""
        return cls.SYSADMIN, cls.SECADMIN, cls.AUDITOR

    @classmethod
    def of_a_unit(cls) -> tuple["Role", ...]:
        """Roles that belong to one inspected unit."""
        return cls.UNIT, cls.UNIT_HEAD

    @classmethod
    def of_a_body(cls) -> dict["Role", "BodyKind"]:
        """Roles that belong to one body, with the kind that body must have."""
        return {
            cls.TEAM: BodyKind.TEAM,
            cls.DISCIPLINE_OFFICE: BodyKind.DISCIPLINE_OFFICE,
            cls.RESIDENT_TEAM: BodyKind.RESIDENT_TEAM,
            cls.PANEL: BodyKind.PANEL,
            cls.CHARGE_LEADER: BodyKind.CHARGE_LEADER,
            cls.DEPARTMENT: BodyKind.DEPARTMENT,
        }


class BodyKind(Term):
    """A body or post that supervises units (监督主体)."""

    TEAM = "team", "巡察组"
    DISCIPLINE_OFFICE = "discipline_office", "执纪监督室"
    RESIDENT_TEAM = "resident_team", "派驻纪检监察组"
    PANEL = "panel", "联合督查组、考评组"
    CHARGE_LEADER = "charge_leader", "分管领导"
    DEPARTMENT = "department", "主责部门"


class UnitKind(Term):
    """Kinds of inspected units (单位类别); units are compared within one kind only."""

    AGENCY = "agency", "机关部门"
    TOWNSHIP = "township", "乡镇（街道）"
    PARK = "park", "园区"
    STATE_FIRM = "state_firm", "国企"
