"""Every stored code with its Chinese term and its order; codes are stored, terms are shown (docs/rules.md §1, §2, §4)."""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A code that carries its Chinese term; declaration order is display order."""

    term: str

    def __new__(cls, code: str, term: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.term = term
        return member

    @classmethod
    def from_code(cls, code: str) -> Self:
        """The member with this code; raises ValueError when there is none."""
        member = cls._value2member_map_.get(code)
        if not isinstance(member, cls):
            raise ValueError(code)
        return member

    @classmethod
    def from_term(cls, term: str) -> Self | None:
        """Find the member with exactly this Chinese term."""
        return next((member for member in cls if member.term == term), None)


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


class RoundKind(Term):
    """Kinds of inspection rounds (轮次类别)."""

    REGULAR = "regular", "常规巡察"
    SPECIAL = "special", "专项巡察"
    MOBILE = "mobile", "机动巡察"
    LOOKBACK = "lookback", "巡察回头看"


class Stage(Term):
    """Where the chain of one inspection stands (环节)."""

    PLANNED = "planned", "未反馈"
    FEEDBACK = "feedback", "反馈"
    RECTIFICATION = "rectification", "整改"
    SUPERVISION = "supervision", "督查"
    EVALUATION = "evaluation", "评估"
    RE_RECTIFICATION = "re_rectification", "再整改"
    CLOSE_OUT_REQUESTED = "close_out_requested", "申请报结"
    ACCEPTANCE = "acceptance", "报结验收"
    APPROVAL = "approval", "报结审核"
    COUNTERSIGN = "countersign", "报结会签"
    CLOSED = "closed", "已报结"
    FOLLOW_UP = "follow_up", "长期跟踪"


class Phase(Term):
    """Who supervises now (三期监督责任)."""

    EARLY = "early", "初期"
    MIDDLE = "middle", "中期"
    LONG_RUN = "long_run", "长期"


class Handling(Term):
    """How a finding is to be put right (整改类别)."""

    IMMEDIATE = "immediate", "即知即改"
    TIME_LIMITED = "time_limited", "限期整改"
    LONG_TERM = "long_term", "长期坚持"


class Status(Term):
    """State of a finding (问题状态); declaration order is the order of every stack and legend."""

    CLEARED = "cleared", "已销号"
    PARTIALLY_CLEARED = "partially_cleared", "阶段性完成"
    LONG_TERM = "long_term", "长期坚持"
    APPLIED = "applied", "申请销号"
    IN_PROGRESS = "in_progress", "整改中"
    RETURNED = "returned", "退回"
    RELAPSED = "relapsed", "反弹"
    NOT_STARTED = "not_started", "未启动"
    DRAFT = "draft", "待确认"
    WITHDRAWN = "withdrawn", "已撤销"

    @classmethod
    def counted(cls) -> tuple["Status", ...]:
        """States that enter the figures; drafts and withdrawn findings never do."""
        return tuple(status for status in cls if status not in (cls.DRAFT, cls.WITHDRAWN))

    @classmethod
    def not_cleared(cls) -> tuple["Status", ...]:
        """States that can be overdue: everything counted that is not cleared (未销号)."""
        return tuple(status for status in cls.counted() if status is not cls.CLEARED)

    @classmethod
    def under_way(cls) -> tuple["Status", ...]:
        """States shown together as 办理中."""
        return cls.APPLIED, cls.IN_PROGRESS, cls.RETURNED, cls.RELAPSED


class Station(Term):
    """In whose hands a finding is (现在谁手里)."""

    OFFICE_CONFIRMS = "office_confirms", "巡察办 确认"
    UNIT = "unit", "单位 经办"
    HEAD_SIGNS = "head_signs", "单位 一把手签字"
    FIRST_REVIEW = "first_review", "监督 初审"
    APPROVAL = "approval", "巡察办 核准"
    NOBODY = "nobody", "已办结"


class WarningLevel(Term):
    """How near or past its deadline a finding is (预警)."""

    NONE = "none", "正常"
    GREEN = "green", "绿色预警"
    YELLOW = "yellow", "黄色预警"
    RED = "red", "红色预警"
    ESCALATED = "escalated", "转告诫、问责建议"


class Source(Term):
    """Where a finding comes from (来源)."""

    FEEDBACK = "feedback", "反馈"
    IMMEDIATE = "immediate", "立行立改"
    SUPERVISION = "supervision", "督查新发现"
    SURVEY = "survey", "测评反映"


class Commonality(Term):
    """Whether others have it too (个性、共性)."""

    INDIVIDUAL = "individual", "个性"
    COMMON = "common", "共性"


class Severity(Term):
    """How grave a finding is (严重程度)."""

    GENERAL = "general", "一般"
    SERIOUS = "serious", "较重"
    GRAVE = "grave", "严重"


class MeasureStatus(Term):
    """How far a measure is (措施完成情况)."""

    NOT_STARTED = "not_started", "未启动"
    IN_PROGRESS = "in_progress", "进行中"
    DONE = "done", "已完成"


class MaterialKind(Term):
    """Kinds of archived material (材料类别)."""

    MINUTES = "minutes", "会议纪要"
    POLICY = "policy", "制度文件"
    VOUCHER = "voucher", "财务凭证"
    PHOTO = "photo", "照片"
    DECISION = "decision", "处分决定"
    PUBLICATION = "publication", "公示截图"
    TALK_RECORD = "talk_record", "谈话记录"
    OTHER = "other", "其他"


class Secrecy(Term):
    """Marking of material; 秘密 and above is never uploaded (密级)."""

    PUBLIC = "public", "公开"
    INTERNAL = "internal", "内部"


class ClearanceStep(Term):
    """Steps of the clearance chain (销号审核链)."""

    HEAD_SIGNS = "head_signs", "一把手签字"
    FIRST_REVIEW = "first_review", "监督初审"
    APPROVAL = "approval", "巡察办核准"


class Decision(Term):
    """What a step decided."""

    PASSED = "passed", "通过"
    RETURNED = "returned", "退回"


class ExtensionDecision(Term):
    """State of a request for a later deadline (申请延期)."""

    PENDING = "pending", "待批"
    APPROVED = "approved", "同意"
    REFUSED = "refused", "不同意"


class Category(Term):
    """First level of finding categories: 四个聚焦 (docs/rules.md §2)."""

    A = "A", "决策部署落实"
    B = "B", "群众身边腐败和不正之风"
    C = "C", "党组织建设"
    D = "D", "整改与成果运用"


class Subcategory(Term):
    """Second level of finding categories; the letter is the first level."""

    A1 = "A1", "理论学习"
    A2 = "A2", "决策部署打折扣"
    A3 = "A3", "主责主业"
    A4 = "A4", "意识形态"
    A5 = "A5", "改革与高质量发展"
    A6 = "A6", "乡村振兴惠民政策"
    A7 = "A7", "风险防控"
    A8 = "A8", "营商环境"
    B1 = "B1", "两个责任"
    B2 = "B2", "中央八项规定"
    B3 = "B3", "形式主义官僚主义"
    B4 = "B4", "工程采购"
    B5 = "B5", "财务专项资金"
    B6 = "B6", "三资国资"
    B7 = "B7", "惠民资金"
    B8 = "B8", "廉政教育"
    B9 = "B9", "执法司法行业乱象"
    C1 = "C1", "民主集中制三重一大"
    C2 = "C2", "党内政治生活"
    C3 = "C3", "选人用人"
    C4 = "C4", "基层组织软弱涣散"
    C5 = "C5", "党员教育党费"
    C6 = "C6", "党建责任制党务公开"
    C7 = "C7", "编制混岗"
    D1 = "D1", "上轮整改不彻底反弹"
    D2 = "D2", "审计财政整改"
    D3 = "D3", "专项整治整改"
    D4 = "D4", "长效机制"
    D5 = "D5", "线索处置"

    @property
    def category(self) -> Category:
        """First level this belongs to."""
        return Category[self.value[0]]
