"""What a step gives back, and the few moves that several events share."""

from __future__ import annotations

from typing import assert_never

from kiosk.card.port import Failure
from kiosk.card.request import ReadCard, Release
from kiosk.card.sighting import CardIn, CardMute, CardOut, ReaderFailed, Sighting
from kiosk.issuer.question import AskProof
from kiosk.session.effect import Ask, Effect
from kiosk.session.place import Broken, Inside, Outside, Place, came_after
from kiosk.session.reason import Farewell, NotChanged, Unrecognised
from kiosk.session.state import (
    Attract,
    CardLeftBehind,
    ChangeFailed,
    Changing,
    NotRecognised,
    OutcomeUnknown,
    OutOfService,
    Reading,
    Reminder,
    Reproving,
    Settling,
    State,
    TakeCard,
)
from kiosk.session.visit import Visit, with_tries

Transition = tuple[State, tuple[Effect, ...]]


def stay(state: State) -> Transition:
    """No change."""
    return state, ()


def start(sighting: Sighting) -> Transition:
    """A fresh start from what the reader shows."""
    match sighting:
        case CardIn(reader, _, visit):
            return Reading(visit, reader), (ReadCard(visit, reader),)
        case CardMute():
            return stay(NotRecognised(Unrecognised.MUTE))
        case CardOut():
            return stay(Attract())
        case ReaderFailed(failure):
            return stay(OutOfService(failure))
        case _:
            assert_never(sighting)


def leave(place: Place, visit: int, why: Farewell = Farewell.ENDED) -> Transition:
    """The end of a visit: the card is let go, and to be taken if it is still inside."""
    match place:
        case Inside(inside):
            return TakeCard(why), (Release(inside or visit),)
        case Outside():
            return Attract(), (Release(visit),)
        case Broken(failure):
            return OutOfService(failure), (Release(visit),)
        case _:
            assert_never(place)


def fresh(visit: int, sighting: Sighting) -> Transition:
    """The end of a visit by what the reader shows, and a fresh start from that."""
    after, effects = start(sighting)
    return after, (Release(visit), *effects)


def abandoned(place: Place, visit: int) -> Transition:
    """Nobody is there any more: a card that is still inside is one left behind."""
    if isinstance(place, Inside):
        return CardLeftBehind(Reminder.REMINDED), (Release(place.visit or visit),)
    return leave(place, visit)


def unknown(state: Changing | Reproving | Settling, asked: int) -> Transition:
    """The answer is lost. A card that went in after the visit `asked` can prove itself at once."""
    lost = OutcomeUnknown(state.visit, state.present, state.new, state.place)
    newer = came_after(asked, state.place)
    return stay(lost) if newer is None else reprove(lost, newer)


def reprove(lost: OutcomeUnknown | Reproving, inside: Inside) -> Transition:
    """The card that is in now is to prove itself, before it is asked which PIN it holds."""
    question = Ask(inside.visit, AskProof(lost.visit.card.identification))
    return Reproving(lost.visit, lost.present, lost.new, inside.visit, inside), (question,)


def attempt_lost(visit: Visit, place: Place, why: NotChanged = NotChanged.ATTEMPT_LOST) -> Transition:
    """The card stopped before it answered to a PIN: it may have counted the attempt, and tells when it is back."""
    return ChangeFailed(with_tries(visit, None), why, place), (Release(visit.number),)


def out_of_service(failure: Failure) -> Transition:
    """No way to a card."""
    return stay(OutOfService(failure))
