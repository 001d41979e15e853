"""The Chinese sentence for every refusal: what is wrong, where, how to mend it; used by pages and command line alike."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from core.clock import local
from core.errors import (
    AlreadyExists,
    CellsChanged,
    Conflict,
    CoreError,
    InvalidInput,
    NotFound,
    NotPermitted,
    NotSignedIn,
    RuleViolated,
    StaleVersion,
    Unavailable,
    UnreadableFile,
)
from core.intake.reasons import reason_sentence
from core.rules.lifecycle import Missing

THINGS = {
    "finding": "问题", "inspection": "巡察", "round": "轮次", "unit": "单位", "body": "监督主体", "account": "账号", "file": "文件", "material": "材料",
    "measure": "措施", "batch": "导入批次", "grant": "授权", "evaluation": "评估结果", "portrait": "单位画像", "ledger_row": "清单行", "ledger_change": "清单修改", "workbook": "下发表", "unit_workbook": "下发表",
    "draw": "回马枪抽取", "tie": "关联", "plan_version": "方案版本", "dispatch": "文书", "duty_department": "主责部门对照", "handover": "交接单", "visit": "督查", "paper": "督查底稿", "warning": "预警",
}  # fmt: skip

FIELDS = {
    "text": "问题描述", "title": "问题简称或材料名称", "code": "编号", "name": "名称", "short_name": "简称", "shown": "姓名或岗位",
    "username": "用户名", "password": "密码", "old": "原密码", "new": "新密码", "reason": "理由", "statement": "情况说明",
    "remark": "说明", "percent": "进度", "happened_on": "发生日期", "due_on": "期限", "new_due_on": "新期限", "next_due_on": "下一期限",
    "stage_goal": "阶段目标", "amend_by_on": "补正时限", "signed_on": "签字日期", "cleared_on": "销号日期", "found_on": "发现日期", "feedback_on": "反馈日",
    "closed_on": "报结日期", "from_on": "起始日期", "to_on": "终止日期", "done_on": "完成日期", "formed_on": "形成日期",
    "issued_on": "印发日期", "amount_yuan": "涉及金额", "recovered_yuan": "清退追缴金额", "pages": "页数", "document": "文号",
    "document_title": "反馈意见标题", "document_text": "反馈意见正文", "drafts": "问题草稿", "lines": "进展", "unit": "单位",
    "unit_id": "单位", "body_id": "监督主体", "team_id": "巡察组", "round_id": "轮次", "inspection_id": "巡察", "workbook_id": "下发表", "panel_id": "督查组",
    "charge_leader_id": "分管领导", "discipline_office_id": "执纪监督室", "resident_team_id": "派驻组", "paper_file_id": "签字扫描件",
    "term_no": "届", "round_no": "轮", "sort_order": "排序", "file_name": "文件名", "plan": "期限设置", "summary": "整改成效",
    "disposal": "处置结果", "wider_review": "举一反三", "remaining": "剩余事项", "subcategory": "问题分类", "handling": "整改类别",
    "kind": "类别", "role": "角色", "post": "职务", "leader_post": "负责人职务", "intensive_days": "集中整改天数",
    "immediate_days": "即知即改天数", "close_out_days": "报结天数", "due_soon_days": "临期天数", "yellow_days": "黄色预警天数",
    "escalate_after_days": "转告诫天数", "extension_limit": "延期次数", "day_count": "计日方式", "relay_days": "传达学习天数", "ledgers_days": "三清单报送天数",
    "democratic_life_days": "民主生活会天数", "joint_review_days": "方案联审天数", "report_days": "整改进展报告天数", "publication_days": "双公开天数", "wanted": "申请结论",
    "keeper": "责任人", "paper_no": "件号", "secrecy": "密级", "retention": "保管期限", "verdict": "核验结论", "item_id": "材料", "file_id": "文件", "measure_id": "对应措施", "number": "文号", "result": "完成情况", "measures": "措施", "result_text": "成效", "cause": "成因", "nature": "性质", "tags": "重点工作标签", "lead_department_id": "主责部门", "earlier_id": "关联的问题", "link": "关联方式",
    "finding_id": "问题", "ties": "关联", "body_ids": "联审单位", "aspect": "方面", "mark": "评价", "tasks": "任务", "goal": "整改目标", "completion_mark": "完成标志", "start_on": "开始时间", "plans": "整改方案",
    "owner_leader": "责任领导", "lead_office": "牵头部门", "co_offices": "配合部门", "handler": "经办人", "evaluated_on": "评估日", "points": "指标得分", "ballots": "测评票数", "false_items": "与事实不符的问题",
    "vetoes": "否决情形", "basis": "依据", "note": "核查情况", "cycle": "第几次评估", "satisfied": "满意票", "basically": "基本满意票",
    "dissatisfied": "不满意票", "unknown": "不了解票", "self_points": "自评分", "review_points": "审评分", "facts": "评估事实",
    "scheme": "评估办法", "relay": "传达学习", "ledgers": "三清单报送", "democratic_life": "专题民主生活会", "report": "整改进展报告",
    "size": "抽取数量", "purpose": "抽取事由", "frame": "候选范围", "weights": "风险权重", "draw_id": "回马枪抽取", "low_score": "“评估得分低”的权重",
    "inflated_self": "“自评虚高”的权重", "never_checked": "“已销号未抽查”的权重", "overdue": "“逾期多”的权重", "money": "“涉及资金”的权重",
    "publication": "双公开", "second_rectification": "再整改", "follow_up": "长期跟踪", "feedback": "反馈移交", "notices": "同步抄告", "notice_replies": "抄后反馈",
    "joint_review": "方案联审", "intensive_end": "集中整改期满", "first_evaluation": "第一次督查评估", "second_evaluation": "第二次督查评估", "close_out": "报结",
    "notice_days": "同步抄告天数", "notice_reply_days": "抄后反馈天数", "notice_kinds": "抄告对象", "first_evaluation_days": "第一次督查评估天数",
    "second_rectification_days": "再整改天数", "second_evaluation_days": "第二次督查评估天数", "follow_up_days": "长期跟踪间隔天数", "handover_days": "三期交接天数",
    "fact": "核查事实", "evidence": "证据", "visit_id": "督查", "lead_body_id": "带队单位", "visited_on": "督查日期", "methods": "督查方式", "conclusion": "总体情况", "unit_signer": "单位签字人", "members": "督查组成员", "side": "来自哪一方", "home_unit_id": "所在或原所在单位", "inspections": "督查单位", "paper_id": "督查底稿", "receivers": "预警送达", "to_phase": "转入", "handover_id": "交接单", "mail": "邮箱", "version": "版本", "indicator": "指标", "causes": "成因与性质", "advice": "履责建议或要求", "authority": "监管职责依据", "demands": "行业监管要求", "self_check": "自查范围",
    "reply_by_on": "反馈时限", "dispatch_ids": "文书", "visits": "督查指导次数", "cases": "查处数", "policies": "建立制度", "finding_ids": "问题",
}  # fmt: skip

PROBLEMS: dict[str, str] = {
    "missing": "必须填写",
    "string_too_short": "不能为空",
    "string_too_long": "最多{max_length}个字，请缩短",
    "string_pattern_mismatch": "不能有空格、斜杠等符号",
    "greater_than_equal": "不能小于{ge}",
    "less_than_equal": "不能大于{le}",
    "too_short": "至少要有{min_length}条",
    "too_long": "一次最多{max_length}条，请分几次",
    "decimal_max_places": "最多两位小数",
    "finite_number": "须为数字",
    "decimal_parsing": "须为数字",
    "decimal_type": "须为数字",
    "decimal_max_digits": "位数太多，请核对",
    "int_from_float": "须为整数",
    "bool_parsing": "须为是或否（true、false）",
    "bool_type": "须为是或否（true、false）",
    "dict_type": "须为一组“名称: 值”",
    "model_type": "须为一组“名称: 值”",
    "greater_than": "须大于{gt}",
    "int_parsing": "须为整数",
    "int_type": "须为整数",
    "date_parsing": "日期认不出来，请写成2026-03-31",
    "date_from_datetime_parsing": "日期认不出来，请写成2026-03-31",
    "date_type": "须为日期",
    "enum": "不在可选范围内",
    "literal_error": "不在可选范围内",
    "extra_forbidden": "没有这一项，或不能改",
    "value_error": "{error}",
    "in_the_future": "读到{read}，晚于今天（{today}），请改为实际日期",
    "in_the_past": "读到{read}，早于今天（{today}）",
    "out_of_order": "读到{read}，须在{since}至{today}之间：此前的状态已记到{since}",
    "out_of_range": "读到{read}，须在{least}到{most}之间",
    "before_feedback": "不能早于反馈日（{feedback_on}）",
    "before_found": "不能早于发现日期（{found_on}）",
    "before_start": "读到{read}，不能早于起始日期（{from_on}）",
    "wrong_kind": "须选{expected}",
    "wrong_target": "“{role}”要选对应的单位或监督主体，其他角色不选",
    "unknown_file": "文件不存在，请重新上传",
    "unknown_unit": "没有“{read}”这个单位，请先对上或新建",
    "not_json": "不是正确的 JSON，请核对",
    "not_toml": "不是正确的 TOML，请核对",
    "unknown_indicator": "办法里没有“{read}”这个指标",
    "above_full": "读到{read}，高于满分{most}",
    "unknown_evidence": "没有“{read}”这个证据算法",
    "not_entered": "“{milestone}”由系统按办理情况算出，不用登记",
    "twice": "有重复的",
    "reason_due": "“{indicator}”的审评分与证据分或满分不同（{evidence}），请写明理由",
    "fact_due": "核查结论为“{verdict}”，请写明核查到的事实",
    "handling_due": "核查结论为“{verdict}”，请写明处理意见",
    "verdict_reason_due": "核验结论为“{verdict}”，请写明哪里不符",
    "ledger_cell": "{reason}，请{fix}",
    "password_short": "至少12个字符",
    "password_simple": "大写字母、小写字母、数字、符号至少要有三类",
    "password_guessable": "含有用户名或常见词，太容易猜到",
    "password_wrong": "不对",
    "password_same": "不能与原密码相同",
}

MISSING: dict[str, str] = {
    "not_from_here": "现在是“{status}”，在“{station}”环节，不能做这一步",
    "finding_without_task": "没有任务：请在“任务清单”中填写任务和措施",
    "task_without_measure": "任务{places}没有措施：请在“任务清单”中补上",
    "no_owner_leader": "没有责任领导：请在“责任清单”中填写",
    "no_owner_office": "牵头部门和经办人都没有填：请在“责任清单”中至少填一项",
    "cleared_without_outcome": "没有整改成效：请在“成效清单”中写明做成了什么",
    "no_evidence": "还没有佐证材料：请在“档案清单”中至少上传1件",
    "classified_file": "涉密材料不得上传：请改用“登记纸质材料”，只登记件号和保管人",
    "measure_without_evidence": "措施{places}没有佐证：请在“档案清单”中逐条上传，或上传1件覆盖全部措施的材料",
    "person_without_disposal": "涉及具体人和事，处置结果未填写：请在“成效清单”中填写处置结果或处理人数",
    "task_due_late": "任务{places}的完成时限晚于问题期限{limit}：请在“任务清单”中改早，或先申请延期",
    "measure_done_early": "措施{places}的完成日期早于反馈日{limit}：请核对后更正",
    "measure_done_ahead": "措施{places}的完成日期晚于今天：请核对后更正",
    "measure_done_late": "措施{places}的完成日期晚于销号日{limit}：请核对后更正",
    "evidence_formed_ahead": "第{places}件材料的形成日期晚于今天：请核对后更正",
    "cleared_early": "销号日{places}早于反馈日{limit}：请核对反馈日和销号日",
    "evidence_reused": "第{places}件材料与{others}用的是同一份文件：请换上本问题的材料，或说明为什么可以共用",
    "alike_outcomes": "整改成效与{others}几乎一样：请写清本问题做了什么，或说明为什么相同",
    "not_explainable": "“{kind}”要补齐，不能用说明代替",
    "break_not_open": "没有要说明的“{kind}”",
    "no_next_due": "请填写剩余事项的期限或长期坚持的阶段目标日",
    "no_stage_goal": "请写明阶段目标：到那一天要做到什么",
    "next_due_not_later": "剩余事项的期限或阶段目标日须晚于申请日",
    "not_immediate": "只有“即知即改”的问题可以当场核销，其他问题请走销号审核",
    "no_paper_signature": "登记纸质签字须先上传签字扫描件；电子签字请由一把手本人登录办理",
    "no_head_in_office": "{day}没有在任的一把手：请先在“基础数据—单位”登记任职",
    "extension_limit": "已延期{count}次，达到本轮次上限",
    "new_due_not_later": "新期限须晚于原期限",
    "extension_not_from_here": "现在的状态不能申请延期：只有在单位手里、尚未销号的问题可以",
    "extension_pending": "已有一份延期申请待巡察办批复",
    "no_extension_pending": "没有待批的延期申请",
    "no_feedback_day": "还没有登记反馈日：请在“基础数据—巡察”登记",
    "feedback_day_fixed": "问题已经移交，反馈日不能再改",
    "cannot_close_out_now": "还没有反馈或已经报结，不能登记报结",
    "findings_not_ended": "还有{count}个问题未销号也未转长期坚持：请先办结（见“问题台账”）",
    "text_already_split": "这份反馈意见已经拆分过：请在“待确认”中查看",
    "tenures_overlap": "任职时间与“{other}”重叠：请核对起止日期",
    "nothing_new": "{count}行都已在库中，没有新的问题可入库",
    "batch_worked_on": "这一批里有{count}个问题已经办理过，不能整批撤销：请逐个撤销其余问题",
    "batch_undone_already": "这一批已经撤销",
    "administrators_apart": "系统管理员、安全保密管理员、安全审计员三员不能互兼，也不能兼任业务角色",
    "grant_of_another": "这项授权不属于该账号",
    "not_yourself": "不能停用自己的账号",
    "plan_begun": "{finding}已有{count}条措施开始办理，任务不能整体重填：请在“整改成效”中逐条登记",
    "no_account": "命令行操作员没有账号：请登录后办理",
    "evaluation_adopted": "这次评估已经采用，不能再改；确需更正请先“撤回采用”",
    "evaluation_not_adopted": "这次评估还没有采用",
    "later_evaluation": "已经有下一次评估，不能撤回这一次",
    "earlier_evaluation": "第{count}次评估还没有采用：请先完成上一次评估",
    "self_points_missing": "自评还缺{count}项：请在“评估得分表”中补齐",
    "tie_other_unit": "屡改屡犯须与同一单位先前的问题关联；其他单位的同类问题请标“共性”",
    "tie_not_earlier": "{earlier}不早于本问题，不能标屡改屡犯：请选先前轮次的问题",
    "tie_same_unit": "共性须与其他单位的问题关联；同一单位先前的问题请标“屡改屡犯”",
    "no_letter_due": "没有要拟的文书：没解除的预警都已拟过函、单，或者不在单位手里",
    "no_discipline_office": "第{count}次督查须由联系的执纪监督室负责，而该单位还没有指定：请到“基础数据—单位”指定",
    "led_by_discipline_office": "第{count}次督查须由联系的执纪监督室负责：请把带队单位改为该执纪监督室",
    "visit_without_papers": "没有一份底稿，不能登记",
    "papers_without_verdict": "还有{count}份底稿没有结论：{others}",
    "differs_without_handling": "{count}份“不符”的底稿没有写处理意见：{others}",
    "visit_day_wrong": "督查日期{visited_on}须在反馈日与今天之间",
    "drawn_visit_stays": "回马枪抽中的必须查，不能取消；确需推迟的，修改安排日期",
    "visit_not_planned": "这次督查{state}，不能再改",
    "nothing_due": "{inspection}现在没有应督的问题：请另选问题",
    "nothing_to_warn": "今天没有要发的预警：该发的都已发出",
    "phase_not_reached": "还没有转入{phase}，不用交接：到转期那天再填交接单",
    "handover_signed": "双方都已签收，不用再签",
    "nothing_planned": "还没有一项任务：请先为每个问题填写任务、措施和责任",
    "plan_under_review": "第{count}版正在联审，等联审结果出来再报新版",
    "plan_not_under_review": "第{count}版已有联审结果，不能再改：请等单位报送新版",
    "draw_frame_empty": "候选范围里没有问题：请放宽轮次、单位、状态等筛选",
    "draw_too_large": "要抽{size}个，候选只有{count}个：请少抽几个或放宽范围",
    "draw_sealed_already": "已有一次抽取封存待抽：请先抽取，或写明理由作废",
    "draw_not_sealed": "这次抽取现在是“{state}”，不能再抽取或作废：请在列表里另行封存一次",
    "draw_not_held": "这次抽取现在是“{state}”，还没有抽取单可核验：请先抽取",
    "no_findings_to_tell": "这次巡察还没有移交整改的问题，没有要抄告的内容：请先录入或确认问题",
    "no_charge_leader": "这家单位没有在任的分管领导，不能拟致分管领导的抄告单：请在“基础数据—单位”中指定",
    "no_lead_department": "{count}个问题找不到主责部门（{others}）：请在“分类与主责部门”中指定，或在问题上填主责部门",
    "notices_complete": "该抄告的都已拟稿或发出，没有新的要拟",
    "dispatch_not_a_draft": "这份文书现在是“{state}”，不是草稿，不能改也不能再发",
    "dispatch_sent_already": "《{title}》现在是“{state}”，不能再发：请只选草稿",
    "receiver_inactive": "《{title}》的对象“{body}”已停用，没有人能签收：请先在“基础数据—监督主体”启用，或撤回这份草稿",
    "dispatch_not_to_sign": "这份文书现在是“{state}”，不用签收",
    "dispatch_not_to_reply": "这份文书现在是“{state}”，不能反馈：没有签收的请先签收，反馈后请等巡察办阅处",
    "no_reply_wanted": "这份文书只要求签收，不用书面反馈",
    "no_reply_to_decide": "这份文书现在是“{state}”，没有待阅处的反馈",
    "dispatch_signed_already": "这份文书现在是“{state}”，签收以后不能撤回",
    "nothing_changed": "没有要保存的修改：填的与现有内容相同",
    "workbook_without_findings": "这次巡察还没有移交整改的问题，没有可下发的清单：请先录入或确认问题",
    "ledger_in_review": "{finding}正在销号审核，清单按申请时的内容锁定：请先退回再改",
    "ledger_cleared": "{finding}已销号，清单不能再改：确需更正请联系巡察办",
    "ledger_cleared_needs_reason": "{finding}已销号，更正清单须写明理由：请填写“修改理由”",
    "row_stays": "这份清单的行不能删去：问题请走“撤销”，责任和成效可以清空",
    "row_worked_on": "{finding}这一行下面有{count}条措施已经办理、有佐证或还没删去，不能删：先删去其下未办理的措施",
    "undo_row_taken": "{finding}删去的行已经有别的行占了位置，不能整体撤销：请手工补录",
    "undo_changed_since": "有{count}处在那之后又改过，不能整体撤销：{cells}",
    "undo_worked_on": "{finding}在那之后已经办理，不能整体撤销",
    "withdrawn_stays": "已撤销的问题不能用这个办法恢复：请重新录入",
    "bulk_changed_none": "选中的{count}行都没有改：{why}",
    "draft_too_long": "没有保存的内容太多，草稿放不下：请先保存一部分，或用“台账导入”整份导入",
    "view_without_name": "请给这个视图起个名字",
    "too_many_views": "常用视图最多{count}个：请先删去不用的",
    "undone_already": "这次修改已经撤销过",
    "not_your_change": "这次修改不是您做的：请由本人或巡察办撤销",
    "review_points_missing": "审评还缺{count}项：请在“评估得分表”中补齐",
}

PERMISSIONS = {
    "role": "您的角色不能做这件事。",
    "not_yours": "这不是您负责的单位，不能做这件事。",
    "not_in_your_hands": "现在不在您手里，不能退回。",
    "other_side": "现在该由{side}签收，不是您这一方。",
    "both_sides": "移交方和接收方须由不同的人签：请由接收方的人登录签收。",
    "office_letter": "执纪监督室只能在督查登记后起草督办单，其他文书由巡察办起草。",
    "other_phase": "现在是{phase}，由这一期的监督主体初审。",
    "office_column": "“{column}”由巡察办填写，您不能改。",
    "password_must_change": "首次登录请先修改密码。",
}

SURROUNDINGS = {
    "mail_away": "邮件服务器 {host} 连不上或不收信（{why}），站内预警已发出。请系统管理员检查 HBP_SMTP_HOST 等设置后再运行一次，已发的不会重发。",
    "mail_without_sender": "设了 HBP_SMTP_HOST 就要设 HBP_SMTP_FROM（发件人邮箱）。请系统管理员补上后再运行。",
    "disk_full": "磁盘已满，没有保存。请系统管理员腾出空间后再保存一次，页面上的内容还在。",
    "read_only": "数据库是只读的，没有保存。请系统管理员检查数据目录的权限。",
    "busy": "别人正在大批写入，等了15秒仍未轮到。请稍后再保存一次，页面上的内容还在。",
    "cannot_open": "打不开数据目录或数据库文件。请系统管理员检查目录是否存在、是否有权限。",
    "not_a_database": "数据库文件不是本系统的数据库。请系统管理员核对 HBP_DATABASE_URL 或 HBP_DATA_DIR。",
    "damaged": "数据库文件已损坏。请系统管理员停止使用，从备份恢复。",
    "not_migrated": "数据库比程序旧。请系统管理员先运行 python -m core migrate 升级。",
    "database_newer": "数据库比程序新（版本{found}）。请系统管理员换用新版程序，不要用旧版打开。",
    "database_away": "连不上数据库。请系统管理员检查数据库服务和 HBP_DATABASE_URL。",
    "file_lost": "文件登记还在，但存放目录里找不到原件。请系统管理员从备份恢复附件目录。",
    "file_damaged": "文件与登记的指纹不符，可能已损坏，没有打开。请系统管理员从备份恢复附件目录。",
    "scanner_away": "病毒扫描服务没有应答，文件没有保存。请稍后再传一次；请系统管理员检查 clamd 是否在运行（HBP_CLAMD_SOCKET）。",
    "wrong_upload_limit": "HBP_MAX_UPLOAD_MB 读到“{read}”，须为 1 到 {most} 的整数（单位：MB）。请系统管理员改正后重启。",
    "demo_county": "这是演示库，密码人人知道，不能对外服务。请换一个空的数据目录（HBP_DATA_DIR）；确要演示请设 HBP_DEMO=1。",
}


class _Facts(dict[str, Any]):
    """Facts for a sentence; one that is absent is shown as a dash instead of breaking the sentence."""

    def __missing__(self, name: str) -> str:
        return "—"


def sentence(error: CoreError) -> str:
    """Say in Chinese what was refused and how to mend it; several problems become several lines."""
    for kind, speak in SPEAKERS:
        if isinstance(error, kind):
            return speak(error)
    return "没有办成。"


def field_name(name: str) -> str:
    """What a field is called on the screen."""
    return FIELDS.get(name, name)


def problem_lines(error: InvalidInput) -> list[str]:
    """One line for each wrong field."""
    return [_problem(*problem) for problem in error.details["problems"]]  # type: ignore[attr-defined]


def missing_lines(error: RuleViolated) -> list[str]:
    """One line for each thing that is lacking."""
    return [missing_line(missing, error.details) for missing in error.details["missing"]]  # type: ignore[attr-defined]


def missing_line(missing: Missing, details: Mapping[str, Any] = MappingProxyType({})) -> str:
    """What is lacking and how to mend it; `details` are those of the refusal around it."""
    facts = {**missing.facts, "places": _places(missing), "others": _others(missing)}
    return MISSING[missing.code].format_map(_Facts({**details, "count": missing.count, **facts}))


def _places(missing: Missing) -> str:
    """1.2、2.1（2026-03-01）"""
    places = missing.facts.get("places", ())
    return "、".join(f"{name}（{day}）" if name and day else name or str(day) for name, day in places)


def _others(missing: Missing) -> str:
    """R1-柳舟镇-01、R1-柳舟镇-02和不在您查看范围内的1个问题"""
    codes, hidden = missing.facts.get("codes", ()), missing.facts.get("hidden", 0)
    unseen = [f"不在您查看范围内的{hidden}个问题"] if hidden else []
    return "和".join(["、".join(codes)] * bool(codes) + unseen)


def _problem(name: str, kind: str, _message: str, facts: dict[str, Any]) -> str:
    text = PROBLEMS.get(kind, "填写不对，请核对").format_map(_Facts(facts))
    where = f"（{facts['finding']}）" if facts.get("finding") else ""
    return f"{field_name(name)}{where}：{text}。"


def _stale(error: CoreError) -> str:
    details = error.details
    at = details.get("at")
    when = f"{local(at):%m月%d日 %H:%M}" if at else "刚才"  # type: ignore[arg-type]
    now = details.get("now", {})
    shown = "，".join(f"{label}“{now[name]}”" for name, label in SHOWN if now.get(name) is not None)  # type: ignore[index,attr-defined]
    return f"{details.get('code', '这条记录')}已被 {details.get('by') or '别人'} 在{when}先保存（现在：{shown or '已改'}）。您填的内容还在，核对后再保存。"


SHOWN = (("title", "问题"), ("status", "状态"), ("percent", "进度"), ("due_on", "期限"))


MOST_NAMED = 5
"""Conflicts that one sentence names; the page lists all of them."""


def _cells_changed(error: CoreError) -> str:
    conflicts: Any = error.details["conflicts"]
    named = "；".join(map(_conflict, conflicts[:MOST_NAMED]))
    more = f"等{len(conflicts)}处" if len(conflicts) > MOST_NAMED else ""
    return f"有{len(conflicts)}处别人先改了，没有覆盖：{named}{more}。您填的内容还在，请逐处选用哪一个。"


def _conflict(one: Any) -> str:
    if one.is_gone:
        return f"“{one.label}”所在的一行已被{one.by or '别人'}删去，您填的是“{one.mine}”"
    return (
        f"{one.finding_code}“{one.label}”打开时“{one.was}”，{one.by or '别人'}改为“{one.theirs}”，您填的是“{one.mine}”"
    )


def _exists(error: CoreError) -> str:
    fields = "，".join(f"{field_name(k)}“{getattr(v, 'term', v)}”" for k, v in error.details.get("fields", {}).items())  # type: ignore[attr-defined]
    return f"{THINGS.get(str(error.details['what']), '记录')}已经有了：{fields}。请换一个，或修改已有的那一条。"


def _permission(error: CoreError) -> str:
    return PERMISSIONS[str(error.details.get("reason", "role"))].format_map(_Facts(error.details))


def _surroundings(error: CoreError) -> str:
    return SURROUNDINGS[str(error.details["reason"])].format_map(_Facts(error.details))


SPEAKERS: tuple[tuple[type[CoreError], Callable[[Any], str]], ...] = (
    (InvalidInput, lambda error: "\n".join(problem_lines(error))),
    (RuleViolated, lambda error: "；\n".join(missing_lines(error)) + "。"),
    (NotFound, lambda error: f"没有这个{THINGS.get(str(error.details.get('what')), '记录')}，或者不在您的查看范围内。"),
    (NotPermitted, _permission),
    (NotSignedIn, lambda _error: "登录已结束，请重新登录。"),
    (StaleVersion, _stale),
    (AlreadyExists, _exists),
    (CellsChanged, _cells_changed),
    (Conflict, lambda _error: "别人刚刚改过，请刷新后再试。"),
    (UnreadableFile, reason_sentence),
    (Unavailable, _surroundings),
)
