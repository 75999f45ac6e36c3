"""The screens that a walk on emulated cards does not come to in every form, as views: name, view."""

from __future__ import annotations

from kiosk.errand import Errand
from kiosk.roles.view import Value, View
from kiosk.session.enabling import Enabling

STAFF: dict[str, Value] = {"staff": "周静"}  # invented


def first(headline: str, tone: str, *offered: str, here: str = "") -> dict[str, Value]:
    """The worst of a card, and what can be done: each a deed, with what bars it behind a stroke."""
    offers = [dict(zip(("deed", "bar"), f"{each}/".split("/"), strict=False)) for each in offered]
    return {"headline": headline, "tone": tone, "offers": offers, "here": here}


def barred(headline: str, tone: str, fitting: str = "standing") -> dict[str, Value]:
    """Of a card with whose PIN nothing can be done."""
    also = () if fitting == "standing" else ("standing",)
    here = "" if fitting == "standing" else fitting
    return first(headline, tone, fitting, *also, f"change-pin/{headline}", f"unlock/{headline}", here=here)


def known_little(headline: str) -> dict[str, Value]:
    """Of a card of which the worst is what nobody knows."""
    return first(headline, "info", "change-pin", "standing", "unlock", here="change-pin")


CARD: dict[str, Value] = {
    "holder": "李**",
    "lastFour": "569X",
    "standing": "normal",
    "standingKnown": True,
    "electronicCard": "all-services",
    "triesLeft": 6,
    "validUntil": "2034-03-17",
    "expired": False,
    "renewable": False,
    "advice": ["all-well"],
    "genuine": "genuine",
    "bank": "active",
    "bankUntil": "2034-03-17",
    "lostUntil": "",
    "othersAre": "known",
    "others": [],
    **first("normal", "good", "change-pin", "standing", "unlock", here="change-pin"),
}
LOCKED: dict[str, Value] = {
    **CARD,
    "triesLeft": 0,
    "advice": ["pin-locked"],
    **first("pin-locked", "bad", "unlock", "standing", "change-pin/pin-locked", here="unlock"),
}


def _standings() -> dict[str, View]:
    forms: dict[str, dict[str, Value]] = {
        "asked": {
            **known_little("asked"),
            "standing": "asked",
            "genuine": "asked",
            "bank": "asked",
            "electronicCard": "",
            "othersAre": "asked",
        },
        "away": {
            **known_little("unreachable"),
            "standing": "unreachable",
            "genuine": "unknown",
            "bank": "unknown",
            "electronicCard": "",
            "othersAre": "unknown",
            "advice": ["standing-unreachable"],
        },
        "no-issuer": {
            **known_little("not-configured"),
            "standing": "not-configured",
            "genuine": "not-here",
            "bank": "not-here",
            "electronicCard": "not-here",
            "othersAre": "not-here",
            "advice": ["standing-not-configured"],
        },
        "no-pin-yet": {"othersAre": "pin-needed", "bank": "not-active", "advice": ["activate-bank-function"]},
        "not-genuine": {
            **barred("not-genuine", "bad"),
            "genuine": "not-genuine",
            "othersAre": "unknown",
            "advice": ["card-not-genuine"],
        },
        "temporarily-lost": {
            **barred("temporarily-lost", "bad", "lift"),
            "standing": "temporarily-lost",
            "lostUntil": "2026-11-27",
            "electronicCard": "after-authorisation",
            "advice": ["lift-or-confirm-loss"],
        },
        "everything": {
            **first("last-attempt", "warn", "enable", "standing", "unlock", here="change-pin"),
            "standing": "sealed",
            "electronicCard": "as-physical-card",
            "triesLeft": 1,
            "renewable": True,
            "bank": "ended",
            "others": [
                {"lastFour": "812X", "region": "620100", "standing": "cancelled"},
                {"lastFour": "4410", "region": "650100", "standing": "normal"},
            ],
            "advice": ["pin-last-attempt", "enable-card", "renew-soon", "bank-account-ended", "several-cards"],
        },
        "locked": LOCKED,
        "unlocked-by-nothing": {
            **LOCKED,
            "advice": ["replace-locked-card"],
            **barred("to-be-replaced", "bad", "replace"),
        },
        "expired": {
            "validUntil": "2026-11-20",
            "expired": True,
            "renewable": True,
            "advice": ["card-expired"],
            **first("expired", "warn", "renew", "change-pin", "standing", "unlock", here="renew"),
        },
        "limited": {
            **known_little("unchecked"),
            "genuine": "unchecked",
            "othersAre": "unknown",
            "advice": ["card-unchecked"],
            "limitedUntil": "2026-11-28T20:15",
        },
        "postponed": {
            **first("postponed", "info", "standing", "unlock", "change-pin/postponed"),
            "genuine": "postponed",
            "othersAre": "unknown",
            "advice": ["card-postponed"],
            "limitedUntil": "2026-11-28T20:15",
        },
        "silent": {
            **first("silent", "bad", "standing", "unlock", "change-pin/silent"),
            "genuine": "silent",
            "othersAre": "unknown",
            "advice": ["card-silent"],
        },
        "unreadable": {
            **known_little("validity-unknown"),
            "lastFour": "",
            "validUntil": "",
            "triesLeft": -1,
            "advice": ["validity-unknown"],
        },
        "far-away": {
            "others": [
                {"lastFour": "812X", "region": "150100", "standing": "temporarily-lost"},
                {"lastFour": "4410", "region": "999999", "standing": "application-locked"},
            ],
            "advice": ["several-cards"],
        },
    }
    return {f"standing-{name}": View("standing", {**CARD, **form}) for name, form in forms.items()}


