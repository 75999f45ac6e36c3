"""The way to every screen that shows while a card is inside, touched through from the card's going in."""

from __future__ import annotations

from collections.abc import Callable

from emulator.reader.faults import PulledOut
from emulator.reader.insertable import Insertable
from tests.support.cards import CHANGE_PIN
from tests.support.hanging import Hanging
from tests.support.odd_cards import Answering
from tests.support.stage import Stage

PRESENT, NEW, WRONG, ONE_DIGIT = "135790", "624815", "909091", "777777"  # invented, for test cards

Route = Callable[[Stage], object]


FOREIGN = Answering(bytes.fromhex("3B6D000000814A444686606101000000FE"), lambda _: b"\x6a\x82")  # file not found


def to_the_menu(stage: Stage, card: str | Insertable = "normal") -> Insertable:
    """With `card`, of which all is known that gets known by itself; the card."""
    inserted = stage.insert(card)
    stage.sees("menu")
    stage.until(lambda: stage.value("standing") != "asked", "the standing")
    stage.until(stage.knows_all, "what gets known of a card without anybody's doing")
    return inserted


def to_the_pad(stage: Stage, card: str | Insertable = "normal") -> Insertable:
    """For the present PIN."""
    inserted = to_the_menu(stage, card)
    stage.touch("启用新卡" if stage.value("standing") == "sealed" else "修改密码")
    stage.sees("pin-present")
    return inserted


def enter(stage: Stage, digits: str, sees: str, button: str = "下一步") -> None:
    """Key six digits in and go on to the screen `sees`."""
    stage.key(digits)
    stage.touch(button)
    stage.sees(sees)


def to_the_new_pin(stage: Stage, card: str | Insertable = "normal") -> Insertable:
    """After the present one."""
    inserted = to_the_pad(stage, card)
    enter(stage, PRESENT, "pin-new")
    return inserted


def to_the_second_entry(stage: Stage, card: str | Insertable = "normal") -> Insertable:
    """Of a new PIN."""
    inserted = to_the_new_pin(stage, card)
    enter(stage, NEW, "pin-again")
    return inserted


def changed(stage: Stage, card: str | Insertable = "normal") -> Insertable:
    """To the result."""
    inserted = to_the_second_entry(stage, card)
    enter(stage, NEW, "pin-changed", "确认修改")
    return inserted


def outcome_unknown(stage: Stage, *, before: bool = False, card: str = "normal") -> Insertable:
    """The card was pulled out while it was written; it is outside, and given back here."""
    return _pulled_out(stage, stage.made(card), before=before)


def attempt_lost(stage: Stage) -> Insertable:
    """The card was pulled out while it checked a wrong PIN, which it counted; it is outside, and given back here."""
    card, strikes = stage.made("normal"), [True]

    def first_pin(apdu: bytes) -> bool:
        return apdu[1] == 0x20 and len(apdu) > 5 and bool(strikes) and strikes.pop()

    to_the_pad(stage, PulledOut(card, stage.slot.remove, first_pin))
    enter(stage, WRONG, "pin-not-changed")
    return card


def _pulled_out(stage: Stage, card: Insertable, *, before: bool) -> Insertable:
    strikes = [True]

    def first_change(apdu: bytes) -> bool:
        return apdu.startswith(CHANGE_PIN) and bool(strikes) and strikes.pop()

    to_the_second_entry(stage, PulledOut(card, stage.slot.remove, first_change, before=before))
    enter(stage, NEW, "outcome-unknown", "确认修改")
    stage.until(lambda: stage.value("cardInside") is False, "that the card is outside is known")
    return card


def being_read(stage: Stage) -> None:
    """By a terminal that waits for its answer."""
    hung(stage, b"")
    stage.sees("reading")


def hung(stage: Stage, start: bytes) -> Hanging:
    """A card in the reader that hangs in the first command that begins with `start`, to the end of the test."""
    card = Hanging(stage.made("normal"), lambda apdu: apdu.startswith(start))
    stage.free_at_end(card.wake)
    stage.insert(card)
    return card


def pin_wrong(stage: Stage) -> None:
    """One wrong entry."""
    to_the_pad(stage)
    enter(stage, WRONG, "pin-wrong")


def last_attempt(stage: Stage) -> None:
    """The warning."""
    to_the_menu(stage, "last-attempt")
    stage.touch("修改密码")
    stage.sees("last-attempt")


def pin_refused(stage: Stage) -> None:
    """A new PIN that is too simple."""
    to_the_new_pin(stage)
    enter(stage, ONE_DIGIT, "pin-refused")


def pin_not_changed(stage: Stage) -> None:
    """A card that was pulled before it was written, put back and asked."""
    card = outcome_unknown(stage, before=True)
    stage.insert(card)
    stage.sees("pin-not-changed")


def another_card(stage: Stage) -> None:
    """A different card, put in to be asked what became of the first."""
    outcome_unknown(stage)
    stage.insert("two-left")
    stage.reads("这是另一张卡")


def locked(stage: Stage) -> None:
    """By the last wrong entry."""
    last_attempt(stage)
    stage.touch("我记得，继续")
    stage.sees("pin-present")
    enter(stage, WRONG, "locked")


def chosen(tile: str, screen: str) -> Route:
    """A choice of the menu."""

    def route(stage: Stage) -> None:
        to_the_menu(stage)
        stage.touch(tile)
        stage.sees(screen)

    return route


def inserted(card: str | Insertable, screen: str) -> Route:
    """A card that can't be served."""

    def route(stage: Stage) -> None:
        stage.insert(card)
        stage.sees(screen)

    return route


def asked_to_take(stage: Stage) -> None:
    """The card."""
    to_the_menu(stage)
    stage.touch("退卡")
    stage.sees("take-card")


def left_behind(stage: Stage) -> None:
    """Nobody takes it."""
    asked_to_take(stage)
    stage.passes(10)
    stage.sees("card-left-behind")


def nobody_there(stage: Stage) -> None:
    """For a minute at the pad."""
    to_the_pad(stage)
    stage.passes(60)
    stage.sees("still-there")


ROUTES: dict[str, Route] = {
    "reading": being_read,
    "not-recognised": inserted("mute", "not-recognised"),
    "bank-card-only": inserted("bank-only", "bank-card-only"),
    "unsupported-card": inserted(FOREIGN, "unsupported-card"),
    "menu": to_the_menu,
    "standing": chosen("查询状态", "standing"),
    "unlock-explained": chosen("解锁与重置", "unlock-explained"),
    "pin-present": to_the_pad,
    "pin-wrong": pin_wrong,
    "last-attempt": last_attempt,
    "pin-new": to_the_new_pin,
    "pin-refused": pin_refused,
    "pin-again": to_the_second_entry,
    "pin-changed": changed,
    "pin-not-changed": pin_not_changed,
    "outcome-unknown": another_card,
    "locked": locked,
    "take-card": asked_to_take,
    "card-left-behind": left_behind,
    "still-there": nobody_there,
}
