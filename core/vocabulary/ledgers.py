"""What the five ledgers and the steps of clearance record (docs/rules.md §4)."""

from core.vocabulary.term import Term


class MeasureStatus(Term):
    """How far a measure is (措施完成情况)."""

    NOT_STARTED = "not_started", "未启动"
    IN_PROGRESS = "in_progress", "进行中"
    DONE = "done", "已完成"


class MaterialKind(Term):
    """Kinds of archived material (材料类别)."""

    MINUTES = "minutes", "会议纪要"
    POLICY = "policy", "制度文件"
    VOUCHER = "voucher", "财务凭证"
    PHOTO = "photo", "照片"
    DECISION = "decision", "处分决定"
    PUBLICATION = "publication", "公示截图"
    TALK_RECORD = "talk_record", "谈话记录"
    OTHER = "other", "其他"


class Secrecy(Term):
    """Marking of material; what is classified is registered as paper and never uploaded (密级)."""

    PUBLIC = "public", "公开"
    INTERNAL = "internal", "内部"
    CLASSIFIED = "classified", "秘密及以上"


class Retention(Term):
    """How long material is kept (保管期限)."""

    PERMANENT = "permanent", "永久"
    THIRTY_YEARS = "thirty_years", "30年"
    TEN_YEARS = "ten_years", "10年"


class Verdict(Term):
    """What checking a piece of material against the facts came to (核验结论)."""

    UNVERIFIED = "unverified", "未核验"
    MATCHES = "matches", "相符"
    PARTLY = "partly", "部分相符"
    DIFFERS = "differs", "不符"


class Ledger(Term):
    """The five ledgers (五份清单); the task ledger is written as tasks and their measures."""

    FINDINGS = "findings", "问题清单"
    TASKS = "tasks", "任务清单"
    MEASURES = "measures", "任务清单（措施）"
    RESPONSIBILITIES = "responsibilities", "责任清单"
    OUTCOMES = "outcomes", "整改成效清单"
    ARCHIVE = "archive", "整改档案清单"


class ChangeKind(Term):
    """By what way the ledgers were changed."""

    SAVE = "save", "保存"
    BULK = "bulk", "批量修改"
    WORKBOOK = "workbook", "下发表收回"
    UNDO = "undo", "撤销"


class LedgerBreak(Term):
    """Where the five ledgers do not hold each other (对账不符)."""

    FINDING_WITHOUT_TASK = "finding_without_task", "问题无任务"
    TASK_WITHOUT_MEASURE = "task_without_measure", "任务无措施"
    TASK_WITHOUT_OWNER = "task_without_owner", "任务无责任人"
    CLEARED_WITHOUT_OUTCOME = "cleared_without_outcome", "完成无成效"
    MEASURE_WITHOUT_EVIDENCE = "measure_without_evidence", "措施无佐证"
    PERSON_WITHOUT_DISPOSAL = "person_without_disposal", "涉人涉事无处置"
    DATES_OUT_OF_ORDER = "dates_out_of_order", "日期先后不对"
    EVIDENCE_REUSED = "evidence_reused", "佐证重复使用"
    ALIKE_OUTCOMES = "alike_outcomes", "成效文字雷同"


class PlanState(Term):
    """Where a submitted plan of rectification stands (联审)."""

    SUBMITTED = "submitted", "联审中"
    RETURNED = "returned", "退回修改"
    AGREED = "agreed", "联审同意"


class PlanAspect(Term):
    """What a remark on a plan is about (审核方面)."""

    LEADERSHIP = "leadership", "组织领导"
    RESPONSIBILITY = "responsibility", "责任压实"
    MEASURES = "measures", "整改措施"
    OTHER = "other", "其他"


class PlanMark(Term):
    """How a reviewer marks one aspect of a plan."""

    GOOD = "good", "好"
    MIDDLE = "middle", "中"
    POOR = "poor", "差"


class FindingLink(Term):
    """How one finding is tied to another (关联)."""

    REPEATED = "repeated", "屡改屡犯"
    COMMON = "common", "共性问题"


class ClearanceStep(Term):
    """Steps of the clearance chain (销号审核链)."""

    HEAD_SIGNS = "head_signs", "一把手签字"
    FIRST_REVIEW = "first_review", "监督初审"
    APPROVAL = "approval", "巡察办核准"


class Decision(Term):
    """What a step decided."""

    PASSED = "passed", "通过"
    RETURNED = "returned", "退回"


class ExtensionDecision(Term):
    """State of a request for a later deadline (申请延期)."""

    PENDING = "pending", "待批"
    APPROVED = "approved", "同意"
    REFUSED = "refused", "不同意"
