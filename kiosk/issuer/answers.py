"""What the issuer's office says to a terminal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.card.request import EnablingChallenge as EnablingChallenge
from kiosk.rules.record import Record
from kiosk.rules.standing import Standing


@dataclass(frozen=True, slots=True)
class Away:
    """The office can't be reached, or did not answer in time."""


@dataclass(frozen=True, slots=True)
class Denied:
    """The office does not do it; `reason` is one of its ids, such as "no-session". `until`: when it will, if known."""

    reason: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class NotListed:
    """The registry does not know the card."""


@dataclass(frozen=True, slots=True)
class NotConfigured:
    """There is no issuer that this terminal could ask."""


@dataclass(frozen=True, slots=True)
class ProofWanted:
    """What the card is to prove itself with: factor and info, 8 bytes each. `number` names the question."""

    number: str
    factor: bytes
    info: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Genuine:
    """The card is what it says it is; `presence` goes with later questions and reports about it.

    `evidence`: the office has a PIK of this card, so that its PIN can be proved.
    """

    presence: bytes
    evidence: bool = False


@dataclass(frozen=True, slots=True)
class NotGenuine:
    """The card could not prove itself."""


@dataclass(frozen=True, slots=True)
class ExternalProof:
    """What the card takes for EXTERNAL AUTHENTICATE, 16 bytes."""

    data: bytes


@dataclass(frozen=True, slots=True)
class OwnedCard:
    """Another card of the same person."""

    last_four: str
    region: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class OtherCards:
    """All other cards of the person."""

    cards: tuple[OwnedCard, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """A report was taken, now or before."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A report on a case was taken, and the case is done: keys proved it."""


@dataclass(frozen=True, slots=True)
class Enabled:
    """The report that a first PIN was changed is believed: the card is in use."""


@dataclass(frozen=True, slots=True)
class UnderReview:
    """It is believed in part: somebody, or a later visit, has to complete it. Nothing is frozen meanwhile."""


Answer = (
    Away
    | Denied
    | Record
    | NotListed
    | NotConfigured
    | ProofWanted
    | Genuine
    | NotGenuine
    | ExternalProof
    | OtherCards
    | EnablingChallenge
    | Taken
)
Delivered = Taken | Confirmed | Enabled | UnderReview  # a report that the office has
