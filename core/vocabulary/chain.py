"""Rounds, and where the chain of an inspection stands (docs/rules.md §2, §3)."""

from core.vocabulary.term import Term


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


class Milestone(Term):
    """Stations of an inspection's way with a day of their own, counted from the feedback day (里程碑, docs/rules.md §3.1)."""

    FEEDBACK = "feedback", "反馈移交"
    NOTICES = "notices", "同步抄告"
    RELAY = "relay", "传达学习"
    LEDGERS = "ledgers", "三清单报送"
    NOTICE_REPLIES = "notice_replies", "抄后反馈"
    JOINT_REVIEW = "joint_review", "方案联审"
    DEMOCRATIC_LIFE = "democratic_life", "专题民主生活会"
    INTENSIVE_END = "intensive_end", "集中整改期满"
    REPORT = "report", "整改进展报告"
    FIRST_EVALUATION = "first_evaluation", "第一次督查评估"
    PUBLICATION = "publication", "双公开"
    SECOND_RECTIFICATION = "second_rectification", "再整改"
    SECOND_EVALUATION = "second_evaluation", "第二次督查评估"
    CLOSE_OUT = "close_out", "报结"
    FOLLOW_UP = "follow_up", "长期跟踪"

    @classmethod
    def scored(cls) -> tuple["Milestone", ...]:
        """Milestones whose lateness costs the unit points (docs/rules.md §7.1)."""
        return cls.RELAY, cls.LEDGERS, cls.DEMOCRATIC_LIFE, cls.REPORT, cls.PUBLICATION

    @classmethod
    def entered(cls) -> tuple["Milestone", ...]:
        """Milestones whose day somebody enters; all others are read from what happened."""
        return *cls.scored(), cls.SECOND_RECTIFICATION, cls.FOLLOW_UP
