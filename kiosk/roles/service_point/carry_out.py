"""Carries out what a step of a service point wants done, beside what any session does."""

from __future__ import annotations

from kiosk.card.request import with_own_pins
from kiosk.printer.receipt import Done
from kiosk.roles.service_point.effect import (
    AskForCase,
    AskForStaff,
    Effect,
    EndCase,
    OnStaffReader,
    PrintReceipt,
    SignOut,
)
from kiosk.roles.service_point.question import EndSession
from kiosk.roles.service_point.report import CASE_ENDED, told_of
from kiosk.roles.service_point.request import AskReturnedCard, BeginUnblock, ProveUnblock, Unblock
from kiosk.session import carry_out as session
from kiosk.session.event import SlipDone
from kiosk.session.reader import Reader
from kiosk.session.works import Works


def carry_out(effect: Effect, works: Works) -> None:
    """Hand it to whoever does it."""
    match effect:
        case OnStaffReader(request):
            works.desks[Reader.STAFF].submit(request)
        case BeginUnblock() | ProveUnblock() | Unblock() | AskReturnedCard():
            works.desks[Reader.HOLDER].submit(effect)
        case AskForStaff(visit, question):
            works.gateway.submit(visit, question)
        case AskForCase(visit, question):
            works.gateway.submit(visit, with_own_pins(question))
        case SignOut(session_id):
            works.gateway.submit(0, EndSession(session_id))
        case EndCase():
            works.report(CASE_ENDED, told_of(effect), "")
        case PrintReceipt(visit, last_four, matter, language):
            done = Done(matter.value)
            works.printer.print_receipt(
                last_four, done, language, lambda said: works.post(SlipDone(visit, last_four, said))
            )
        case _:
            session.carry_out(effect, works)
