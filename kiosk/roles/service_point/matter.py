"""What a case is about: the matter, who came, and the documents that they must bring."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from kiosk.bring import BRING, Document, Who

__all__ = ["DOCUMENTS", "Document", "Matter", "Who", "who_may_come"]


class Matter(Enum):
    """What is to be done."""

    UNLOCK = "unlock"  # the PIN stays
    RESET = "reset"  # a new PIN


DOCUMENTS: Mapping[Who, frozenset[Document]] = MappingProxyType(
    {who: frozenset(case.documents) for who, case in BRING.items()}
)


def who_may_come(*, minor: bool) -> tuple[Who, ...]:
    """A guardian for a minor; the holder or somebody with both identity cards for an adult."""
    return (Who.GUARDIAN,) if minor else (Who.HOLDER, Who.PROXY)
