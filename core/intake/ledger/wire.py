"""Plain dataclasses to JSON values and back, typed by their annotations; nothing else can come out."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")
Reader = Callable[[Any], Any]


def to_wire(value: Any) -> Any:
    """Turn a dataclass into nested lists of JSON values, its fields in order."""
    if value is None or type(value) in (str, int, bool, float):
        return value
    if is_dataclass(value):
        return [to_wire(getattr(value, one.name)) for one in fields(value)]
    if isinstance(value, (tuple, list)):
        return [to_wire(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def from_wire(kind: type[T], value: Any) -> T:
    """Rebuild a dataclass from what `to_wire` made; raises when a value does not fit its annotation."""
    reader: Reader = _reader(kind)  # type: ignore[arg-type]
    result: T = reader(value)
    return result


@cache
def _reader(hint: Any) -> Reader:
    if get_origin(hint) is UnionType:
        return _optional(hint)
    if get_origin(hint) is tuple:
        return _tuple(hint)
    if is_dataclass(hint):
        return _dataclass(hint)
    readers: dict[Any, Reader] = {date: date.fromisoformat, Decimal: Decimal}
    if hint in readers:
        return readers[hint]
    return hint if issubclass(hint, Enum) else _exactly(hint)


def _exactly(kind: type) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"{kind.__name__} expected")
        return value

    return read


def _optional(hint: Any) -> Reader:
    inner = _reader(next(one for one in get_args(hint) if one is not NoneType))
    return lambda value: None if value is None else inner(value)


def _tuple(hint: Any) -> Reader:
    args = get_args(hint)
    if args[-1] is Ellipsis:
        item = _reader(args[0])
        return lambda values: tuple(item(value) for value in values)
    items = [_reader(one) for one in args]
    return lambda values: tuple(item(value) for item, value in zip(items, values, strict=True))


def _dataclass(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    readers = [_reader(hints[one.name]) for one in fields(kind)]
    return lambda values: kind(*(read(value) for read, value in zip(readers, values, strict=True)))
