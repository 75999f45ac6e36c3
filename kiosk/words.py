"""The English words of the commands: short, plain, without blame. The screens have words of their own, in their QML."""

from __future__ import annotations

from kiosk.rules.genuineness import Genuineness
from kiosk.rules.new_pin import Refusal
from kiosk.rules.standing import NoStanding, Standing, StandingAnswer
from kiosk.session.enabling import Enabling
from kiosk.session.reason import Farewell, NotChanged, Unrecognised

REFUSALS: dict[Refusal, str] = {
    Refusal.INITIAL: "This is a PIN that cards are issued with.",
    Refusal.SAME: "This is your current PIN.",
    Refusal.ONE_DIGIT: "All six digits are the same.",
    Refusal.RUN: "The digits follow one another.",
    Refusal.REPEATED: "The digits repeat.",
    Refusal.HOLDER_NUMBER: "It is part of your social security number.",
    Refusal.BIRTH_DATE: "It is your birth date.",
    Refusal.CARD_NUMBER: "It is part of your card number.",
    Refusal.DIFFERENT: "The two new PINs differ.",
}

STANDINGS: dict[StandingAnswer, str] = {
    Standing.SEALED: "Not enabled (sealed)",
    Standing.NORMAL: "In order",
    Standing.LOST: "Reported lost",
    Standing.APPLICATION_LOCKED: "Social security function locked by the issuer",
    Standing.TEMPORARILY_LOST: "Temporarily reported lost",
    Standing.CANCELLED: "Cancelled",
    NoStanding.ASKED: "Being looked up",
    NoStanding.NOT_LISTED: "There is no record of this card",
    NoStanding.UNREACHABLE: "Unavailable right now",
    NoStanding.NOT_CONFIGURED: "Can't be checked here: no issuer is configured",
}

UNRECOGNISED: dict[Unrecognised, str] = {
    Unrecognised.MUTE: (
        "This card can't be read. Take it out and push it in again, chip facing up, following the arrow."
    ),
    Unrecognised.BANK_CARD: "This is only a bank card. Please ask the bank.",
    Unrecognised.UNSUPPORTED: "This machine can't serve this card. Please go to a service point or call 12333.",
}

NOT_CHANGED: dict[NotChanged, str] = {
    NotChanged.NO_PIN: (
        "No PIN is set on this card yet, so there is none to change. Take your ID card to a service point to set one."
    ),
    NotChanged.NO_COUNT: (
        "The PIN can't be changed: the card does not say how many attempts are left, and no PIN was sent to it. Please "
        "go to a service point."
    ),
    NotChanged.REFUSED: "Your PIN was not changed: the card rejected it. Please go to a service point.",
    NotChanged.NOT_SENT: "Your PIN was not changed: the card was taken out first. Your current PIN is still in effect.",
    NotChanged.CUT_OFF: (
        "Your PIN was not changed: the card could not be read any more. Your current PIN is still in effect."
    ),
    NotChanged.OTHER_CARD: "No PIN was changed: this is a different card.",
    NotChanged.OLD_PIN_HOLDS: "Your PIN was not changed; the old one is still in effect. You can try again.",
    NotChanged.UNSETTLED: (
        "We can't confirm whether the PIN was changed. Try the new one first, then the old: a wrong one costs an "
        "attempt, and a right one brings all of them back. Or go to a service point."
    ),
    NotChanged.ATTEMPT_LOST: (
        "The card gave no valid answer to the PIN: one attempt may have been used up. Take the card out and put it in "
        "again; `kiosk status` shows how many are left."
    ),
    NotChanged.CUT_OFF_AT_PIN: (
        "Your PIN was not changed: the card gave no valid answer to the current PIN, which is still in effect; one "
        "attempt may have been used up. Take the card out and put it in again; `kiosk status` shows how many are left."
    ),
    NotChanged.WRONG_PIN: (
        "The PIN was wrong, which cost an attempt; it was not changed. `kiosk status` shows how many are left."
    ),
    NotChanged.LOCKED: ("The PIN is locked and was not changed. Only a staffed service point can unlock or reset it."),
    NotChanged.UNCONFIRMED: (
        "We can't confirm whether the PIN was changed: the card could not prove its new PIN. Nothing is your fault. If "
        "you need the card now, try the new PIN first, then the old: a wrong one costs an attempt. Otherwise take the "
        "card to a service point, which can check it and set a new PIN."
    ),
    NotChanged.CONTRADICTED: (
        "We can't confirm whether the PIN was changed: the card said so, and then refused the new PIN, which cost an "
        "attempt. Take the card to a service point, and don't use this machine for it again."
    ),
}

_LATER = "Try the card here again later, or ask 12333 or a service point."