def _for_the_list() -> dict[str, View]:
    asked: dict[str, Value] = {**CARD, "purpose": "list", "wrong": False}
    last: dict[str, Value] = {**asked, "triesLeft": 1, "wrong": True}
    return {
        "pin-list": View("pin-present", asked),
        "pin-present-new-card": View(
            "pin-present", {**CARD, "standing": "sealed", "purpose": "change", "wrong": False}
        ),
        "pin-list-staff": View("pin-present", {**asked, **STAFF}),
        "pin-list-wrong": View("pin-wrong", {**asked, "triesLeft": 2, "wrong": True}),
        "last-attempt-list": View("last-attempt", last),
        "last-attempt-list-staff": View("last-attempt", {**last, **STAFF}),
    }


def _changed() -> dict[str, View]:
    told = (each.value for each in Enabling if each is not Enabling.DONE)
    return {f"pin-changed-{each}": View("pin-changed", {**CARD, "enabling": each, "cardInside": True}) for each in told}


def _enabled() -> dict[str, View]:
    return {"enabled-done": View("enabled", {**CARD, "enabling": "done", "cardInside": True})}


def _doubtful() -> dict[str, View]:
    """What became of a change that the card denies, and of one of which no card was asked."""
    return {
        f"outcome-unknown-{why}": View("outcome-unknown", {**CARD, "why": why, "cardInside": True})
        for why in ("not-genuine", "unchecked", "contradicted", "unconfirmed")
    }


def _attempt_lost() -> dict[str, View]:
    return {
        f"{why}-{where}": View(
            "pin-not-changed", {**CARD, "why": why, "triesLeft": -1, "cardInside": where == "inside"}
        )
        for why in ("attempt-lost", "cut-off-at-pin")
        for where in ("inside", "outside")
    }


def _sign_in() -> dict[str, View]:
    whys = ("none", "signed-out", "no-reader", "readers-alike", "ended", "attempt-lost", "cut-off-at-pin")
    refused = ("attempt-lost", "not-staff", "card-expired", "not-proved", "too-late", "too-often", "denied", "away")
    stages: dict[str, dict[str, Value]] = {
        **{f"insert-{why}": {"stage": "insert", "why": why, "minutes": 30} for why in whys},
        **{f"refused-{why}": {"stage": "refused", "why": why, "until": "2026-11-28T20:15"} for why in refused},
        "reading": {"stage": "reading"},
        "pin": {"stage": "pin", "triesLeft": 6, "wrong": False},
        "pin-wrong": {"stage": "pin", "triesLeft": 2, "wrong": True},
    }
    return {f"staff-sign-in-{name}": View("staff-sign-in", {"staff": "", **each}) for name, each in stages.items()}


def _cases() -> dict[str, View]:
    empty: dict[str, Value] = {
        **LOCKED,
        **STAFF,
        "matter": "unlock",
        "matters": ["unlock", "reset"],
        "who": "holder",
        "whoChoices": ["holder", "proxy"],
        "documents": ["holder-id"],
        "seen": [],
        "ready": False,
        "refused": "",
    }
    forms: dict[str, dict[str, Value]] = {
        "empty": {},
        "holder": {"seen": ["holder-id"], "ready": True},
        "proxy": {
            "triesLeft": 2,
            "matter": "reset",
            "who": "proxy",
            "documents": ["holder-id", "proxy-id"],
            "seen": ["proxy-id"],
        },
        "guardian": {
            "triesLeft": -1,
            "who": "guardian",
            "whoChoices": ["guardian"],
            "documents": ["guardian-id", "household-register"],
            "seen": ["guardian-id", "household-register"],
            "ready": True,
        },
        "refused": {
            "holder": "",
            "who": "proxy",
            "documents": ["holder-id", "proxy-id"],
            "seen": ["holder-id", "proxy-id"],
            "ready": True,
            "refused": "not-allowed",
        },
    }
    whys = ("operator-card", "too-often", "not-locked", "no-pin", "no-presence")
    refused: dict[str, Value] = {"seen": ["holder-id"], "ready": True, "until": "2026-11-28T20:15"}
    forms |= {why: {**refused, "refused": why} for why in whys}
    return {f"case-{name}": View("case", {**empty, **form}) for name, form in forms.items()}


