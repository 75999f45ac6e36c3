"""From a state to what its screen needs: plain values, nothing personal beyond what may be shown. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from kiosk.rules import mask
from kiosk.rules.advice import Known, advice_for
from kiosk.rules.standing import ELECTRONIC_CARD, NoStanding, Standing, StandingAnswer
from kiosk.rules.validity import is_expired, is_renewable
from kiosk.session.state import (
    CardLeftBehind,
    ChangeFailed,
    Changing,
    Counting,
    Inside,
    LastAttempt,
    OutcomeUnknown,
    OutOfService,
    PinChanged,
    PinNew,
    PinPresent,
    Reading,
    Reminder,
    State,
    StillThere,
    TakeCard,
    UnlockExplained,
    Verifying,
    Visit,
    visit_of,
)
from kiosk.session.timeouts import STILL_THERE_S
from kiosk.ui.screens import screen_of

Value = str | int | bool | list[str]


@dataclass(frozen=True, slots=True)
class View:
    """One screen: its name, and the values it shows. Ids (standing, advice, refusals …) become words in QML."""

    screen: str
    values: dict[str, Value] = field(default_factory=dict)


def project(state: State, today: date, out_since: datetime | None = None) -> View:
    """The view of `state`; `out_since` is when a terminal that is out of service stopped serving."""
    visit = visit_of(state)
    card = _card(visit, today) if visit and not isinstance(state, StillThere) else {}
    since: dict[str, Value] = {"since": out_since.isoformat(timespec="minutes")} if out_since else {}
    return View(screen_of(state), {**card, **_own(state), **since})


def _own(state: State) -> dict[str, Value]:
    match state:
        case OutOfService(failure):
            return {"fault": failure.fault.value, "code": f"{failure.code:08X}" if failure.code else ""}
        case PinPresent(wrong=wrong) | LastAttempt(wrong=wrong):
            return {"wrong": wrong}
        case PinNew(refused=refused):
            return {"refusals": [refusal.value for refusal in refused]}
        case ChangeFailed(why=why, place=place):
            return {"why": why.value, "cardInside": isinstance(place, Inside)}
        case PinChanged(place=place):
            return {"cardInside": isinstance(place, Inside)}
        case OutcomeUnknown(place=place, other_card=other):
            return {"why": "other-card" if other else "", "cardInside": isinstance(place, Inside)}
        case UnlockExplained(slip=slip):
            return {"slip": slip.value}
        case TakeCard(why):
            return {"why": why.value}
        case CardLeftBehind(reminder):
            return {"loud": reminder is not Reminder.REMINDED}
        case StillThere():
            return {"seconds": int(STILL_THERE_S)}
        case Changing():
            return {"writing": True}
        case Reading() | Counting() | Verifying():
            return {"mayEnd": True}
        case _:
            return {}


def _card(visit: Visit, today: date) -> dict[str, Value]:
    card = visit.card
    return {
        "holder": mask.name(card.holder.name) if card.holder else "",
        "lastFour": card.number[-4:],
        "standing": _standing(visit.standing),
        "standingKnown": isinstance(visit.standing, Standing),
        "electronicCard": ELECTRONIC_CARD[visit.standing].value if isinstance(visit.standing, Standing) else "",
        "triesLeft": -1 if card.tries_left is None else card.tries_left,
        "validUntil": card.valid_until.isoformat() if card.valid_until else "",
        "expired": is_expired(card.valid_until, today),
        "renewable": is_renewable(card.valid_until, today),
        "advice": [advice.id for advice in advice_for(Known(card, visit.standing, today))],
    }


def _standing(answer: StandingAnswer) -> str:
    return answer.value if isinstance(answer, NoStanding) else answer.id
