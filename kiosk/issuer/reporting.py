"""A driver that lets the outbox know of each change of PIN that enables a card, before the card does."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.card.outcome import Changed, Contradicted, Unchanged, Unconfirmed, Unknown
from kiosk.card.port import Channel
from kiosk.card.request import AskWhichPin, ChangePin
from kiosk.card.trade import OutcomeT, RequestT
from kiosk.issuer.outbox import Outbox
from kiosk.issuer.proved import Proved
from kiosk.issuer.report import ENABLED

CarryOut = Callable[[RequestT, Channel], OutcomeT]


def reporting(outbox: Outbox, carry_out: CarryOut[RequestT, OutcomeT]) -> CarryOut[RequestT, OutcomeT]:
    """As `carry_out`. What the worker was given up for, or the program ended in, stays intended.

    That is settled by the next change of the same card that is known to have taken place, and by nothing else: what
    nobody saw take place is not told. Of a card that did not prove itself nothing is reported. While the card is at
    work, whoever looks at the outbox sees that it is.
    """

    def carried_out(request: RequestT, card: Channel) -> OutcomeT:
        if not (isinstance(request, ChangePin | AskWhichPin) and request.presence):
            return carry_out(request, card)
        if isinstance(request, ChangePin):
            outbox.intend(ENABLED, request.card.hex(), Proved(request.presence).text())
        try:
            outcome = carry_out(request, card)
            _settle(outbox, request, outcome)
        finally:
            outbox.leave_open(ENABLED, request.card.hex())
        return outcome

    return carried_out


def _settle(outbox: Outbox, request: ChangePin | AskWhichPin, outcome: object) -> None:
    about = request.card.hex()
    match request, outcome:
        case _, Changed(before=before, after=after):
            outbox.confirm(ENABLED, about, _proved(request, before, after).text())
        case _, Unconfirmed(before=before):  # what it proved is worth a review
            outbox.confirm(ENABLED, about, _proved(request, before, b"").text())
        case (ChangePin(), Unknown() | Contradicted()):
            return
        case (ChangePin(), _) | (AskWhichPin(), Unchanged()):
            outbox.withdraw(ENABLED, about)
        case _:
            return


def _proved(request: ChangePin | AskWhichPin, before: bytes, after: bytes) -> Proved:
    if isinstance(request, ChangePin) and request.enabling is not None:
        return Proved(request.presence, request.enabling.number, before, after)
    return Proved(request.presence)
