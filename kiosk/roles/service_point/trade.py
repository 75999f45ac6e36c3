"""A service point's trade: a self-service terminal's, and the unblock."""

from __future__ import annotations

from kiosk.card.outcome import CardGone, Unknown
from kiosk.card.port import Failure, Fault
from kiosk.card.request import Exchanged, ReadHolder
from kiosk.card.trade import Trade
from kiosk.card.trade import broken as plain_broken
from kiosk.roles.service_point.driver import carry_out
from kiosk.roles.service_point.outcome import AnyOutcome, UnblockUnknown
from kiosk.roles.service_point.request import (
    DEADLINES_S,
    AskReturnedCard,
    BeginUnblock,
    ProveUnblock,
    Unblock,
    UnblockRequest,
)


def broken(request: Exchanged | UnblockRequest) -> AnyOutcome:
    """What is known after a defect: nothing, of a PIN that was being unblocked."""
    match request:
        case Unblock():
            return UnblockUnknown(Failure(Fault.DEFECT))
        case BeginUnblock() | ProveUnblock() | AskReturnedCard():
            return CardGone(Failure(Fault.DEFECT))
        case _:
            return plain_broken(request)


SERVICE_POINT: Trade[Exchanged | UnblockRequest, AnyOutcome] = Trade(
    carry_out,
    DEADLINES_S,
    proves=frozenset((ReadHolder, Unblock)),
    lost=(CardGone, Unknown, UnblockUnknown),
    broken=broken,
    writes=frozenset((Unblock,)),
)
