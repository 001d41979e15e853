"""Files: the bytes lie in a folder under their fingerprint, the table says what and whose they are."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.store.base import Base, Identified
from core.vocabulary import Term


class FilePurpose(Term):
    """What a stored file is for; decides who may open it."""

    EVIDENCE = "evidence", "佐证材料"
    EXPORT = "export", "导出文件"
    INTAKE = "intake", "导入原件"


class StoredFile(Identified, Base):
    """One stored file."""

    __tablename__ = "stored_file"
    __table_args__ = (
        CheckConstraint("size >= 0", name="size_not_negative"),
        CheckConstraint("length(sha256) = 64", name="fingerprint"),
    )

    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    shown_name: Mapped[str]
    content_type: Mapped[str]
    purpose: Mapped[FilePurpose]
    stored_at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    """Who put it there; None is the operator at the command line."""
    inspection_id: Mapped[int | None] = mapped_column(ForeignKey("inspection.id"), default=None, index=True)
    pages: Mapped[int | None] = mapped_column(default=None)
    """Pages as counted in the file; None where a file of this kind has none or they cannot be told."""
