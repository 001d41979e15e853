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
    """Days by which a unit must have done something, counted from the feedback day (里程碑)."""

    RELAY = "relay", "传达学习"
    LEDGERS = "ledgers", "三清单报送"
    DEMOCRATIC_LIFE = "democratic_life", "专题民主生活会"
    REPORT = "report", "整改进展报告"
    PUBLICATION = "publication", "双公开"
