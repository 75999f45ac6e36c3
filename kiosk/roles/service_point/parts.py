"""The staffed service point: the session for whoever stands there, and cases beside it, while staff is signed in."""

from __future__ import annotations

from kiosk.card.trade import SELF_SERVICE
from kiosk.roles.journey import Journey
from kiosk.roles.parts import RoleParts
from kiosk.roles.service_point.event import Event
from kiosk.roles.service_point.intents import INTENTS, PADS
from kiosk.roles.service_point.journal import derive
from kiosk.roles.service_point.machine import MACHINE
from kiosk.roles.service_point.projection import project
from kiosk.roles.service_point.question import put
from kiosk.roles.service_point.report import deliver, reported
from kiosk.roles.service_point.state import State, call_of, visit_in_front
from kiosk.roles.service_point.trade import SERVICE_POINT as TRADE
from kiosk.session.reader import Reader


def _journeys() -> tuple[Journey, ...]:
    from kiosk.roles.service_point.tour import SERVICE_POINT

    return SERVICE_POINT


def _page() -> str:
    from kiosk.roles.service_point.page import service_point_page

    return service_point_page()


PARTS: RoleParts[State, Event] = RoleParts(
    machine=MACHINE,
    project=project,
    intents=INTENTS,
    pads=PADS,
    derive=derive,
    trades={Reader.HOLDER: TRADE, Reader.STAFF: SELF_SERVICE},
    put=put,
    deliver=deliver,
    reported=reported,
    visit_in_front=visit_in_front,
    call_of=call_of,
    journeys=_journeys,
    pages={"service-point.md": _page},
)
