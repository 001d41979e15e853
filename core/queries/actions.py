"""What every action code of the two trails means in Chinese; histories of findings and the auditor's lists share it."""

import re

from core.messages import FIELDS, THINGS

CHANGES = {
    "round.created": "新建轮次",
    "round.changed": "修改轮次",
    "body.created": "新增监督主体",
    "body.changed": "修改监督主体",
    "unit.created": "新增单位",
    "unit.changed": "修改单位",
    "unit_head.appointed": "登记一把手任职",
    "inspection.created": "登记巡察",
    "feedback.recorded": "登记反馈日",
    "close_out.registered": "登记报结",
    "panel.assigned": "指派督查组",
    "drafts.saved": "录入反馈意见，待确认",
    "finding.added": "录入问题",
    "findings.confirmed": "确认并移交单位",
    "finding.corrected": "更正问题信息",
    "findings.withdrawn": "撤销",
    "finding.tied": "关联相似问题",
    "finding.untied": "取消关联",
    "ledger.imported": "随台账导入",
    "ledger.undone": "整批撤销导入",
    "plan.recorded": "填写任务和责任",
    "ledgers.changed": "修改五份清单",
    "ledgers.bulk_changed": "批量修改清单",
    "ledgers.undone": "撤销清单修改",
    "workbook.issued": "下发清单工作簿",
    "workbook.returned": "收回清单工作簿",
    "progress.reported": "报告进展",
    "evidence.attached": "上传佐证",
    "paper.registered": "登记纸质材料",
    "material.verified": "核验材料",
    "outcome.recorded": "填写整改成效",
    "break.explained": "说明对账提示",
    "clearance.requested": "申请销号",
    "clearance.signed": "一把手签字",
    "clearance.reviewed": "初审通过，送巡察办核准",
    "clearance.approved": "核准",
    "clearance.returned": "退回",
    "finding.cleared_on_the_spot": "当场核销",
    "finding.reopened": "反弹重开",
    "finding.relapsed": "报结后反弹，另立关联问题",
    "extension.requested": "申请延期",
    "extension.decided": "延期批复",
    "milestones.recorded": "登记节点完成日",
    "plan.submitted": "报送整改方案",
    "plan.reviewers_invited": "邀请联审",
    "plan.remarked": "提出联审意见",
    "plan.decided": "联审结论",
    "evaluation.saved": "保存评估得分表",
    "evaluation.adopted": "采用评估结果",
    "evaluation.withdrawn": "撤回已采用的评估结果",
    "portraits.recorded": "单位画像存档",
    "account.created": "新增账号",
    "account.disabled": "停用账号",
    "account.enabled": "启用账号",
    "role.granted": "授权",
    "role.revoked": "收回授权",
    "password.reset": "重置密码",
    "password.changed": "修改本人密码",
}
"""Actions of commands that were carried out (业务留痕)."""

ACCESSES = {
    "login": "登录",
    "logout": "退出登录",
    "file.opened": "打开文件",
    "file.previewed": "预览文件",
    "list.exported": "导出列表",
    "ledgers.exported": "导出五份清单",
    "workbook.downloaded": "下载清单工作簿",
    "ledger.corrections_exported": "导出有误行",
}
"""What else is written down (访问留痕)."""

FORMER = {"findings.exported": "导出问题台账", "breaks.exported": "导出对账"}
"""What older versions wrote down (访问留痕)."""

