"""Access conditions: objects asked against what has been proved since the last reset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Proved:
    """What the outside has proved: the PIN, and the ids of keys through EXTERNAL AUTHENTICATE."""

    pin: bool = False
    keys: frozenset[int] = frozenset()


NOTHING_PROVED = Proved()


class Condition(Protocol):
    """A rule of access."""

    def allows(self, proved: Proved) -> bool:
        """True where `proved` is enough."""
        ...


@dataclass(frozen=True, slots=True)
class Always:
    """Free."""

    def allows(self, proved: Proved) -> bool:
        """True."""
        return True


@dataclass(frozen=True, slots=True)
class Never:
    """Closed to everybody."""

    def allows(self, proved: Proved) -> bool:
        """False."""
        return False


NEVER = Never()


@dataclass(frozen=True, slots=True)
class PinVerified:
    """Open once the holder's PIN is verified."""

    def allows(self, proved: Proved) -> bool:
        """True after a right VERIFY."""
        return proved.pin


@dataclass(frozen=True, slots=True)
class KeyAuthenticated:
    """Open once the key with this id (0–255) is authenticated."""

    key: int

    def allows(self, proved: Proved) -> bool:
        """True after a right EXTERNAL AUTHENTICATE with the key."""
        return self.key in proved.keys


@dataclass(frozen=True, slots=True)
class AllOf:
    """Open where every one of `conditions` is."""

    conditions: tuple[Condition, ...]

    def allows(self, proved: Proved) -> bool:
        """True where all allow; of none, True."""
        return all(condition.allows(proved) for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Open where one of `conditions` is."""

    conditions: tuple[Condition, ...]

    def allows(self, proved: Proved) -> bool:
        """True where one allows; of none, False."""
        return any(condition.allows(proved) for condition in self.conditions)
