"""All pages with their places in the menus, and who gets which (one table, read by menu, frame and tests)."""

from dataclasses import dataclass
from pathlib import Path

from core.identity import Actor
from core.vocabulary import Role

PAGES_DIR = Path(__file__).resolve().parent.parent / "pages"

READERS = (
    Role.LEADER,
    Role.OFFICE,
    Role.TEAM,
    Role.DISCIPLINE_OFFICE,
    Role.RESIDENT_TEAM,
    Role.PANEL,
    Role.UNIT,
    Role.UNIT_HEAD,
    Role.CHARGE_LEADER,
    Role.DEPARTMENT,
)
SCORED = tuple(role for role in READERS if role is not Role.DEPARTMENT)
"""Everybody but lead departments, which see their findings only."""
WEIGHING = (
    Role.LEADER,
    Role.OFFICE,
    Role.TEAM,
    Role.DISCIPLINE_OFFICE,
    Role.RESIDENT_TEAM,
    Role.CHARGE_LEADER,
)
"""Who weighs units against each other."""
CHECKING = (Role.LEADER, Role.OFFICE, Role.TEAM, Role.DISCIPLINE_OFFICE)
"""Who draws and who checks what was drawn; no unit, and nobody who might tell one."""
TOLD = (Role.LEADER, Role.OFFICE, Role.CHARGE_LEADER, Role.DEPARTMENT, Role.DISCIPLINE_OFFICE)
"""Who sends copy notices, gets them or looks over both."""
WRITERS = (Role.OFFICE, Role.UNIT, Role.UNIT_HEAD)
WORKERS = tuple(role for role in READERS if role is not Role.LEADER)
"""Everybody on whom something can wait; leaders look first, the others begin with what they have to do."""
SUPERVISING = (Role.LEADER, Role.OFFICE, Role.TEAM, Role.DISCIPLINE_OFFICE, Role.RESIDENT_TEAM)
"""Bodies that hand inspections to each other, and who leads them."""
VISITING = (Role.LEADER, Role.OFFICE, Role.TEAM, Role.DISCIPLINE_OFFICE, Role.PANEL)
"""Who fills in working papers, and who leads them."""
BOARD, LEDGER, OVERSIGHT, ADMIN = "看板", "整改台账", "督查评估", "管理"


@dataclass(frozen=True, kw_only=True)
class PageSpec:
    """One page: `key` is its file and its address."""

    key: str
    title: str
    icon: str
    section: str
    roles: tuple[Role, ...]

    @property
    def file(self) -> Path:
        """Its script."""
        return PAGES_DIR / f"{self.key}.py"


PAGES = (
    PageSpec(key="todo", title="我的待办", icon=":material/inbox:", section=BOARD, roles=WORKERS),
    PageSpec(key="overview", title="总览", icon=":material/dashboard:", section=BOARD, roles=READERS),
    PageSpec(key="progress", title="整改进度", icon=":material/donut_large:", section=BOARD, roles=READERS),
    PageSpec(key="overdue", title="逾期与临期", icon=":material/schedule:", section=BOARD, roles=READERS),
    PageSpec(key="stops", title="卡在哪里", icon=":material/hourglass_top:", section=BOARD, roles=WEIGHING),
    PageSpec(key="milestones", title="里程碑", icon=":material/event:", section=BOARD, roles=SCORED),
    PageSpec(key="deadline_warnings", title="预警", icon=":material/notifications:", section=BOARD, roles=READERS),
    PageSpec(key="evaluation", title="评估得分", icon=":material/leaderboard:", section=BOARD, roles=SCORED),
    PageSpec(key="lookback", title="回头看", icon=":material/history:", section=BOARD, roles=WEIGHING),
    PageSpec(key="portrait", title="单位画像", icon=":material/account_balance:", section=BOARD, roles=WEIGHING),
    PageSpec(key="findings", title="问题台账", icon=":material/table_rows:", section=LEDGER, roles=READERS),
    PageSpec(key="finding", title="问题详情", icon=":material/description:", section=LEDGER, roles=READERS),
    PageSpec(key="cross_check", title="对账", icon=":material/rule:", section=LEDGER, roles=READERS),
    PageSpec(key="plan_review", title="方案联审", icon=":material/rate_review:", section=LEDGER, roles=READERS),
    PageSpec(key="ledgers", title="五份清单", icon=":material/view_list:", section=LEDGER, roles=WRITERS),
    PageSpec(key="workbooks", title="下发与回收", icon=":material/move_to_inbox:", section=LEDGER, roles=WRITERS),
    PageSpec(key="entry", title="进展录入", icon=":material/edit_note:", section=LEDGER, roles=WRITERS),
    PageSpec(key="new_finding", title="录入问题", icon=":material/add_notes:", section=LEDGER, roles=(Role.OFFICE,)),
    PageSpec(
        key="intake_ledger", title="台账导入", icon=":material/upload_file:", section=LEDGER, roles=(Role.OFFICE,)
    ),
    PageSpec(
        key="intake_feedback",
        title="反馈拆分",
        icon=":material/segment:",
        section=LEDGER,
        roles=(Role.OFFICE, Role.TEAM),
    ),
    PageSpec(key="supervision", title="滚动督查", icon=":material/travel_explore:", section=OVERSIGHT, roles=SCORED),
    PageSpec(key="working_paper", title="督查底稿", icon=":material/fact_check:", section=OVERSIGHT, roles=VISITING),
    PageSpec(key="handovers", title="三期交接", icon=":material/swap_horiz:", section=OVERSIGHT, roles=SUPERVISING),
    PageSpec(key="spot_check", title="回马枪", icon=":material/shuffle:", section=OVERSIGHT, roles=CHECKING),
    PageSpec(key="risk_signals", title="风险信号", icon=":material/flag:", section=OVERSIGHT, roles=WEIGHING),
    PageSpec(key="copy_notices", title="双向抄告", icon=":material/forward_to_inbox:", section=OVERSIGHT, roles=TOLD),
    PageSpec(key="letters", title="督办文书", icon=":material/drafts:", section=OVERSIGHT, roles=SCORED),
    PageSpec(key="score_sheet", title="评估得分表", icon=":material/grid_on:", section=OVERSIGHT, roles=SCORED),
    PageSpec(
        key="score_entry", title="评分录入", icon=":material/edit_square:", section=OVERSIGHT, roles=(Role.OFFICE,)
    ),
    PageSpec(key="master_data", title="基础数据", icon=":material/account_tree:", section=ADMIN, roles=(Role.OFFICE,)),
    PageSpec(
        key="accounts", title="用户与授权", icon=":material/manage_accounts:", section=ADMIN, roles=(Role.SECADMIN,)
    ),
    PageSpec(key="audit_log", title="审计日志", icon=":material/policy:", section=ADMIN, roles=(Role.AUDITOR,)),
    PageSpec(
        key="installation", title="系统状态", icon=":material/monitor_heart:", section=ADMIN, roles=(Role.SYSADMIN,)
    ),
)
BY_KEY = {spec.key: spec for spec in PAGES}


def pages_of(actor: Actor) -> tuple[PageSpec, ...]:
    """The pages of somebody, in menu order."""
    return tuple(spec for spec in PAGES if actor.has(*spec.roles))


def is_on_top(actor: Actor) -> bool:
    """Leaders have few pages and want the full width; everybody else works from the side."""
    return actor.has(Role.LEADER, Role.CHARGE_LEADER) and not actor.has(Role.OFFICE)