ATTEMPTS = {
    "create_round": "新建轮次",
    "change_round": "修改轮次",
    "create_body": "新增监督主体",
    "change_body": "修改监督主体",
    "create_unit": "新增单位",
    "change_unit": "修改单位",
    "appoint_unit_head": "登记一把手任职",
    "create_inspection": "登记巡察",
    "record_feedback": "登记反馈日",
    "register_close_out": "登记报结",
    "assign_panel": "指派督查组",
    "save_drafts": "保存问题草稿",
    "add_finding": "录入问题",
    "confirm_findings": "确认问题",
    "correct_finding": "更正问题",
    "withdraw_findings": "撤销问题",
    "tie_findings": "关联相似问题",
    "untie_findings": "取消关联",
    "import_ledger": "导入台账",
    "undo_batch": "撤销导入批次",
    "record_plan": "填写任务和责任",
    "save_ledgers": "保存五份清单",
    "bulk_change_ledgers": "批量修改清单",
    "undo_ledger_change": "撤销清单修改",
    "issue_workbook": "下发清单工作簿",
    "return_workbook": "收回清单工作簿",
    "report_progress": "报告进展",
    "attach_evidence": "上传佐证",
    "register_paper": "登记纸质材料",
    "verify_material": "核验材料",
    "record_outcome": "填写整改成效",
    "explain_break": "说明对账提示",
    "request_clearance": "申请销号",
    "sign_clearance": "签字",
    "review_clearance": "初审",
    "approve_clearance": "核准销号",
    "return_clearance": "退回",
    "clear_on_the_spot": "当场核销",
    "reopen_finding": "反弹重开",
    "request_extension": "申请延期",
    "decide_extension": "批复延期",
    "record_milestones": "登记节点完成日",
    "submit_plan": "报送整改方案",
    "invite_reviewers": "邀请联审",
    "remark_on_plan": "提出联审意见",
    "decide_plan": "作出联审结论",
    "save_evaluation": "保存评估得分表",
    "adopt_evaluation": "采用评估结果",
    "withdraw_adoption": "撤回评估结果",
    "record_portraits": "单位画像存档",
    "create_account": "新增账号",
    "grant_role": "授权",
    "revoke_role": "收回授权",
    "disable_account": "停用账号",
    "enable_account": "启用账号",
    "reset_password": "重置密码",
    "change_own_password": "修改本人密码",
    "summarise_progress": "查看整改进度",
    "list_overdue": "查看逾期问题",
    "list_due_soon": "查看临期问题",
    "summarise_holders": "查看问题在谁手里",
    "list_findings": "查看问题台账",
    "count_findings": "查看问题数",
    "get_finding": "查看问题",
    "list_timeline": "查看办理记录",
    "list_entry_rows": "查看进展录入表",
    "get_ledgers": "查看五份清单",
    "list_ledger_rows": "查看五份清单",
    "get_ledger_grid": "查看五份清单",
    "list_ledger_changes": "查看清单修改记录",
    "list_workbooks": "查看下发表",
    "get_workbook": "下载下发表",
    "compare_workbook": "核对收回的下发表",
    "list_breaks": "查看对账",
    "get_finding_breaks": "查看问题对账",
    "list_material": "查看已有材料",
    "list_same_files": "核对重复材料",
    "list_inspections": "查看巡察",
    "list_options": "查看筛选项",
    "list_rounds": "查看轮次",
    "list_units": "查看单位",
    "list_bodies": "查看监督主体",
    "list_unit_heads": "查看一把手任职",
    "list_drafts": "查看问题草稿",
    "list_batches": "查看导入批次",
    "match_units": "核对单位名称",
    "list_known_texts": "核对重复问题",
    "list_similar": "查找相似问题",
    "list_tags": "查看重点工作标签",
    "list_plan_reviews": "查看方案联审",
    "list_plan_versions": "查看方案版本",
    "get_plan_version": "查看整改方案",
    "compare_plan_versions": "比较方案版本",
    "list_evaluations": "查看评估得分",
    "get_score_sheet": "查看评估得分表",
    "get_draft_sheet": "查看评估得分表草稿",
    "list_draft_sheets": "查看未采用的评估",
    "list_lookback": "查看回头看候选",
    "list_portraits": "查看单位画像",
    "get_portrait": "查看单位画像",
    "get_portrait_figures": "查看单位画像",
    "list_accounts": "查看账号",
    "list_grant_targets": "查看授权对象",
    "list_audit_events": "查看业务留痕",
    "list_access_events": "查看访问留痕",
    "verify_trails": "校验哈希链",
    "describe_installation": "查看系统状态",
}
"""Commands and queries by name: an attempt that was refused is written down under it (docs/trust.md A15)."""

RESULTS = {
    "ok": "成功",
    "failed": "用户名或密码不对",
    "locked": "已锁定",
    "not_found": "没有，或不在范围内",
    "not_permitted": "无权，已拒绝",
}
SUBJECTS = THINGS | {"intake_batch": "导入批次", "list": "列表", "rows": "行数", "page": "页"}
NAMED_IDS = re.compile(r"(\w+?)(?:_id)?=([^\s,)]+)")


def action_words(code: str) -> str:
    """Chinese words for an action of either trail; a code of a newer program is shown as it is."""
    return CHANGES.get(code) or ACCESSES.get(code) or FORMER.get(code) or ATTEMPTS.get(code) or code


def subject_words(subject: str) -> str:
    """问题 12 for `finding=12` and for `GetFinding(finding_id=12)`; empty for calls that name no record."""
    return "，".join(f"{_thing(name)} {number}" for name, number in NAMED_IDS.findall(subject))


def result_words(result: str) -> str:
    """What came of an attempt."""
    return RESULTS.get(result, result)


def _thing(name: str) -> str:
    return SUBJECTS.get(name) or FIELDS.get(f"{name}_id", name)
