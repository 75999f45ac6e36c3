"""Where the tour goes at a self-service terminal. Data only.

The issuer remembers a journey in the next ones: a card that was enabled is. It shows a terminal the holder of one card
five times within a minute, and not more often.
"""

from __future__ import annotations

from kiosk.roles.journey import (
    NEW,
    OTHER,
    OTHER_KIND,
    PIN,
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
    Pass,
    Plug,
    PutBack,
    Remove,
    See,
    Touch,
    Unplug,
)
from kiosk.session.alarms import REPORT_S
from kiosk.session.timeouts import IDLE_S, STILL_THERE_S

INITIAL = "123456"  # the PIN of a card that was never changed

_TAKEN: Journey = (Touch("end"), See("take-card"), Remove(), See("attract"))
_OUT = {"cardInside": False}


def _present(pin: str = PIN) -> Journey:
    return See("menu"), Touch("change-pin"), See("pin-present"), Confirm(pin), See("pin-new")


def _again(pin: str = PIN) -> Journey:
    return *_present(pin), Confirm(NEW), See("pin-again")


def _standing(card: str) -> Journey:
    """The standing of a card of this standing, in full."""
    return Insert(card), See("menu"), Touch("standing"), See("standing", f"standing-{card}"), *_TAKEN


def _unserved(card: str, screen: str) -> Journey:
    return Insert(card), See(screen, screen), Remove(), See("attract")


SELF_SERVICE: tuple[Journey, ...] = (
    (  # the standing, then the PIN, then the standing with what only the right PIN opens
        See("attract", "attract"),
        *(Insert("normal", Mishap.HELD), See("reading", "reading"), LetGo()),
        *(See("menu", "menu"), Touch("standing"), See("standing", "standing"), Touch("back")),
        *(See("menu"), Touch("change-pin"), See("pin-present"), Key("135"), See("pin-present", "pin-present")),
        *(Confirm("791"), See("pin-wrong", "pin-wrong"), Confirm(PIN)),
        *(See("pin-new", "pin-new"), Confirm(POOR), See("pin-refused", "pin-refused"), Confirm(NEW)),
        *(See("pin-again", "pin-again"), Hold(), Confirm(NEW), See("reading", "reading-change"), LetGo()),
        *(See("pin-changed", "pin-changed"), Touch("on"), See("menu"), Touch("standing")),
        *(See("standing", "standing-other-cards", {"othersAre": "known"}), Touch("end")),
        *(See("take-card", "take-card"), Remove(), See("attract")),
    ),
    (  # the two entries of the new PIN differ
        *(Insert("normal"), *_present(), Confirm(OTHER), See("pin-again"), Confirm(NEW)),
        *(See("pin-refused", "pin-refused-different"), *_TAKEN),
    ),
    (  # a forgotten PIN
        *(Insert("two-left"), See("menu", "menu-two-left"), Touch("change-pin"), See("pin-present"), Confirm(WRONG)),
        *(See("last-attempt", "last-attempt"), Touch("on"), See("pin-present"), Confirm(WRONG)),
        *(See("locked", "locked"), Touch("on"), See("unlock-explained", "unlock-explained")),
        *(Touch("slip"), See("unlock-explained", "unlock-explained-slip", {"slip": "saved"}), *_TAKEN),
    ),
    (  # the card is pulled out in the middle of the change; another one, then the same one is put in
        *(Insert("t1", Mishap.PULLED_AFTER_CHANGE), *_again(), Confirm(NEW)),
        *(See("outcome-unknown", "outcome-unknown", _OUT), Insert("expiring")),
        *(See("outcome-unknown", "outcome-unknown-other-card", {"why": "other-card"}), Remove()),
        *(See("outcome-unknown", says=_OUT), PutBack("t1"), See("pin-changed"), *_TAKEN),
    ),
    (  # it is pulled out before it did anything
        *(Insert("t1", Mishap.PULLED_BEFORE_CHANGE), *_again(), Confirm(NEW), See("outcome-unknown", says=_OUT)),
        *(PutBack("t1"), See("pin-not-changed", "outcome-unknown-not-changed"), *_TAKEN),
    ),
    (  # nobody is there any more
        *(Insert("expiring"), See("menu"), Pass(IDLE_S), See("still-there", "still-there")),
        *(Pass(STILL_THERE_S), See("card-left-behind", "card-left-behind"), Remove(), See("attract")),
    ),
    _unserved("mute", "not-recognised"),
    _unserved("bank-only", "bank-card-only"),
    _unserved(OTHER_KIND, "unsupported-card"),
    *(
        _standing(card)
        for card in ("sealed", "lost", "temporarily-lost", "cancelled", "expired", "expiring", "last-attempt")
    ),
    (  # a sealed card's first change while the issuer can't be reached
        *(Insert("sealed"), *_again(), Cut(), Confirm(NEW)),
        *(See("pin-changed", "pin-changed-on-its-way", {"enabling": "on-its-way"}), Pass(REPORT_S)),
        *(See("pin-changed", "pin-changed-late", {"enabling": "late"}), Mend()),
        *(See("pin-changed", "pin-changed-under-review", {"enabling": "under-review"}), *_TAKEN),
        # its holder comes again, and the new PIN completes it
        *(PutBack("sealed"), See("menu"), Touch("standing"), See("standing"), Touch("others"), See("pin-present")),
        *(Confirm(NEW), See("standing", "standing-enabled", {"standing": "normal"}), *_TAKEN),
    ),
    (  # a card that can't be checked now
        *(Cut(), Insert("no-evidence"), See("menu"), Touch("change-pin")),
        *(See("pin-present", "pin-present-unchecked"), Confirm(PIN), See("pin-new"), Confirm(NEW), See("pin-again")),
        *(Confirm(NEW), See("pin-changed", "pin-changed-unchecked", {"enabling": "not-if-sealed"}), Mend(), *_TAKEN),
    ),
    (  # and while it can
        *(Insert("initial-pin"), See("menu", "menu-sealed"), *_again(INITIAL), Confirm(NEW)),
        *(See("enabled", "enabled", {"enabling": "done"}), *_TAKEN),
    ),
    (  # nothing is known but what the card says
        *(Cut(), Insert("normal"), See("menu", "menu-issuer-away"), Touch("standing")),
        *(See("standing", "standing-issuer-away"), Mend(), *_TAKEN),
    ),
    (Insert("locked"), See("menu", "menu-locked"), *_TAKEN),
    (Insert("v1-3des"), See("menu", "menu-name"), *_TAKEN),
    (Insert("v2-3des"), See("menu", "menu-long-name"), *_TAKEN),
    (Unplug(), See("out-of-service", "out-of-service"), Plug(), See("attract")),
)
