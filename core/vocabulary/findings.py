"""Findings: their states, origins and categories (docs/rules.md §2, §4)."""

from core.vocabulary.term import Term


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
