"""A driver that lets the outbox know of each change of PIN that enables a card, before the card does."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.card.outcome import Changed, Unchanged, Unknown
from kiosk.card.port import Channel
from kiosk.card.request import AskWhichPin, ChangePin
from kiosk.card.trade import OutcomeT, RequestT
from kiosk.issuer.outbox import Outbox
from kiosk.issuer.report import ENABLED

CarryOut = Callable[[RequestT, Channel], OutcomeT]


def reporting(outbox: Outbox, carry_out: CarryOut[RequestT, OutcomeT]) -> CarryOut[RequestT, OutcomeT]:
    """As `carry_out`. What the worker was given up for, or the program ended in, stays intended.

    That is settled by the next change of the same card that is known to have taken place, and by nothing else: to
    report a change that did not would enable a card whose initial PIN still holds.
    """

    def carried_out(request: RequestT, card: Channel) -> OutcomeT:
        if isinstance(request, ChangePin) and request.enables:
            outbox.intend(ENABLED, request.card.hex())
        outcome = carry_out(request, card)
        if isinstance(request, ChangePin | AskWhichPin):
            _settle(outbox, request, outcome)
        return outcome

    return carried_out


def _settle(outbox: Outbox, request: ChangePin | AskWhichPin, outcome: object) -> None:
    about = request.card.hex()
    match request, outcome:
        case _, Changed():
            outbox.confirm(ENABLED, about)
        case (ChangePin(), Unknown()):
            return
        case (ChangePin(), _) | (AskWhichPin(), Unchanged()):
            outbox.withdraw(ENABLED, about)
        case _:
            return
