"""The demonstration journey in text: a person with virtual cards, and the real terminal between them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date

from kiosk.app import empty_terminal, emulated_card, pulled_during_change
from kiosk.card.pin import Pin
from kiosk.rules.standing import NoStanding
from kiosk.session.event import ChosePinChange, ChoseStanding, Ended, Event, PinEntered, WentBack, WentOn
from kiosk.session.play import Finished
from kiosk.session.state import Menu, State
from kiosk.settings import Settings
from kiosk.ui.narration import narrate
from kiosk.ui.screens import screen_of
from kiosk.ui.words import Words


@dataclass(frozen=True, slots=True)
class Insert:
    """Put this card in; `pulled` takes it out again in the middle of its PIN change."""

    card: str
    pulled: bool = False


@dataclass(frozen=True, slots=True)
class Remove:
    """Take the card out."""


@dataclass(frozen=True, slots=True)
class Key:
    """Key six digits in."""

    digits: bytes


@dataclass(frozen=True, slots=True)
class Move:
    """On this screen the person does this, in these words."""

    screen: str
    act: Insert | Remove | Key | Event
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Scene:
    """One visit."""

    title: Words
    moves: tuple[Move, ...]


PRESENT, WRONG, POOR, NEW = b"135790", b"135791", b"123456", b"624815"  # invented, for test cards

_ENDS = Move("take-card", Remove(), "取走卡", "takes the card")

SCENES: tuple[Scene, ...] = (
    Scene(
        Words("查询状态，修改密码", "Look up the standing, change the PIN"),
        (
            Move("attract", Insert("normal"), "插入卡", "puts the card in"),
            Move("menu", ChoseStanding(), "选择：查询状态", "chooses: standing"),
            Move("standing", WentBack(), "返回", "goes back"),
            Move("menu", ChosePinChange(), "选择：修改密码", "chooses: change the PIN"),
            Move("pin-present", Key(PRESENT), "输入现在的密码", "enters the present PIN"),
            Move("pin-new", Key(POOR), "输入一个太简单的新密码", "enters a new PIN that is too simple"),
            Move("pin-refused", Key(NEW), "换一个新密码", "chooses another"),
            Move("pin-again", Key(NEW), "再输入一次", "enters it again"),
            Move("pin-changed", Ended(), "完成", "is done"),
            _ENDS,
        ),
    ),
    Scene(
        Words("忘了密码：还剩两次", "A forgotten PIN, two attempts left"),
        (
            Move("attract", Insert("two-left"), "插入卡", "puts the card in"),
            Move("menu", ChosePinChange(), "选择：修改密码", "chooses: change the PIN"),
            Move("pin-present", Key(WRONG), "输入错误的密码", "enters a wrong PIN"),
            Move("last-attempt", WentOn(), "继续", "goes on"),
            Move("pin-present", Key(WRONG), "又输入错误的密码", "enters a wrong PIN again"),
            Move("locked", WentOn(), "怎么办？", "asks what to do"),
            Move("unlock-explained", Ended(), "去服务网点", "will go to a service point"),
            _ENDS,
        ),
    ),
    Scene(
        Words("已挂失的卡", "A card that was reported lost"),
        (
            Move("attract", Insert("lost"), "插入卡", "puts the card in"),
            Move("menu", ChosePinChange(), "选择：修改密码", "chooses: change the PIN"),
            Move("standing", Ended(), "知道了", "has understood"),
            _ENDS,
        ),
    ),
    Scene(
        Words("修改时卡被拔出", "The card is pulled out during the change"),
        (
            Move("attract", Insert("t1", pulled=True), "插入卡", "puts the card in"),
            Move("menu", ChosePinChange(), "选择：修改密码", "chooses: change the PIN"),
            Move("pin-present", Key(PRESENT), "输入现在的密码", "enters the present PIN"),
            Move("pin-new", Key(NEW), "输入新密码", "enters a new PIN"),
            Move("pin-again", Key(NEW), "再输入一次，马上拔卡", "enters it again and pulls the card out"),
            Move("outcome-unknown", Insert("t1"), "把卡插回去", "puts the card back"),
            Move("pin-changed", Ended(), "完成", "is done"),
            _ENDS,
        ),
    ),
)


def demonstrate(settings: Settings, say: Callable[[str], None]) -> None:
    """Play all scenes, saying each screen in Chinese and English, on the real session machine and real threads."""
    with ExitStack() as stack:
        shown: list[str] = []

        def observe(_before: State, _event: Event, after: State) -> None:
            screen = screen_of(after)
            waits = isinstance(after, Menu) and after.visit.standing is NoStanding.ASKED
            if screen not in ("reading", *shown[-1:]) and not waits:
                shown.append(screen)
                words = narrate(after, date.today())
                say(f"  [{screen}]\n      {words.zh}\n      {words.en}")

        terminal, slot = stack.enter_context(empty_terminal(settings, observe))
        cards = {
            name: stack.enter_context(emulated_card(name))
            for name in sorted(
                {move.act.card for scene in SCENES for move in scene.moves if isinstance(move.act, Insert)}
            )
        }
        for number, scene in enumerate(SCENES, start=1):
            say(f"\n{number}. {scene.title.zh} · {scene.title.en}")
            moves = list(scene.moves)

            def meet(state: State, moves: list[Move] = moves) -> Event | Finished[bool] | None:
                waits = isinstance(state, Menu) and state.visit.standing is NoStanding.ASKED
                screen = screen_of(state)
                if not moves:
                    return Finished(True) if screen == "attract" else None
                if screen != moves[0].screen or waits:
                    return Finished(False) if screen == "take-card" else None  # Ctrl-C ended the visit
                move = moves.pop(0)
                say(f"    → {move.zh} · {move.en}")
                match move.act:
                    case Insert(card, pulled):
                        slot.insert(pulled_during_change(cards[card], slot) if pulled else cards[card])
                    case Remove():
                        slot.remove()
                    case Key(digits):
                        return PinEntered(Pin(digits))
                    case event:
                        return event
                return None

            if not terminal.play(meet):
                raise KeyboardInterrupt
    say("\n完 · End. 银行密码请到银行办理；咨询电话 12333 · Questions: 12333.")
