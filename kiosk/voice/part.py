"""What a screen consists of for somebody who does not see it, in the order in which it is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """What the screen, or a group of things below it, is about."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """Something that is told: a sentence, a fact with its value, a sign's meaning."""

    text: str


@dataclass(frozen=True, slots=True)
class Way:
    """Something that can be done; with `can` False, not yet."""

    name: str
    hint: str = ""
    can: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several to choose from, or to tick."""

    name: str
    chosen: bool
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Pad:
    """The keys for digits, of which none is ever said."""


Part = Heading | Text | Way | Choice | Pad
