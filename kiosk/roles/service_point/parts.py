"""The staffed service point: the session for whoever stands there, and cases beside it, while staff is signed in."""

from __future__ import annotations

from kiosk.roles.journey import Journey
from kiosk.roles.parts import RoleParts
from kiosk.roles.reader import Reader
from kiosk.roles.service_point.event import Event
from kiosk.roles.service_point.intents import INTENTS, PADS
from kiosk.roles.service_point.journal import derive
from kiosk.roles.service_point.projection import project
from kiosk.roles.service_point.state import State, in_front, reminder_of, visit_in_front


def _journeys() -> tuple[Journey, ...]:
    from kiosk.roles.service_point.tour import SERVICE_POINT

    return SERVICE_POINT


def _page() -> str:
    from kiosk.roles.service_point.page import service_point_page

    return service_point_page()


SERVICE_POINT: RoleParts[State, Event] = RoleParts(
    project=project,
    intents=INTENTS,
    pads=PADS,
    derive=derive,
    readers=(Reader.HOLDER, Reader.STAFF),
    front=in_front,
    visit_in_front=visit_in_front,
    reminder_of=reminder_of,
    journeys=_journeys,
    pages={"service-point.md": _page},
)
