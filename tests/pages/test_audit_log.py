"""审计日志 as the auditor reads it."""

import pytest
import sqlalchemy as sa

from core import clock
from core.access.login import check_password
from core.commands.master_data import CreateRound
from core.store.models import AuditEvent
from tests.county import ACCOUNTS, County
from tests.pages.conftest import OpenPage, open_alone, open_app, said


def test_changes_are_told_in_chinese_the_newest_first(open_page: OpenPage, county: County):
    county.do(CreateRound(code="R2", term_no=15, round_no=2, name="第二轮"), "office")
    changes = open_page("auditor", "audit_log").dataframe[0].value

    newest = changes.iloc[0]
    assert (newest["用户名"], newest["角色"], newest["动作"], newest["对象"]) == (
        "office",
        "巡察办",
        "新建轮次",
        "轮次 2",
    )
    assert list(changes["序号"]) == sorted(changes["序号"], reverse=True)


def test_failed_login_stands_in_the_access_trail_at_once(open_page: OpenPage, county: County):
    at = open_page("auditor", "audit_log")
    check_password(county.store, "office", "wrong", address="192.0.2.7", now=clock.now())

    newest = at.run().dataframe[1].value.iloc[0]
    assert (newest["动作"], newest["结果"], newest["来自"]) == ("登录", "用户名或密码不对", "192.0.2.7")


def test_sentence_says_how_long_both_trails_are(bare_county: County):
    at = open_app(bare_county, "auditor", "audit_log")

    assert "业务留痕 **0** 条，访问留痕 **0** 条" in said(at)
    assert "还没有业务留痕" in said(at)
    assert "还没有访问留痕" in said(at)
    assert not at.error


def test_untouched_chains_hold(open_page: OpenPage):
    at = open_page("auditor", "audit_log")
    at.button("audit_log.verify").click().run()

    assert "哈希链完整" in at.success[0].value
    assert not at.error


def test_changed_entry_is_named(open_page: OpenPage, county: County):
    with county.store.write() as session:
        session.execute(sa.text("DROP TRIGGER tr_audit_event_update"))
        session.execute(sa.update(AuditEvent).where(AuditEvent.id == 3).values(actor="someone"))
    at = open_page("auditor", "audit_log")
    at.button("audit_log.verify").click().run()

    assert "业务留痕的哈希链从第 3 条起对不上" in at.error[0].value
    assert not at.success


@pytest.mark.parametrize("username", sorted(set(ACCOUNTS) - {"auditor"}))
def test_nobody_else_opens_the_page(county: County, username: str):
    at = open_alone(county, username, "audit_log")

    assert at.exception
    assert not at.dataframe
