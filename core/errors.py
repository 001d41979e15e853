"""What can be refused and why; classes carry facts, `core.messages` has the Chinese sentence for each code."""

from typing import ClassVar


class CoreError(Exception):
    """Anything the core refuses on purpose; `details` are facts for the sentence."""

    code: ClassVar[str] = "core_error"

    def __init__(self, **details: object) -> None:
        self.details = details
        super().__init__(self.code)


class InvalidInput(CoreError):
    """A field does not hold what it must; details: `problems` as (field, sentence) pairs."""

    code = "invalid_input"


class RuleViolated(CoreError):
    """A rule says no; details: `missing` lists what is lacking and where to add it."""

    code = "rule_violated"


class NotFound(CoreError):
    """The record is not there, or not for this person: both get the same answer."""

    code = "not_found"


class NotPermitted(CoreError):
    """The role does not allow this."""

    code = "not_permitted"


class NotSignedIn(CoreError):
    """No living session stands behind the call."""

    code = "not_signed_in"


class Conflict(CoreError):
    """Something else happened in between or exists already."""

    code = "conflict"


class StaleVersion(Conflict):
    """Somebody saved first; details: `now` (what is stored) and `yours` (what was entered)."""

    code = "stale_version"


class CellsChanged(Conflict):
    """Cells show something else than when they were opened; details: `conflicts`, each with both versions."""

    code = "cells_changed"


class AlreadyExists(Conflict):
    """A number, name or file is taken; details: `what`."""

    code = "already_exists"


class Unavailable(CoreError):
    """The program or its surroundings cannot do this now."""

    code = "unavailable"


class UnreadableFile(CoreError):
    """A file cannot be used; details: `reason`, a code of `core.messages`, and facts."""

    code = "unreadable_file"
