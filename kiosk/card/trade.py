"""What a worker can do with cards: a self-service terminal's trade, beside which a service point may have its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from kiosk.card.driver import carry_out
from kiosk.card.outcome import CardGone, NoInquiry, Outcome, Unknown
from kiosk.card.port import Channel, Failure, Fault
from kiosk.card.request import DEADLINES_S, ChangePin, Exchanged, Inquiry, ReadHolder, Release, pins_of

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    class Addressed(DataclassInstance, Protocol):
        """A request to the card of a visit, in a reader."""

        @property
        def visit(self) -> int:
            """The watcher's number."""
            ...

        @property
        def reader(self) -> str:
            """Its name."""
            ...


RequestT = TypeVar("RequestT", bound="Addressed")
OutcomeT = TypeVar("OutcomeT")


@dataclass(frozen=True, slots=True)
class Trade(Generic[RequestT, OutcomeT]):
    """The driver, and what goes with its requests: deadlines by their types, Release's among them.

    After a request with PINs, or one of those in `proves`, nothing that was proved stays on the card. An outcome of the
    types in `lost` ends the connection; the next request makes a new one. Nobody leaves before a request with PINs, or
    one of those in `writes`, is answered. `broken` is the outcome of a request in which
    the driver failed by a defect: what may have been sent may have been done.
    """

    carry_out: Callable[[RequestT, Channel], OutcomeT]
    deadlines_s: Mapping[type, float]
    proves: frozenset[type]
    lost: tuple[type, ...]
    broken: Callable[[RequestT], OutcomeT]
    writes: frozenset[type] = frozenset()

    def resets_after(self, request: RequestT) -> bool:
        """True where the card is reset at the end of the transaction."""
        return bool(pins_of(request)) or type(request) in self.proves

    def is_writing(self, request: RequestT | Release) -> bool:
        """True where what the card makes of it is more than read."""
        return bool(pins_of(request)) or type(request) in self.writes


def broken(request: Exchanged) -> Outcome:
    """What is known after a defect: nothing, of a PIN that was being changed."""
    defect = Failure(Fault.DEFECT)
    if isinstance(request, ChangePin):
        return Unknown(defect)
    return NoInquiry() if isinstance(request, Inquiry) else CardGone(defect, attempt=bool(pins_of(request)))


SELF_SERVICE: Trade[Exchanged, Outcome] = Trade(
    carry_out, DEADLINES_S, proves=frozenset((ReadHolder,)), lost=(CardGone, Unknown), broken=broken
)
