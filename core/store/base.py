"""What every table shares: names of constraints, column types, identity and version."""

import enum
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(sa.TypeDecorator[datetime]):
    """An instant, always aware in Python and UTC in the table."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC without a zone mark, the same on both engines."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


class Hundredths(sa.TypeDecorator[Decimal]):
    """Money in 元, or points, with two decimals: kept as whole hundredths so that sums are exact on both engines."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """To hundredths."""
        return None if value is None else int((value * 100).to_integral_value())

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Back from hundredths."""
        return None if value is None else Decimal(value) / 100


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """Typed models; enum columns are checked strings holding the code."""

    metadata = sa.MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 - the name SQLAlchemy reads
        enum.Enum: sa.Enum(
            enum.Enum,
            native_enum=False,
            create_constraint=True,
            length=32,
            values_callable=lambda kind: [m.value for m in kind],
        ),
        datetime: Instant,
        Decimal: Hundredths,
        dict[str, Any]: sa.JSON,
        str: sa.Text,
        date: sa.Date,
    }


class Identified(MappedAsDataclass, kw_only=True):
    """Number of the row."""

    id: Mapped[int] = mapped_column(primary_key=True, init=False)


class Versioned(MappedAsDataclass, kw_only=True):
    """Counts the saves of a row; a form that carries an older number is stale."""

    version: Mapped[int] = mapped_column(default=1, init=False)


def event_key() -> Any:
    """Column that ties a row to the audit event which made it; the event is written last, so the check waits for commit."""
    return mapped_column(sa.ForeignKey("audit_event.id", deferrable=True, initially="DEFERRED"), index=True)
