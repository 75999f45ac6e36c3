"""From a service point's state to what its screen needs; every view names who is signed in, "" for nobody. Pure."""

from __future__ import annotations

from datetime import date, datetime
from typing import assert_never

from kiosk import china
from kiosk.roles.self_service import projection
from kiosk.roles.self_service.projection import of_card
from kiosk.roles.service_point.case_form import choices, is_ready, obstacle, until
from kiosk.roles.service_point.matter import DOCUMENTS, Document, Matter, Who
from kiosk.roles.service_point.staff import (
    NoStaff,
    SigningIn,
    Staff,
    StaffPin,
    StaffProving,
    StaffReading,
    StaffState,
    StaffVerifying,
    Why,
)
from kiosk.roles.service_point.stage import Unblocking
from kiosk.roles.service_point.state import (
    CaseForm,
    CaseState,
    CaseStillThere,
    HolderState,
    Obstacle,
    OpeningCase,
    ResetAgain,
    ResetConfirm,
    ResetConfirming,
    ResetNew,
    State,
    UnlockDone,
    UnlockFailed,
    Unlocking,
    UnlockSettling,
    UnlockTold,
    UnlockUnknown,
    Verdict,
    staff_in_front,
)
from kiosk.roles.view import Value, View
from kiosk.rules.new_pin import Refusal
from kiosk.session.place import Inside, Place
from kiosk.session.timeouts import STILL_THERE_S

_Visited = (
    CaseForm
    | ResetNew
    | ResetAgain
    | ResetConfirm
    | ResetConfirming
    | Unlocking
    | UnlockSettling
    | UnlockTold
    | UnlockDone
    | UnlockFailed
    | UnlockUnknown
)
_VERDICTS = {  # an obstacle's id is said of what came to nothing
    Verdict.DONE: "done",
    Verdict.REPORTED: "reported",
    Verdict.LATE: "unheard",
    Verdict.DENIED: "not-confirmed",
}
_CARD_AT_FAULT = frozenset(  # the card that is in does not sign anybody in: it is to be taken
    (
        *(Why.NOT_STAFF, Why.NOT_PROVED, Why.TOO_LATE, Why.TOO_OFTEN, Why.DENIED, Why.AWAY),
        *(Why.LOCKED, Why.CARD_EXPIRED, Why.CARD_STOPPED, Why.ATTEMPT_LOST),
    )
)


def project(state: State, today: date, since: datetime | None = None) -> View:
    """The view of `state`: the staff's own screen, or what the holder's side shows."""
    if staff_in_front(state):
        return View("staff-sign-in", {"staff": "", **_of_staff(state.staff)})
    name = state.staff.name if isinstance(state.staff, Staff) else ""
    view = _of_holder(state.holder, today, since)
    return View(view.screen, {**view.values, "staff": name})


