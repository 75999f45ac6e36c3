"""Access conditions: objects asked against what has been proved since the last reset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

KeyNames = Mapping[int, str]  # the names of the keys of one application, by id


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

    def words(self, names: KeyNames) -> str:
        """The rule for people, its keys called by `names`: "PIN or RK1DF01"."""
        ...


@dataclass(frozen=True, slots=True)
class Always:
    """Free."""

    def allows(self, proved: Proved) -> bool:
        """True."""
        return True

    def words(self, names: KeyNames) -> str:
        """One word."""
        return "free"


@dataclass(frozen=True, slots=True)
class Never:
    """Closed to everybody."""

    def allows(self, proved: Proved) -> bool:
        """False."""
        return False

    def words(self, names: KeyNames) -> str:
        """One word."""
        return "never"


NEVER = Never()


@dataclass(frozen=True, slots=True)
class PinVerified:
    """Open once the holder's PIN is verified."""

    def allows(self, proved: Proved) -> bool:
        """True after a right VERIFY."""
        return proved.pin

    def words(self, names: KeyNames) -> str:
        """One word."""
        return "PIN"


@dataclass(frozen=True, slots=True)
class KeyAuthenticated:
    """Open once the key with this id (0–255) is authenticated."""

    key: int

    def allows(self, proved: Proved) -> bool:
        """True after a right EXTERNAL AUTHENTICATE with the key."""
        return self.key in proved.keys

    def words(self, names: KeyNames) -> str:
        """The key's name; its id where it has none."""
        return names.get(self.key, f"key {self.key:02X}")


@dataclass(frozen=True, slots=True)
class AllOf:
    """Open where every one of `conditions` is."""

    conditions: tuple[Condition, ...]

    def allows(self, proved: Proved) -> bool:
        """True where all allow; of none, True."""
        return all(condition.allows(proved) for condition in self.conditions)

    def words(self, names: KeyNames) -> str:
        """All of them, joined by "and"."""
        return _joined(" and ", self.conditions, names) or "free"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Open where one of `conditions` is."""

    conditions: tuple[Condition, ...]

    def allows(self, proved: Proved) -> bool:
        """True where one allows; of none, False."""
        return any(condition.allows(proved) for condition in self.conditions)

    def words(self, names: KeyNames) -> str:
        """All of them, joined by "or"."""
        return _joined(" or ", self.conditions, names) or "never"


def _joined(word: str, conditions: tuple[Condition, ...], names: KeyNames) -> str:
    """The conditions' words with `word` between them; what is joined itself stands in brackets."""
    return word.join(
        f"({condition.words(names)})" if isinstance(condition, AllOf | AnyOf) else condition.words(names)
        for condition in conditions
    )
