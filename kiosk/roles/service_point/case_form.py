"""The form of a case: what is to be done, who came, which documents were seen; and whether it may be opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType

from kiosk.roles.service_point.matter import DOCUMENTS, Document, Matter, Who, who_may_come
from kiosk.roles.service_point.question import RecordCase
from kiosk.roles.service_point.staff import Staff
from kiosk.roles.service_point.state import CaseForm, Obstacle
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.standing import NoStanding, Standing, StandingAnswer
from kiosk.session.visit import Visit

USUAL_LIMIT = 6  # wrong PINs in a row, where the registry does not say how many lock the card
_PROOFS: Mapping[Genuineness, Obstacle] = MappingProxyType(
    {
        Genuineness.NOT_GENUINE: Obstacle.NOT_GENUINE,
        Genuineness.ASKED: Obstacle.ASKED,
        Genuineness.SILENT: Obstacle.NOT_GENUINE,
        Genuineness.UNKNOWN: Obstacle.AWAY,
        Genuineness.UNCHECKED: Obstacle.AWAY,
        Genuineness.POSTPONED: Obstacle.AWAY,
    }
)
_STANDINGS: Mapping[StandingAnswer, Obstacle] = MappingProxyType(
    {
        NoStanding.ASKED: Obstacle.ASKED,
        NoStanding.UNREACHABLE: Obstacle.AWAY,
        NoStanding.NOT_LISTED: Obstacle.UNKNOWN_CARD,
        NoStanding.NOT_CONFIGURED: Obstacle.AWAY,
        Standing.LOST: Obstacle.NOT_ALLOWED,
        Standing.TEMPORARILY_LOST: Obstacle.NOT_ALLOWED,
        Standing.APPLICATION_LOCKED: Obstacle.NOT_ALLOWED,
        Standing.CANCELLED: Obstacle.NOT_ALLOWED,
    }
)


def new_form(visit: Visit) -> CaseForm:
    """An empty form: a locked PIN is to be unlocked, any other was forgotten."""
    matter = Matter.UNLOCK if visit.card.tries_left == 0 else Matter.RESET
    return CaseForm(visit, matter, choices(visit)[0])


def choices(visit: Visit) -> tuple[Who, ...]:
    """Who may come for the holder of this card."""
    return who_may_come(minor=visit.record is not None and visit.record.minor)


def obstacle(form: CaseForm) -> Obstacle | None:
    """Why the case can't be opened, None where nothing stands against it but a document that was not seen yet."""
    visit = form.visit
    known = _PROOFS.get(visit.genuine) or _STANDINGS.get(visit.standing)
    if not visit.unblockable:
        return Obstacle.KEY_DEAD
    if known is Obstacle.AWAY and visit.limited_until is not None:
        known = Obstacle.TOO_OFTEN
    return form.refused or known or _nothing_to_unlock(form)


def until(form: CaseForm) -> datetime | None:
    """When the limit that stands against it ends."""
    return form.until or (form.visit.limited_until if obstacle(form) is Obstacle.TOO_OFTEN else None)


def _nothing_to_unlock(form: CaseForm) -> Obstacle | None:
    """An unlock gives attempts back: a PIN that has all of them, and one that was never set, gain nothing by it."""
    card, record = form.visit.card, form.visit.record
    if form.matter is not Matter.UNLOCK:
        return None
    if not card.has_pin:
        return Obstacle.NO_PIN
    limit = (record.pin_limit if record else None) or USUAL_LIMIT
    return Obstacle.NOT_LOCKED if card.tries_left is not None and card.tries_left >= limit else None


def is_ready(form: CaseForm) -> bool:
    """True where nothing stands against it and every document was seen."""
    return obstacle(replace(form, refused=None)) is None and form.seen == DOCUMENTS[form.who]


def with_visit(form: CaseForm, visit: Visit) -> CaseForm:
    """The form, knowing more of its visit: the registry may tell that the holder is a minor."""
    who = form.who if form.who in choices(visit) else choices(visit)[0]
    return with_who(replace(form, visit=visit), who)


def with_who(form: CaseForm, who: Who) -> CaseForm:
    """Somebody else came; a document that they must bring as well stays seen."""
    if who not in choices(form.visit):
        return form
    return replace(form, who=who, seen=form.seen & DOCUMENTS[who])


def toggled(form: CaseForm, document: Document) -> CaseForm:
    """A document was seen, or was not after all."""
    return replace(form, seen=form.seen ^ ({document} & DOCUMENTS[form.who]))


def question(staff: Staff, form: CaseForm, number: str, proof: bytes) -> RecordCase:
    """The form as the office takes it, with the operator card's answer to the question `number`.

    Asked twice, it has the same key: no second case is opened.
    """
    visit, documents = form.visit, sorted(document.value for document in form.seen)
    card = visit.card.identification
    words = (staff.session.hex(), str(staff.cases), card.hex(), form.matter.value, form.who.value, *documents)
    key = sha256("\n".join(words).encode()).hexdigest()[:32]
    return RecordCase(staff.session, number, proof, visit.presence, form.matter, form.who, form.seen, key)
