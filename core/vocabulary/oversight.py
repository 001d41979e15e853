"""Who watches that rectification goes on: items in hand, warnings, dispatches, visits and draws (docs/rules.md §3, §5, §6)."""

from core.vocabulary.term import Term


class ItemKind(Term):
    """What waits on somebody (待办事项)."""

    CONFIRM_FINDING = "confirm_finding", "确认问题"
    RECTIFY = "rectify", "整改问题"
    SIGN_CLEARANCE = "sign_clearance", "签字"
    REVIEW_CLEARANCE = "review_clearance", "销号初审"
    APPROVE_CLEARANCE = "approve_clearance", "销号核准"
    DECIDE_EXTENSION = "decide_extension", "批复延期"
    SUBMIT_PLAN = "submit_plan", "报送方案"
    REVIEW_PLAN = "review_plan", "方案联审"
    MEET_MILESTONE = "meet_milestone", "完成节点"
    SEND_DISPATCH = "send_dispatch", "发出文书"
    SIGN_DISPATCH = "sign_dispatch", "签收文书"
    REPLY_DISPATCH = "reply_dispatch", "书面反馈"
    REVIEW_REPLY = "review_reply", "阅处反馈"
    DRAW_UP_HANDOVER = "draw_up_handover", "填交接单"
    SIGN_HANDOVER = "sign_handover", "签收交接"
    CARRY_OUT_VISIT = "carry_out_visit", "开展督查"


class WarningReceiver(Term):
    """Whom a warning reaches (送达), the narrowest first."""

    HOLDER = "holder", "经办人"
    OWNER_LEADER = "owner_leader", "单位分管负责人"
    UNIT_HEAD = "unit_head", "单位一把手"
    CHARGE_LEADER = "charge_leader", "上级分管领导"
    OFFICE = "office", "巡察办"
    LEADING_GROUP = "leading_group", "领导小组"


class DispatchKind(Term):
    """Official papers that are sent, signed for and answered (文书)."""

    COPY_TO_LEADER = "copy_to_leader", "抄告单（分管领导）"
    COPY_TO_DEPARTMENT = "copy_to_department", "抄告单（主责部门）"
    COPY_TO_DISCIPLINE = "copy_to_discipline", "抄告单（纪检监察机关）"
    COPY_TO_ORGANISATION = "copy_to_organisation", "抄告单（组织部门）"
    WARNING_LETTER = "warning_letter", "预警函"
    SUPERVISION_ORDER = "supervision_order", "督办单"
    ADMONITION = "admonition", "告诫书"

    @classmethod
    def copy_notices(cls) -> tuple["DispatchKind", ...]:
        """Kinds that tell a body about a unit (抄告); the others go to the unit itself."""
        return cls.COPY_TO_LEADER, cls.COPY_TO_DEPARTMENT, cls.COPY_TO_DISCIPLINE, cls.COPY_TO_ORGANISATION

    @classmethod
    def letters(cls) -> tuple["DispatchKind", ...]:
        """Kinds that go to the unit (督办文书), the mildest first."""
        return cls.WARNING_LETTER, cls.SUPERVISION_ORDER, cls.ADMONITION


class DispatchState(Term):
    """Where a dispatch stands."""

    DRAFT = "draft", "草稿"
    SENT = "sent", "已发出"
    SIGNED = "signed", "已签收"
    REPLIED = "replied", "已反馈"
    RETURNED = "returned", "退回补充"
    ACCEPTED = "accepted", "已采纳"
    WITHDRAWN = "withdrawn", "已撤回"


class VisitKind(Term):
    """Why a unit is visited (督查类别)."""

    ROLLING = "rolling", "滚动督查"
    SPOT_CHECK = "spot_check", "回马枪"


class VisitState(Term):
    """Where a visit stands."""

    PLANNED = "planned", "已安排"
    RECORDED = "recorded", "已登记"
    CANCELLED = "cancelled", "已取消"


class VisitMethod(Term):
    """How a visit looks at things (督查方式)."""

    DOCUMENTS = "documents", "查阅资料"
    INTERVIEWS = "interviews", "个别访谈"
    FIELD = "field", "实地调研"
    CLIENTS = "clients", "走访服务管理对象"
    DEMOCRATIC_LIFE = "democratic_life", "参加专题民主生活会"
    SPOT_CHECK = "spot_check", "回马枪"


class TeamSide(Term):
    """The four sides of a joint team (联合督查组)."""

    INSPECTION = "inspection", "巡察"
    DISCIPLINE = "discipline", "纪检监察"
    PARTY_OFFICE = "party_office", "党办"
    ORGANISATION = "organisation", "组织"


class DueReason(Term):
    """Why a finding is to be visited in this interval (应督原因)."""

    IMMEDIATE_OF_LAST = "immediate_of_last", "上轮即知即改"
    CONTINUING_OF_BEFORE_LAST = "continuing_of_before_last", "上上轮持续整改"
    RETURNED = "returned", "退回"
    RELAPSED = "relapsed", "反弹"


class DrawState(Term):
    """Where a draw stands (回马枪抽取)."""

    SEALED = "sealed", "已封存"
    HELD = "held", "已抽取"
    ABANDONED = "abandoned", "已作废"


class RiskFactor(Term):
    """What makes a finding more likely to be drawn (风险加权)."""

    LOW_SCORE = "low_score", "评估得分低"
    INFLATED_SELF = "inflated_self", "自评虚高"
    NEVER_CHECKED = "never_checked", "已销号未抽查"
    OVERDUE = "overdue", "逾期多"
    MONEY = "money", "涉及资金"


class RiskSignal(Term):
    """What may hint at sham rectification; a hint, never a verdict (风险信号)."""

    CLEARED_AT_THE_LAST = "cleared_at_the_last", "期限前集中销号"
    EVIDENCE_REUSED = "evidence_reused", "佐证重复使用"
    ALIKE_OUTCOMES = "alike_outcomes", "成效文字雷同"
    INFLATED_SELF = "inflated_self", "自评虚高"
    RELAPSED_AFTER_CLEARANCE = "relapsed_after_clearance", "销号后反弹"