def _of_staff(staff: StaffState) -> dict[str, Value]:
    match staff:
        case NoStaff(why, inside, idle_s, until):
            stage = "refused" if inside is not None and why in _CARD_AT_FAULT else "insert"
            known: dict[str, Value] = {} if idle_s is None else {"minutes": int(idle_s // 60)}
            return {"stage": stage, "why": why.value, **known, **_until(until)}
        case StaffReading() | StaffProving():
            return {"stage": "reading"}
        case StaffPin(visit=visit, wrong=wrong):
            left = visit.card.tries_left
            return {"stage": "pin", "wrong": wrong, "triesLeft": -1 if left is None else left}
        case StaffVerifying() | SigningIn() | Staff():  # whoever is signed in is not in front
            return {"stage": "checking"}
        case _:
            assert_never(staff)


def _of_holder(holder: HolderState, today: date, since: datetime | None) -> View:
    if isinstance(holder, CaseState):
        return _of_case(holder, today)
    view = projection.project(holder, today, since)
    done_here = view.values.get("here") in ("unlock", "set-pin")
    return View(view.screen, {**view.values, "here": "case"}) if done_here else view


def _of_case(state: CaseState, today: date) -> View:
    match state:
        case CaseStillThere():
            return View("still-there", {"seconds": int(STILL_THERE_S)})
        case OpeningCase(form):
            return View("reading", {**of_card(form.visit, today), "matter": "", "opening": True, "mayEnd": True})
        case _:
            screen, own = _of_visit(state)
            return View(screen, {**of_card(state.visit, today), **own})


def _of_visit(state: _Visited) -> tuple[str, dict[str, Value]]:
    match state:
        case CaseForm():
            return "case", _form(state)
        case ResetNew(case=case, refused=refused):
            return "reset-pin", _new_pin("refused" if refused else "new", refused, case.who)
        case ResetAgain(case=case):
            return "reset-pin", _new_pin("again", (), case.who)
        case ResetConfirm(lost=lost, left=left):
            return "reset-pin", {**_new_pin("confirm", (), lost.case.who), "triesLeft": left}
        case Unlocking(case=case, stage=stage):
            return "reading", {"matter": case.matter.value, "mayEnd": not isinstance(stage, Unblocking)}
        case UnlockTold(case=case):  # as before it
            return "reading", {"matter": case.matter.value, "mayEnd": False}
        case UnlockSettling(lost=lost) | ResetConfirming(lost=lost):
            return "reading", {"matter": lost.case.matter.value}
        case UnlockDone() | UnlockFailed():
            return _result(state)
        case UnlockUnknown(lost=lost, place=place, why=why):
            return "outcome-unknown", _lost(lost.case.matter, why.value if why else "", place)
        case _:
            assert_never(state)


def _result(state: UnlockDone | UnlockFailed) -> tuple[str, dict[str, Value]]:
    matter = state.case.matter if isinstance(state, UnlockDone) else state.matter
    shown: dict[str, Value] = {"matter": matter.value, "cardInside": isinstance(state.place, Inside)}
    match state:
        case UnlockDone(slip=slip):
            return "unlock-done", {**shown, "who": state.case.who.value, "result": _said(state), "slip": slip.value}
        case UnlockFailed(matter=matter, why=Obstacle.UNSETTLED | Obstacle.NOT_TAKEN as why, place=place):
            return "outcome-unknown", _lost(matter, why.value, place)
        case UnlockFailed(why=why, until=until):
            return "unlock-done", {**shown, "result": why.value, "slip": "none", **_until(until)}
        case _:
            assert_never(state)


def _said(state: UnlockDone) -> str:
    """The verdict; of what was only told, "carried-out" where no counter bears it out either."""
    only_word = state.verdict is Verdict.REPORTED and not state.borne_out
    return "carried-out" if only_word else _VERDICTS[state.verdict]


def _lost(matter: Matter, why: str, place: Place) -> dict[str, Value]:
    return {"matter": matter.value, "why": why, "cardInside": isinstance(place, Inside)}


def _until(until: datetime | None) -> dict[str, Value]:
    """When a limit has ended, to the minute, in China; nothing where that is not known."""
    if until is None:
        return {}
    return {"until": china.minute(until)}


def _form(form: CaseForm) -> dict[str, Value]:
    against = obstacle(form)
    return {
        "matter": form.matter.value,
        "matters": [matter.value for matter in Matter],
        "who": form.who.value,
        "whoChoices": [who.value for who in choices(form.visit)],
        "documents": [document.value for document in Document if document in DOCUMENTS[form.who]],
        "seen": [document.value for document in Document if document in form.seen],
        "ready": is_ready(form),
        "refused": against.value if against else "",
        **_until(until(form)),
    }


def _new_pin(stage: str, refused: tuple[Refusal, ...], who: Who) -> dict[str, Value]:
    """`who` came and keys it in."""
    return {"stage": stage, "refusals": [refusal.value for refusal in refused], "who": who.value}
