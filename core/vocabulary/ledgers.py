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
    """Marking of material; 秘密 and above is never uploaded (密级)."""

    PUBLIC = "public", "公开"
    INTERNAL = "internal", "内部"


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
