"""What a case is about: the matter, who came, and the documents that they must bring."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType


class Matter(Enum):
    """What is to be done."""

    UNLOCK = "unlock"  # the PIN stays
    RESET = "reset"  # a new PIN


class Who(Enum):
    """Who came."""

    HOLDER = "holder"
    PROXY = "proxy"  # somebody for an adult
    GUARDIAN = "guardian"  # of a minor


class Document(Enum):
    """What staff looks at."""

    HOLDER_ID = "holder-id"
    PROXY_ID = "proxy-id"
    GUARDIAN_ID = "guardian-id"
    HOUSEHOLD_REGISTER = "household-register"  # the holder's page


DOCUMENTS: Mapping[Who, frozenset[Document]] = MappingProxyType(
    {
        Who.HOLDER: frozenset((Document.HOLDER_ID,)),
        Who.PROXY: frozenset((Document.HOLDER_ID, Document.PROXY_ID)),
        Who.GUARDIAN: frozenset((Document.GUARDIAN_ID, Document.HOUSEHOLD_REGISTER)),
    }
)


def who_may_come(*, minor: bool) -> tuple[Who, ...]:
    """A guardian for a minor; the holder or somebody with both identity cards for an adult."""
    return (Who.GUARDIAN,) if minor else (Who.HOLDER, Who.PROXY)
