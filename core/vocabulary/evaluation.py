"""Evaluation, look-back and portrait: sources, grades, flags, vetoes, proposals (docs/rules.md §7, §9)."""

from core.vocabulary.term import Term


class ScoreSource(Term):
    """Who scores (三位一体)."""

    SELF = "self", "自评"
    REVIEW = "review", "考评组审评"
    SURVEY = "survey", "群众测评"

    @classmethod
    def by_indicator(cls) -> tuple["ScoreSource", ...]:
        """Sources that give points to each indicator; the survey asks one question for all."""
        return cls.SELF, cls.REVIEW


class Grade(Term):
    """Grades of an evaluation (等次), best first."""

    GOOD = "good", "好"
    FAIRLY_GOOD = "fairly_good", "较好"
    FAIR = "fair", "一般"
    POOR = "poor", "差"


class ScoreFlag(Term):
    """What a reader of a score must know."""

    INFLATED_SELF = "inflated_self", "自评虚高"
    TOO_FEW_BALLOTS = "too_few_ballots", "样本不足"


class Veto(Term):
    """What makes an evaluation poor whatever the points say (否决触发)."""

    FALSE_REPORT = "false_report", "报告与事实不符"
    FALSE_RECTIFICATION = "false_rectification", "查实虚假整改"
    NOT_STARTED_90D = "not_started_90d", "逾期长期未启动"
    ACCOUNTABILITY_CASE = "accountability_case", "因敷衍整改被立案问责"
    RELAPSED_TWO_ROUNDS = "relapsed_two_rounds", "同一问题连续两轮反弹"
    MASS_INCIDENT = "mass_incident", "引发群体性事件"

    @classmethod
    def stated(cls) -> tuple["Veto", ...]:
        """Those that somebody has to state with a basis; the others follow from findings."""
        return cls.FALSE_RECTIFICATION, cls.ACCOUNTABILITY_CASE, cls.MASS_INCIDENT


class Proposal(Term):
    """What an evaluation proposes; the leading group decides (结果运用)."""

    LOOKBACK = "lookback", "列为回头看候选"
    ACCOUNTABILITY = "accountability", "问责建议"
    ANNUAL_VETO = "annual_veto", "年终综合考核一票否决建议"


class LookbackHint(Term):
    """Weak signals beside the proposals, for the leading group to weigh (提示)."""

    MASS_OVERDUE = "mass_overdue", "大面积逾期"
    INFLATED_SELF = "inflated_self", "自评虚高"
    RELAPSED = "relapsed", "整改反弹"
    REPEATED = "repeated", "屡改屡犯"


class Band(Term):
    """Bands of a portrait (画像档), best first."""

    GREEN = "green", "绿档"
    BLUE = "blue", "蓝档"
    YELLOW = "yellow", "黄档"
    RED = "red", "红档"


class PortraitDeduction(Term):
    """What is taken off a portrait after everything else (否定项)."""

    VETO = "veto", "一票否决"
    CASE = "case", "班子成员被立案"
    FALSE_RECTIFICATION = "false_rectification", "虚假整改"
    REPEATED = "repeated", "屡改屡犯"
