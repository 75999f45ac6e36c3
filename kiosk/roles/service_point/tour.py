"""Where the tour goes at a service point: staff signs in, and stays so until the last journey. Data only."""

from __future__ import annotations

from kiosk.roles.journey import (
    NEW,
    POOR,
    WRONG,
    Confirm,
    Cut,
    Hold,
    Insert,
    Journey,
    Key,
    LetGo,
    Mend,
    Mishap,
    Plug,
    PutBack,
    Remove,
    See,
    Touch,
    Unplug,
)
from kiosk.roles.view import Value
from kiosk.session.reader import Reader

STAFF_PIN = "246802"  # of the test operator card

_TAKEN: Journey = (Touch("end"), See("take-card"), Remove(), See("attract"))
_OUT = {"cardInside": False}
_CASE: Journey = (See("menu"), Touch("case"), See("case"))
_OPENED: Journey = (*_CASE, Touch("document-holder-id"), See("case", says={"ready": True}), Touch("open-case"))


def _sign_in(stage: str, picture: str = "", **says: Value) -> See:
    """The staff's screen at this stage."""
    return See("staff-sign-in", picture, {"stage": stage, **says})


def _new_pin(stage: str, picture: str = "") -> See:
    """The holder's new PIN at this stage."""
    return See("reset-pin", picture, {"stage": stage})


SERVICE_POINT: tuple[Journey, ...] = (
    (  # a holder's card signs nobody in
        *(_sign_in("insert", "staff-sign-in"), Insert("normal", reader=Reader.STAFF)),
        *(_sign_in("refused", "staff-sign-in-refused", why="not-staff"), Remove(Reader.STAFF), _sign_in("insert")),
    ),
    (  # staff signs in, at the second attempt
        *(Insert("operator", Mishap.HELD, Reader.STAFF), _sign_in("reading", "staff-sign-in-reading")),
        *(LetGo(Reader.STAFF), _sign_in("pin"), Key("246"), _sign_in("pin", "staff-sign-in-pin"), Confirm("803")),
        *(_sign_in("pin", "staff-sign-in-wrong", wrong=True), Hold(Reader.STAFF), Confirm(STAFF_PIN)),
        *(_sign_in("checking", "staff-sign-in-checking"), LetGo(Reader.STAFF), See("attract", "attract-staff")),
    ),
    (  # a locked PIN is unlocked
        *(Insert("locked", Mishap.HELD), See("reading", "reading-staff"), LetGo(), See("menu", "menu-staff-locked")),
        *(Touch("standing"), See("standing", "standing-staff-locked"), Touch("case"), See("case", "case")),
        *(Touch("document-holder-id"), See("case", "case-ready", {"ready": True}), Hold(), Touch("open-case")),
        *(See("reading", "reading-unlock", {"matter": "unlock"}), LetGo(), See("unlock-done", "unlock-done")),
        *(Touch("slip"), See("unlock-done", "unlock-done-receipt", {"slip": "saved"}), *_TAKEN),
    ),
    (  # a forgotten one is locked first, then set anew by the holder, for whom somebody else came
        *(Insert("two-left"), See("menu", "menu-staff"), Touch("change-pin"), See("pin-present", "pin-present-staff")),
        *(Confirm(WRONG), See("last-attempt", "last-attempt-staff"), Touch("on"), See("pin-present"), Confirm(WRONG)),
        *(See("locked", "locked-staff"), Touch("case"), See("case"), Touch("matter-reset"), Touch("who-proxy")),
        *(See("case", says={"matter": "reset", "who": "proxy"}), Touch("document-holder-id")),
        *(See("case", "case-proxy", {"seen": ["holder-id"]}), Touch("document-proxy-id")),
        *(See("case", says={"ready": True}), Touch("open-case"), _new_pin("new", "reset-pin"), Confirm(POOR)),
        *(_new_pin("refused", "reset-pin-refused"), Confirm(NEW), _new_pin("again", "reset-pin-again"), Confirm(NEW)),
        *(See("unlock-done", "unlock-done-reset", {"matter": "reset", "result": "done"}), *_TAKEN),
    ),
    (Insert("child"), *_CASE, See("case", "case-guardian", {"who": "guardian"}), *_TAKEN),
    (Insert("lost"), *_CASE, See("case", "case-refused", {"refused": "not-allowed"}), *_TAKEN),
    (  # the issuer can't be reached
        *(Insert("locked"), *_CASE, Touch("document-holder-id"), See("case", says={"ready": True}), Cut()),
        *(Touch("open-case"), See("case", "case-issuer-away", {"refused": "away"}), Mend(), *_TAKEN),
    ),
    (  # the card is pulled out in the middle of the unlock; another one, then the same one is put in
        *(Insert("locked", Mishap.PULLED_AFTER_CHANGE), *_OPENED),
        *(See("outcome-unknown", "outcome-unknown-unlock", _OUT), Insert("expiring")),
        *(See("outcome-unknown", "outcome-unknown-unlock-other-card", {"why": "other-card"}), Remove()),
        *(See("outcome-unknown", says=_OUT), PutBack("locked"), See("unlock-done", says={"result": "reported"})),
        *_TAKEN,
    ),
    (  # it is pulled out in the middle of a reset; put back, the holder keys the new PIN in once more
        *(Insert("two-left", Mishap.PULLED_AFTER_CHANGE), *_CASE, Touch("matter-reset"), Touch("document-holder-id")),
        *(See("case", says={"ready": True}), Touch("open-case"), _new_pin("new"), Confirm(NEW), _new_pin("again")),
        *(Confirm(NEW), See("outcome-unknown", says=_OUT), PutBack("two-left")),
        *(_new_pin("confirm", "reset-pin-confirm"), Confirm(NEW), See("unlock-done", says={"result": "done"}), *_TAKEN),
    ),
    (  # it is pulled out before it did anything
        *(Insert("locked", Mishap.PULLED_BEFORE_CHANGE), *_OPENED, See("outcome-unknown", says=_OUT)),
        *(PutBack("locked"), See("unlock-done", "unlock-done-not-unblocked", {"result": "not-unblocked"}), *_TAKEN),
    ),
    (  # staff signs out, and the reader's cable is pulled
        *(Touch("sign-out"), _sign_in("insert", "staff-sign-in-signed-out", why="signed-out"), Remove(Reader.STAFF)),
        *(_sign_in("insert", why="none"), Unplug(Reader.STAFF)),
        *(_sign_in("insert", "staff-sign-in-no-reader", why="no-reader"), Plug(Reader.STAFF)),
        _sign_in("insert", why="none"),
    ),
)
