"""A service point's trade: a self-service terminal's, and the unblock."""

from __future__ import annotations

from kiosk.card.outcome import CardGone, Unknown
from kiosk.card.request import Exchanged, ReadHolder
from kiosk.card.trade import Trade
from kiosk.roles.service_point.driver import carry_out
from kiosk.roles.service_point.outcome import AnyOutcome, UnblockUnknown
from kiosk.roles.service_point.request import DEADLINES_S, Unblock, UnblockRequest

SERVICE_POINT: Trade[Exchanged | UnblockRequest, AnyOutcome] = Trade(
    carry_out,
    DEADLINES_S,
    proves=frozenset((ReadHolder, Unblock)),
    lost=(CardGone, Unknown, UnblockUnknown),
)