CHANGED: dict[Enabling, str] = {
    Enabling.NONE: "The PIN is changed.",
    Enabling.ON_ITS_WAY: "The PIN is changed. The issuer is being told that the card is to be enabled.",
    Enabling.IN_CASE: "The PIN is changed. If the card was not enabled yet, the issuer is being told.",
    Enabling.LATE: (
        "The PIN is changed. The card is not enabled yet: the issuer can't be reached now, is told automatically, and "
        f"then checks it. {_LATER}"
    ),
    Enabling.LATE_IN_CASE: (
        "The PIN is changed. The issuer can't be reached now and is told automatically: a card that was not enabled "
        f"yet is checked then. {_LATER}"
    ),
    Enabling.DONE: "The PIN is changed, and the card is enabled.",
    Enabling.UNDER_REVIEW: (
        "The PIN is changed. The card is not enabled yet: the issuer is still checking this. Come back with the card "
        "and its new PIN, or ask a service point or 12333."
    ),
    Enabling.NOT_ENABLED: (
        "The PIN is changed. The card is not enabled, because it could not be checked. Ask a service point or 12333."
    ),
    Enabling.NOT_IF_SEALED: (
        "The PIN is changed. The card could not be checked: if it was not enabled yet, it still is not. "
        "Ask a service point or 12333."
    ),
}

BARRED: dict[Genuineness, str] = {
    Genuineness.NOT_GENUINE: "it could not prove that it is genuine. No PIN was sent to it. Go to a service point.",
    Genuineness.SILENT: (
        "it did not answer the check that it is genuine. No PIN was sent to it. Take it out and put it in again; "
        "if that does not help, go to a service point."
    ),
    Genuineness.POSTPONED: "it can't be checked right now. No PIN was sent to it. Try again later.",
}

FAREWELLS: dict[Farewell, str] = {
    Farewell.ENDED: "Please take your card.",
    Farewell.CARD_STOPPED: "The card did not answer; nothing was changed. Take it out and put it in again.",
    Farewell.OTHER_CARD: "This is a different card; nothing was changed. Take it out and put it in again.",
}

ADVICE: dict[str, str] = {
    "card-not-genuine": "This card could not prove that it is genuine. Please go to a service point with your ID card.",
    "card-silent": (
        "This card did not answer the check that it is genuine. Take it out and put it in again; if that does not help,"
        " go to a service point."
    ),
    "card-postponed": (
        "Whether this card is genuine can't be checked right now, and its PIN is not asked for meanwhile. Try again "
        "later."
    ),
    "card-cancelled": (
        "This card is cancelled and can't be used any more. Close its bank account at the bank's counter."
    ),
    "replace-lost-card": "This card is reported lost. Take your ID card to a service point or the bank to replace it.",
    "lift-or-confirm-loss": (
        "This card is temporarily reported lost; this ends automatically. A service point can lift it earlier, or "
        "report the loss formally."
    ),
    "issuer-locked": (
        "The issuer has locked this card's social security function. Take your ID card to a service point and ask."
    ),
    "replace-locked-card": (
        "The PIN is locked and can't be unlocked or reset any more: this card has to be replaced. Take your ID card to "
        "a service point or the bank."
    ),
    "pin-locked": (
        "The PIN is locked. Take your ID card to a service point to have it unlocked or reset; this machine can't."
    ),
    "pin-last-attempt": (
        "One PIN attempt is left; a wrong entry locks the PIN. If you are unsure, have it reset at a service point."
    ),
    "pin-few-attempts": "Few PIN attempts are left. One right entry brings all of them back.",
    "pin-not-set": "No PIN is set on this card yet. Take your ID card to a service point to set one.",
    "enable-card": (
        "This card is not enabled yet; your contributions are unaffected. Changing the PIN enables it (if you have "
        "changed it before, please do so once more). You can also go to a service point or call 12333."
    ),
    "card-unchecked": (
        "Whether this card is genuine can't be checked right now. Its PIN can still be changed; this will not enable "
        "the card."
    ),
    "card-expired": "This card has expired. Apply for a new one at a service point or online.",
    "renew-soon": "This card expires soon. You can already apply for a new one, at a service point or online.",
    "validity-unknown": "The expiry date can't be read from this card. Call 12333 or ask at a service point.",
    "bank-account-ended": (
        "The bank function has expired: cash withdrawal and online banking stop; social security and medical care are "
        "unaffected. Go to a branch of the bank."
    ),
    "activate-bank-function": (
        "The bank function is not activated. Take your ID card and this card to any branch of its bank."
    ),
    "several-cards": (
        "You have more than one card. Cancel those you no longer use at a service point, and close their accounts at "
        "the bank's counter."
    ),
    "standing-not-listed": "There is no record of this card. Call 12333 or ask at a service point.",
    "standing-unreachable": "This card's status is unavailable right now. Try again later, or call 12333.",
    "standing-not-configured": (
        "This machine has no issuer: it can't check the card, and a new PIN enables none. Ask 12333 or a service point."
    ),
    "all-well": "This card is in order and can be used.",
}
