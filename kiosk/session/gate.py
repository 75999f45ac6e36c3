"""Before a PIN is asked for: whether the card is one that may be told it is settled first, in every visit.

A card that could not prove itself to an issuer that knows it is told no PIN. One of which the issuer can't tell is; the
screens say that it can't be checked.
"""

from __future__ import annotations

from kiosk.card.request import ReadCounter
from kiosk.rules.standing import may_change_pin
from kiosk.session.learn import further
from kiosk.session.learn_pin import want_pin_proof
from kiosk.session.state import Checking, Counting, Purpose, StandingShown
from kiosk.session.transition import Transition, stay
from kiosk.session.visit import Visit


def ask_for_pin(visit: Visit, purpose: Purpose) -> Transition:
    """On to the PIN pad, as soon as it is known whether this card may be told a PIN."""
    known, asks = (visit, ()) if visit.genuine.is_settled else further(visit, inquire=True)
    return Checking(known, purpose), asks


def checked(state: Checking) -> Transition:
    """What is known of the card decides: the pad, or the standing, which says why not."""
    visit, purpose = state.visit, state.purpose
    if visit.genuine.bars_pin or (purpose is Purpose.CHANGE and not may_change_pin(visit.standing, visit.genuine)):
        return stay(StandingShown(visit))
    known, asks = want_pin_proof(visit)
    return Counting(known, purpose), (ReadCounter(visit.number, visit.reader, visit.card.identification), *asks)
