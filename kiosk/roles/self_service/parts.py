"""The self-service terminal: the session as it is, at one reader."""

from __future__ import annotations

from kiosk.card.trade import SELF_SERVICE as TRADE
from kiosk.issuer.postman import deliver
from kiosk.issuer.question import put
from kiosk.roles.journey import Journey
from kiosk.roles.parts import RoleParts
from kiosk.roles.self_service.intents import INTENTS, PADS
from kiosk.roles.self_service.journal import derive
from kiosk.roles.self_service.machine import MACHINE
from kiosk.roles.self_service.projection import project
from kiosk.session.event import Event
from kiosk.session.reader import Reader
from kiosk.session.reported import reported
from kiosk.session.state import State, call_of, visit_of


def _journeys() -> tuple[Journey, ...]:
    from kiosk.roles.self_service.tour import SELF_SERVICE

    return SELF_SERVICE


def _page() -> str:
    from kiosk.roles.self_service.page import session_page

    return session_page()


PARTS: RoleParts[State, Event] = RoleParts(
    machine=MACHINE,
    project=project,
    intents=INTENTS,
    pads=PADS,
    derive=derive,
    trades={Reader.HOLDER: TRADE},
    put=put,
    deliver=deliver,
    reported=reported,
    visit_in_front=visit_of,
    call_of=call_of,
    journeys=_journeys,
    pages={"session.md": _page},
)
