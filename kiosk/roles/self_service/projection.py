"""From a state to what its screen needs: plain values, nothing personal beyond what may be shown. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from kiosk import china
from kiosk.errand import Errand
from kiosk.issuer.answers import OwnedCard
from kiosk.roles.self_service.screens import screen_of
from kiosk.roles.view import Value, View
from kiosk.rules import mask
from kiosk.rules.advice import advice_to_follow
from kiosk.rules.headline import headline_of
from kiosk.rules.offers import Deed, offers
from kiosk.rules.standing import ELECTRONIC_CARD, NoStanding, Standing, StandingAnswer
from kiosk.rules.validity import is_expired, is_renewable
from kiosk.session.known import known
from kiosk.session.place import Inside
from kiosk.session.state import (
    Attract,
    CardLeftBehind,
    ChangeFailed,
    Changing,
    Checking,
    Counting,
    Explained,
    LastAttempt,
    OutcomeUnknown,
    OutOfService,
    PinChanged,
    PinNew,
    PinPresent,
    Preparing,
    Reading,
    Reminder,
    Reproving,
    Slip,
    StandingShown,
    State,
    StillThere,
    TakeCard,
    UnlockExplained,
    Verifying,
    visit_of,
)
from kiosk.session.timeouts import STILL_THERE_S
from kiosk.session.visit import NoList, Visit, may_list_others

_NOT_HERE = "not-here"  # without an issuer nobody will ever tell
_NO_RECORD: dict[StandingAnswer, str] = {NoStanding.ASKED: "asked", NoStanding.NOT_CONFIGURED: _NOT_HERE}

_WITHOUT_CARD = (
    "hasPin",
    "triesLeft",
    "triesLimit",
    "genuine",
    "limitedUntil",
)  # what a result still tells once its card is out


def project(state: State, today: date, since: datetime | None = None) -> View:
    """The view of `state`; a terminal that is out of service is so `since` then."""
    visit = visit_of(state)
    card = of_card(visit, today) if visit and not isinstance(state, StillThere) else {}
    match state:
        case PinChanged(place=place) | ChangeFailed(place=place) if not isinstance(place, Inside):
            card = {name: card[name] for name in _WITHOUT_CARD}
        case _:
            pass
    return View(screen_of(state), {**card, **_own(state, since)})


def _own(state: State, since: datetime | None) -> dict[str, Value]:
    match state:
        case OutOfService(failure, attempt):
            code = f"{failure.code:08X}" if failure.code else ""
            told: dict[str, Value] = {"since": f"{since:%Y-%m-%dT%H:%M}"} if since else {}
            return {"fault": failure.fault.value, "code": code, "attempt": attempt, **told}
        case PinPresent(wrong=wrong, purpose=purpose) | LastAttempt(wrong=wrong, purpose=purpose):
            return {"wrong": wrong, "purpose": purpose.value}
        case StandingShown(visit):
            return {"mayListOthers": may_list_others(visit)}
        case PinNew(refused=refused):
            return {"refusals": [refusal.value for refusal in refused]}
        case ChangeFailed(why=why, place=place):
            return {"why": why.value, "cardInside": isinstance(place, Inside)}
        case PinChanged(place=place, enabling=enabling):
            proves = state.visit.has_pik
            return {"cardInside": isinstance(place, Inside), "enabling": enabling.value, "provesPin": proves}
        case OutcomeUnknown(place=place, doubt=doubt):
            return {"why": doubt.value, "cardInside": isinstance(place, Inside)}
        case UnlockExplained(slip=slip, errand=errand):
            return {"slip": slip.value, "errand": errand.value}
        case Attract(wish):
            return {} if wish is None else {"wish": wish.value}
        case Explained():
            return {"slip": Slip.NONE.value, "errand": Errand.UNLOCK.value, "withoutCard": True}
        case TakeCard(why):
            return {"why": why.value}
        case CardLeftBehind(reminder):
            return {"loud": reminder is not Reminder.REMINDED}
        case StillThere():
            return {"seconds": int(STILL_THERE_S)}
        case Changing():
            return {"doing": "writing"}
        case Preparing():
            return {"doing": "preparing", "mayEnd": True}
        case Checking() | Reproving():
            return {"doing": "checking", "mayEnd": True}
        case Reading() | Counting() | Verifying():
            return {"mayEnd": True}
        case _:
            return {}


def of_card(visit: Visit, today: date) -> dict[str, Value]:
    """What is known of the card; what is not known has a value that says so."""
    card = visit.card
    return {
        "holder": mask.name(card.holder.name) if card.holder else "",
        "lastFour": card.number[-4:],
        "standing": _standing(visit.standing),
        "standingKnown": isinstance(visit.standing, Standing),
        "electronicCard": _electronic_card(visit.standing),
        "hasPin": card.has_pin,
        "triesLeft": -1 if card.tries_left is None else card.tries_left,
        "triesLimit": _limit(visit),
        "validUntil": _day(card.valid_until),
        "expired": is_expired(card.valid_until, today) is True,
        "renewable": is_renewable(card.valid_until, today) is True,
        "genuine": _NOT_HERE if visit.standing is NoStanding.NOT_CONFIGURED else visit.genuine.value,
        **_of_record(visit, today),
        **_others(visit),
        "limitedUntil": china.minute(visit.limited_until) if visit.limited_until else "",
        "advice": _advice(visit, today),
        **_first(visit, today),
    }


def _first(visit: Visit, today: date) -> dict[str, Value]:
    """The worst that is known, and what can be done about the card; `here` is the intent of what fits it first."""
    what = known(visit, today)
    headline, offered = headline_of(what), offers(what)
    fitting = offered[0].deed
    here = "change-pin" if fitting is Deed.ENABLE else fitting.value
    return {
        "headline": headline.id,
        "tone": headline.tone.value,
        "offers": [{"deed": offer.deed.value, "bar": offer.bar} for offer in offered],
        "here": "" if fitting is Deed.STANDING else here,
    }


def _of_record(visit: Visit, today: date) -> dict[str, Value]:
    record = visit.record
    if record is None:
        return {"bank": _NO_RECORD.get(visit.standing, "unknown"), "bankUntil": "", "lostUntil": "", "minor": False}
    ended = record.bank_until is not None and record.bank_until < today
    bank = "ended" if ended else "active" if record.bank_active else "not-active"
    days: dict[str, Value] = {"bankUntil": _day(record.bank_until), "lostUntil": _day(record.lost_until)}
    return {"bank": bank, **days, "minor": record.minor}


def _others(visit: Visit) -> dict[str, Value]:
    """The person's other cards, which nobody sees before the PIN was verified."""
    match visit.others:
        case _ if visit.standing is NoStanding.NOT_CONFIGURED:
            return {"othersAre": _NOT_HERE, "others": []}
        case _ if not visit.pin_verified:
            return {"othersAre": "pin-needed", "others": []}
        case NoList.WITHHELD:
            return {"othersAre": "withheld", "others": []}
        case NoList.ASKED:
            return {"othersAre": "asked", "others": []}
        case NoList():
            return {"othersAre": "unknown", "others": []}
        case cards:
            return {"othersAre": "known", "others": [_other(card) for card in cards]}


def _other(card: OwnedCard) -> dict[str, str]:
    return {"lastFour": card.last_four, "region": card.region, "standing": card.standing.id}


def _advice(visit: Visit, today: date) -> list[str]:
    told = visit if visit.pin_verified else replace(visit, others=NoList.NOT_ASKED)
    found = [advice.id for advice in advice_to_follow(known(told, today))]
    if visit.standing is NoStanding.ASKED:  # the answer is on its way
        found = [each for each in found if each != "standing-unreachable"]
    return found


def _limit(visit: Visit) -> int:
    """How many wrong PINs in a row lock the card, 0 where that is not known."""
    return visit.record.pin_limit or 0 if visit.record else 0


def _electronic_card(answer: StandingAnswer) -> str:
    if isinstance(answer, Standing):
        return ELECTRONIC_CARD[answer].value
    return _NOT_HERE if answer is NoStanding.NOT_CONFIGURED else ""


def _standing(answer: StandingAnswer) -> str:
    return answer.value if isinstance(answer, NoStanding) else answer.id


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
