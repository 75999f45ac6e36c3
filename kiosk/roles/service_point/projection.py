"""From a service point's state to what its screen needs; every view names who is signed in, "" for nobody. Pure."""

from __future__ import annotations

from datetime import date, datetime
from typing import assert_never

from kiosk.roles.self_service import projection
from kiosk.roles.self_service.projection import of_card
from kiosk.roles.service_point.case_form import choices, is_ready, obstacle
from kiosk.roles.service_point.matter import DOCUMENTS, Document, Matter
from kiosk.roles.service_point.staff import (
    NoStaff,
    SigningIn,
    Staff,
    StaffPin,
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
    ResetNew,
    State,
    UnlockDone,
    UnlockFailed,
    Unlocking,
    UnlockSettling,
    UnlockUnknown,
    staff_in_front,
)
from kiosk.roles.view import Value, View
from kiosk.rules.new_pin import Refusal
from kiosk.session.place import Inside, Place
from kiosk.session.timeouts import STILL_THERE_S

_CARD_AT_FAULT = frozenset(  # the card that is in does not sign anybody in: it is to be taken
    (Why.NOT_STAFF, Why.DENIED, Why.AWAY, Why.LOCKED, Why.CARD_EXPIRED, Why.CARD_STOPPED)
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
        case NoStaff(why, inside, idle_s):
            stage = "refused" if inside is not None and why in _CARD_AT_FAULT else "insert"
            known: dict[str, Value] = {} if idle_s is None else {"minutes": int(idle_s // 60)}
            return {"stage": stage, "why": why.value, **known}
        case StaffReading():
            return {"stage": "reading"}
        case StaffPin(visit, wrong):
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
    here = view.values.get("here")
    return View(view.screen, {**view.values, "here": "case"}) if here == "unlock" else view


def _of_case(state: CaseState, today: date) -> View:
    match state:
        case CaseStillThere():
            return View("still-there", {"seconds": int(STILL_THERE_S)})
        case OpeningCase(form):
            return View("reading", {**of_card(form.visit, today), "matter": "", "opening": True, "mayEnd": True})
        case _:
            screen, own = _of_visit(state)
            return View(screen, {**of_card(state.visit, today), **own})


def _of_visit(
    state: CaseForm | ResetNew | ResetAgain | Unlocking | UnlockSettling | UnlockDone | UnlockFailed | UnlockUnknown,
) -> tuple[str, dict[str, Value]]:
    match state:
        case CaseForm():
            return "case", _form(state)
        case ResetNew(refused=refused):
            return "reset-pin", _new_pin("refused" if refused else "new", refused)
        case ResetAgain():
            return "reset-pin", _new_pin("again", ())
        case Unlocking(case=case, stage=stage):
            return "reading", {"matter": case.matter.value, "mayEnd": not isinstance(stage, Unblocking)}
        case UnlockSettling(case=case):
            return "reading", {"matter": case.matter.value}
        case UnlockDone(matter=matter, place=place, slip=slip):
            inside = isinstance(place, Inside)
            return "unlock-done", {"matter": matter.value, "result": "done", "slip": slip.value, "cardInside": inside}
        case UnlockFailed(matter=matter, why=why, place=place):
            inside = isinstance(place, Inside)
            if why is Obstacle.UNSETTLED:
                return "outcome-unknown", _lost(matter, why.value, place)
            return "unlock-done", {"matter": matter.value, "result": why.value, "slip": "none", "cardInside": inside}
        case UnlockUnknown(case=case, place=place, other_card=other):
            why_not = "other-card" if other else ""
            return "outcome-unknown", _lost(case.matter, why_not, place)
        case _:
            assert_never(state)


def _lost(matter: Matter, why: str, place: Place) -> dict[str, Value]:
    return {"matter": matter.value, "why": why, "cardInside": isinstance(place, Inside)}


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
    }


def _new_pin(stage: str, refused: tuple[Refusal, ...]) -> dict[str, Value]:
    return {"stage": stage, "refusals": [refusal.value for refusal in refused]}
