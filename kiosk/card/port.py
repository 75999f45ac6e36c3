"""The port to readers: the few calls that plastic and virtual cards share. What can go wrong is data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Literal, Protocol

Protocols = Literal["t0", "t1"]


class Fault(Enum):
    """What readers, cards and the PC/SC service can do to a call."""

    NO_SERVICE = "no-service"  # pcscd is not running
    NOT_ALLOWED = "not-allowed"  # pcscd (polkit) refuses this user
    SERVICE_SILENT = "service-silent"  # pcscd is there and does not answer
    NO_READER = "no-reader"
    READERS_ALIKE = "readers-alike"  # several have in their name what the settings say
    CARD_GONE = "card-gone"
    CARD_MUTE = "card-mute"  # in the reader, but it does not answer
    CARD_UNSUPPORTED = "card-unsupported"  # neither T=0 nor T=1, or an answer to reset that is none
    CARD_BUSY = "card-busy"  # another program holds it for itself
    ANSWER_LOST = "answer-lost"  # the command went out, no whole response came back
    CARD_HUNG = "card-hung"  # a request missed its deadline
    DEFECT = "defect"  # of this program
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Failure:
    """A call that did not succeed; `code` is PC/SC's 32-bit return code, 0 where there is none."""

    fault: Fault
    code: int = 0


@dataclass(frozen=True, slots=True)
class ReaderStatus:
    """A reader: the ATR of its card (None without one), whether that card is mute, how often a card went in or out.

    `token` is the port's own and goes back into `wait_change` as it came.
    """

    atr: bytes | None
    mute: bool = False
    moves: int = 0
    token: int = 0


class Channel(Protocol):
    """Bytes to one card and back."""

    @property
    def atr(self) -> bytes:
        """The answer to reset, 2–33 bytes."""
        ...

    @property
    def protocol(self) -> Protocols:
        """The protocol in use."""
        ...

    def transmit(self, apdu: bytes) -> bytes | Failure:
        """The response to `apdu`, two bytes or more."""
        ...


class CardSession(Channel, Protocol):
    """A connection to one card."""

    def begin(self) -> Failure | None:
        """Take the card for a transaction of its own; nobody else's commands come between."""
        ...

    def end(self, *, reset: bool) -> None:
        """End the transaction; `reset` takes everything that was proved away from the card."""
        ...

    def close(self) -> None:
        """Let the card go, reset. Safe to call twice, and with the card gone."""
        ...


class Port(Protocol):
    """Access to readers for one thread; only `cancel` may be called from another."""

    def readers(self) -> tuple[str, ...] | Failure:
        """The readers' names, none being an empty tuple."""
        ...

    def wait_change(self, known: Mapping[str, ReaderStatus], timeout_s: float) -> Mapping[str, ReaderStatus] | Failure:
        """All readers once they differ from `known`, after `cancel`, or after `timeout_s`, whichever is first."""
        ...

    def cancel(self) -> None:
        """End the other thread's `wait_change`."""
        ...

    def connect(self, reader: str) -> CardSession | Failure:
        """Power the card in `reader` up and connect to it."""
        ...

    def close(self) -> None:
        """Let go of the PC/SC context."""
        ...
