"""The terminal in words: what each state says, for the demonstration in text."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from kiosk.rules import mask
from kiosk.rules.advice import Known, advice_for
from kiosk.session.state import (
    Attract,
    CardLeftBehind,
    ChangeFailed,
    Changing,
    Counting,
    LastAttempt,
    Menu,
    NotRecognised,
    OutcomeUnknown,
    OutOfService,
    PinAgain,
    PinChanged,
    PinLocked,
    PinNew,
    PinPresent,
    Reading,
    Settling,
    StandingShown,
    Starting,
    State,
    StillThere,
    TakeCard,
    UnlockExplained,
    Verifying,
    Visit,
)
from kiosk.ui.words import ADVICE, FAREWELLS, FAULTS, NOT_CHANGED, REFUSALS, STANDINGS, UNRECOGNISED, Words

_BUSY = Words("请稍候，不要取卡……", "One moment. Please leave the card in.")


def narrate(state: State, today: date) -> Words:
    """What the screen of `state` tells, in a sentence or two."""
    match state:
        case Starting() | Attract():
            return Words("请插入社会保障卡", "Please put in your social security card.")
        case OutOfService(failure):
            why = FAULTS[failure.fault.value]
            return Words(f"暂停服务：{why.zh}", f"Out of service. {why.en}")
        case Reading():
            return Words("正在读卡，请稍候……", "Reading your card.")
        case Counting() | Verifying() | Changing() | Settling():
            return _BUSY
        case NotRecognised(why):
            return UNRECOGNISED[why]
        case Menu(visit):
            return _menu(visit)
        case StandingShown(visit):
            return _standing(visit, today)
        case PinPresent(visit, wrong):
            return Words(
                f"{'密码不正确。' if wrong else '请输入现在的社保密码（不是银行密码）。'}{_left_zh(visit)}",
                f"{'Wrong PIN.' if wrong else 'Enter your present PIN (not the bank PIN).'} {_left_en(visit)}",
            )
        case LastAttempt(wrong=wrong):
            return Words(
                f"{'密码不正确。' if wrong else ''}只能再输入一次，输错密码将锁定。没有把握可以先取卡。",
                f"{'Wrong PIN. ' if wrong else ''}1 attempt left; a wrong PIN locks it. If unsure, take the card.",
            )
        case PinNew(refused=refused):
            zh = "，".join(REFUSALS[reason].zh for reason in refused)
            en = " ".join(REFUSALS[reason].en for reason in refused)
            return Words(
                f"{zh}。请换一个新密码。" if refused else "请输入六位新密码",
                f"{en} Please choose another." if refused else "Enter a new PIN of six digits.",
            )
        case PinAgain():
            return Words("请再输入一次新密码", "Enter the new PIN again.")
        case PinChanged():
            return Words("社保密码已修改", "Your PIN is changed.")
        case ChangeFailed(why=why):
            return NOT_CHANGED[why]
        case PinLocked():
            return Words("社保密码已锁定。", "Your PIN is locked.")
        case UnlockExplained():
            return Words(
                "解锁和重置只在服务网点由工作人员办理，本机不能办理。请带本人身份证和社保卡。",
                "Staff at a service point unlock or reset a PIN; this machine can't. Bring your ID card and this card.",
            )
        case OutcomeUnknown(other_card=other):
            return Words(
                f"{'这是另一张卡。' if other else ''}还不能确定密码是否已修改。请重新插入刚才的卡，马上核对。",
                f"{'This is a different card. ' if other else ''}We can't tell yet whether your PIN was changed. "
                "Put the same card in again and we will check.",
            )
        case TakeCard(why):
            return FAREWELLS[why]
        case CardLeftBehind():
            return Words("卡还在机器里，请取走", "A card is still in the machine. Please take it.")
        case StillThere():
            return Words("您还在吗？", "Are you still there?")
        case _:
            assert_never(state)


def _standing(visit: Visit, today: date) -> Words:
    standing = STANDINGS[visit.standing]
    advice = [ADVICE[advice.id] for advice in advice_for(Known(visit.card, visit.standing, today))]
    return Words(
        f"卡状态：{standing.zh}。{_left_zh(visit)}{''.join(words.zh for words in advice)}",
        " ".join((f"Standing: {standing.en}.", _left_en(visit), *(words.en for words in advice))),
    )


def _menu(visit: Visit) -> Words:
    number = mask.number(visit.card.number)
    standing = STANDINGS[visit.standing]
    return Words(
        f"卡号 {number}，{standing.zh}。{_left_zh(visit)}请选择要办理的业务。",
        f"Card {number}: {standing.en}. {_left_en(visit)} What would you like to do?",
    )


def _left_zh(visit: Visit) -> str:
    left = visit.card.tries_left
    return "" if left is None else "密码已锁定。" if left == 0 else f"密码还可以输入 {left} 次。"


def _left_en(visit: Visit) -> str:
    left = visit.card.tries_left
    attempts = "attempt" if left == 1 else "attempts"
    return "" if left is None else "The PIN is locked." if left == 0 else f"{left} {attempts} left."