def _resets() -> dict[str, View]:
    refusals: list[str] = ["holder-number"]
    return {
        f"reset-pin-{stage}": View("reset-pin", {**LOCKED, **STAFF, "stage": stage, "refusals": refusals})
        for stage in ("new", "refused", "again", "confirm")
    } | {
        f"reset-pin-{stage}-{who}": View("reset-pin", {**LOCKED, **STAFF, "stage": stage, "refusals": [], "who": who})
        for stage in ("new", "again", "confirm")
        for who in ("proxy", "guardian")
    }


def _ends() -> dict[str, View]:
    common: dict[str, Value] = {**CARD, **STAFF, "slip": "none", "cardInside": True}
    forms: dict[str, dict[str, Value]] = {
        "unlock": {"matter": "unlock", "result": "reported"},
        "unlock-confirmed": {"matter": "unlock", "result": "done"},
        "reset": {"matter": "reset", "result": "done"},
        "reset-proxy": {"matter": "reset", "result": "done", "who": "proxy"},
        "slip": {"matter": "unlock", "result": "reported", "slip": "saved"},
        "gone": {"matter": "reset", "result": "done", "cardInside": False},
        "gone-before": {"matter": "unlock", "result": "card-gone", "cardInside": False},
        "away": {"matter": "reset", "result": "away"},
        **{
            f"{result}-{matter}": {"matter": matter, "result": result}
            for result in ("unheard", "not-confirmed")
            for matter in ("unlock", "reset")
        },
        "carried-out-reset": {"matter": "reset", "result": "carried-out"},
        "carried-out-unlock": {"matter": "unlock", "result": "carried-out", "triesLeft": -1},
        "too-often": {"matter": "unlock", "result": "too-often", "until": "2026-11-28T20:15"},
        "refused": {"matter": "unlock", "result": "card-refused"},
    }
    ends = {f"unlock-done-{name}": View("unlock-done", {**common, **form}) for name, form in forms.items()}
    lost = {
        f"outcome-unknown-reset-{why or 'lost'}": View(
            "outcome-unknown", {**common, "matter": "reset", "why": why, "cardInside": bool(why)}
        )
        for why in ("", "other-card", "not-genuine", "away", "unsettled", "not-taken")
    }
    doing = {f"reading-{matter}": View("reading", {**common, "matter": matter}) for matter in ("unlock", "reset")}
    return {**ends, **lost, **doing}


def _with_staff() -> dict[str, View]:
    return {
        f"staffed-{screen}": View(screen, {**LOCKED, **STAFF, "slip": "none", "errand": "unlock", "here": "case"})
        for screen in ("menu", "standing", "locked", "unlock-explained", "pin-present")
    }


def _without_pin() -> dict[str, View]:
    card: dict[str, Value] = {
        **CARD,
        "standing": "sealed",
        "electronicCard": "as-physical-card",
        "triesLeft": -1,
        "hasPin": False,
        "advice": ["pin-not-set"],
        **first("sealed", "info", "set-pin", "standing", "change-pin/pin-not-set", here="set-pin"),
    }
    told: dict[str, Value] = {**card, "why": "no-pin", "cardInside": True}
    forms = {"menu": card, "standing": card, "pin-not-changed": told}
    staffed = {f"{name}-staff": View(name, {**form, **STAFF, "here": "case"}) for name, form in forms.items()}
    views = {name: View(name, form) for name, form in forms.items()} | staffed
    return {f"no-pin-{name}": view for name, view in views.items()}


def _menus() -> dict[str, View]:
    """The menu of each card that the standings are of."""
    return {f"menu-{name.removeprefix('standing-')}": View("menu", view.values) for name, view in _standings().items()}


def _errands() -> dict[str, View]:
    return {
        f"unlock-explained-{errand}": View("unlock-explained", {**CARD, "slip": "none", "errand": errand})
        for errand in Errand
    }


VIEWS: dict[str, View] = {
    **_menus(),
    **_errands(),
    **_without_pin(),
    **_standings(),
    **_for_the_list(),
    **_changed(),
    **_enabled(),
    **_doubtful(),
    **_attempt_lost(),
    **_sign_in(),
    **_cases(),
    **_resets(),
    **_ends(),
    **_with_staff(),
}
