"""Carries out what a session's step wants done. Nothing here waits: answers come back as events."""

from __future__ import annotations

from functools import partial
from typing import assert_never

from kiosk.card.request import (
    AskWhichPin,
    ChangePin,
    ProveCard,
    ReadCard,
    ReadChallenge,
    ReadCounter,
    ReadHolder,
    Release,
    VerifyPin,
)
from kiosk.session.effect import Ask, Effect, PrintSlip, SendReports
from kiosk.session.event import SlipDone
from kiosk.session.reader import Reader
from kiosk.session.works import Works


def carry_out(effect: Effect, works: Works) -> None:
    """Hand it to whoever does it."""
    match effect:
        case Ask(visit, question):
            works.gateway.submit(visit, question)
        case SendReports():
            works.send_reports()
        case PrintSlip(visit, last_four, language, errand):
            done = partial(SlipDone, visit, last_four)
            works.printer.print_slip(last_four, errand, language, lambda said: works.post(done(said)))
        case ReadCard() | ReadCounter() | VerifyPin() | ChangePin() | AskWhichPin() | Release():
            works.desks[Reader.HOLDER].submit(effect)
        case ProveCard() | ReadChallenge() | ReadHolder():
            works.desks[Reader.HOLDER].submit(effect)
        case _:
            assert_never(effect)
