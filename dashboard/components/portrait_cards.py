"""The six figures of a unit's portrait, each leading to its rows."""

from core.queries.portrait import PortraitRow
from dashboard import numbers
from dashboard.components.figures import Card, show_cards
from dashboard.components.links import dated, findings_of, sheet_of
from dashboard.components.portrait_view import UnitView

Query = tuple[tuple[str, str], ...]


def show_figures(view: UnitView) -> None:
    """Six figures, each leading to its rows."""
    show_cards([_score(view), _rank(view), _evaluation(view), _clearance(view), _overdue(view), _completeness(view)])


def _score(view: UnitView) -> Card:
    score, median = view.portrait.score, view.row.standing.median
    gap = score - median if score is not None and median is not None and view.portrait.is_ranked else None
    words = numbers.tenths_gap(gap)
    same = words == "持平"
    return Card(
        key="portrait-score",
        label="画像得分",
        value=numbers.tenths(score),
        change="与同类中位数持平" if same else f"{words} 较同类中位数" if words else "—",
        good=None if same else True,
        is_change=not same,
        query=_kind(view),
        page="portrait",
        stays=True,
    )


def _rank(view: UnitView) -> Card:
    place = view.row.standing
    tied = f"与 {place.tied} 家并列，" if place.tied else ""
    better = "—" if place.percentile is None else f"{tied}高于 {place.percentile:.0%} 的同类"
    return Card(
        key="portrait-rank",
        label="同类名次",
        value=rank_words(view.row),
        change=better,
        is_change=False,
        query=_kind(view),
        page="portrait",
        stays=True,
    )


def rank_words(row: PortraitRow) -> str:
    """12 / 14; why not, for units that are not ranked."""
    if row.portrait.score is None:
        return numbers.NOT_COLLECTED
    return f"{row.standing.rank} / {row.standing.of}" if row.standing.rank else "数据不足"


def _evaluation(view: UnitView) -> Card:
    inspection = view.detail.inspection
    last = inspection.scores[-1] if inspection and inspection.scores else None
    value, change = "未评估", "—"
    if inspection and last:
        grade = last.score.grade
        value = f"{numbers.points(last.score.total)}{f' {grade.term}' if grade else ''}"
        before = inspection.scores[-2].score.total if len(inspection.scores) > 1 else None
        gap = numbers.points_change(last.score.total, before)
        change = f"{gap} 较第 {inspection.scores[-2].cycle} 次" if gap else f"第 {last.cycle} 次评估"
    return Card(
        key="portrait-evaluation",
        label="评估得分",
        value=value,
        change=change,
        good=True,
        is_change=change[0] in "+-",
        query=_query(sheet_of(inspection.code, last.cycle if last else None)) if inspection else (),
        page="score_sheet",
    )


def _clearance(view: UnitView) -> Card:
    of = numbers.count(len(view.detail.findings))
    return Card(
        key="portrait-clearance",
        label="完成率",
        value=numbers.ratio(view.clearance_ratio),
        change=f"已销号 {numbers.count(view.detail.cleared)} / {of}" if view.detail.findings else "没有问题",
        is_change=False,
        query=_query(findings_of(view.row.unit_code, view.round_code)),
    )


def _overdue(view: UnitView) -> Card:
    number, of = view.overdue, len(view.detail.findings)
    return Card(
        key="overdue" if number else "portrait-overdue",
        label="逾期",
        value=numbers.count(number) if of else "—",
        change=f"占 {number / of:.1%}" if number else "没有逾期" if of else "没有问题",
        is_change=False,
        query=_query(findings_of(view.row.unit_code, view.round_code, only="overdue")),
    )


def _completeness(view: UnitView) -> Card:
    missing = [one.name for one in view.portrait.dimensions if one.share is None]
    parts = sum(item.points is None for one in view.portrait.dimensions for item in one.items)
    words = f"缺：{'、'.join(missing)}" if len(missing) == 1 else f"{parts} 个分项未采集"
    return Card(
        key="portrait-completeness",
        label="完整度",
        value=f"{view.portrait.completeness:.0%}",
        change=words if parts else "全部采集",
        is_change=False,
        query=_kind(view),
        page="portrait",
        stays=True,
    )


def _kind(view: UnitView) -> Query:
    return _query(dated(kind=view.row.unit_kind.value))


def _query(query: dict[str, str]) -> Query:
    return tuple(query.items())
