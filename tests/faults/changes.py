"""Every command that changes a card's memory, and the durable steps in which it is to do so.

A step is what becomes durable at once. Where something is compared, the first step counts the attempt; what a right
proof brings is the second. So the memory is always the old one, the old one with an attempt counted, or the new one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.support.workbench import RIGHT_PIN, SELECT_SSSE, WRONG_PIN, Bench

Cells = Mapping[str, bytes]

PIN_LIMIT, KEY_LIMIT = 6, 10
PIN_LEFT, KEY_LEFT = "pin.remaining", "key.{}.remaining"
NEW_PIN = "246802"
CHANGE_RIGHT, CHANGE_WRONG = f"805E010007135790FF{NEW_PIN}", f"805E010007111111FF{NEW_PIN}"
SELECT_DF01, SELECT_DF03, SELECT_DF04 = (f"00A4040C06D156000005{number}" for number in ("00", "02", "03"))


@dataclass(frozen=True)
class Change:
    """One command. `ready` brings a new card to where it works and gives the command; `counter` names the cell of the
    attempts that it costs, `brings` the cells that a right one changes: of a wrong one, none.
    """

    name: str
    ready: Callable[[Bench], str]
    counter: str = ""
    brings: Cells | None = None
    spends_challenge: bool = False

    def steps(self, old: Cells) -> list[Cells]:
        """The whole memory after each durable step, from `old` on, which is the first."""
        steps = [old]
        if self.counter:
            steps.append({**old, self.counter: bytes((old[self.counter][0] - 1,))})
        if self.brings is not None:
            steps.append({**old, **self.brings})
        return steps

    @property
    def writes(self) -> int:
        """How many steps there are after the old memory."""
        return bool(self.counter) + (self.brings is not None)


def _after(*commands: str) -> Callable[[Bench], str]:
    """In SSSE with the attempts of two wrong PINs gone; the last command is the one."""

    def ready(bench: Bench) -> str:
        bench.say(SELECT_SSSE, WRONG_PIN, WRONG_PIN, *commands[:-1])
        return commands[-1]

    return ready


def _written(command: str) -> Callable[[Bench], str]:
    """In SSSE with everything proved that can be."""

    def ready(bench: Bench) -> str:
        bench.say(SELECT_SSSE, RIGHT_PIN)
        for key in ("PUK", "RKSSSE", "UKSSSE"):
            assert bench.terminal.prove(key) == "9000"
        bench.terminal.challenge()
        return command

    return ready


def _proof(key: str, where: str, *, wrong: bool) -> Callable[[Bench], str]:
    """In the application `where`, the PIN verified, with an attempt of this key gone."""

    def ready(bench: Bench) -> str:
        bench.say(SELECT_SSSE, RIGHT_PIN, where)
        bench.terminal.prove(key)
        bench.terminal.prove(key, wrong=True)
        return bench.terminal.proof(key, bench.terminal.challenge(), wrong=wrong)

    return ready


def _message(make: Callable[[Bench, bytes], str]) -> Callable[[Bench], str]:
    """In SSSE, two attempts gone, PUK and RKSSSE proved, with a fresh challenge."""

    def ready(bench: Bench) -> str:
        bench.say(SELECT_SSSE, WRONG_PIN, WRONG_PIN)
        for key in ("RKSSSE", "PUK"):
            assert bench.terminal.prove(key) == "9000"
        return make(bench, bench.terminal.challenge())

    return ready


def _last_attempt(bench: Bench) -> str:
    bench.say(SELECT_SSSE, *[WRONG_PIN] * 5)
    return WRONG_PIN


_SET_BACK = {PIN_LEFT: bytes((PIN_LIMIT,))}
_NEW_PIN = {**_SET_BACK, "pin.value": bytes.fromhex(NEW_PIN), "pin.initial": b"\x00"}
_PHOTO = bytes(0x1000)
_KEYS = {
    "PUK": SELECT_SSSE,
    "RKSSSE": SELECT_SSSE,
    "UKSSSE": SELECT_DF03,
    "UK1DF01": SELECT_DF01,
    "RK1DF04": SELECT_DF04,
}

CHANGES: tuple[Change, ...] = (
    Change("VERIFY right", _after(RIGHT_PIN), PIN_LEFT, _SET_BACK),
    Change("VERIFY wrong", _after(WRONG_PIN), PIN_LEFT),
    Change("VERIFY wrong, of a verified PIN", _written(WRONG_PIN), PIN_LEFT),
    Change("VERIFY wrong, the last attempt", _last_attempt, PIN_LEFT),
    Change("CHANGE PIN right", _after(CHANGE_RIGHT), PIN_LEFT, _NEW_PIN),
    Change("CHANGE PIN wrong", _after(CHANGE_WRONG), PIN_LEFT),
    Change("UPDATE RECORD replaces", _written("00DC022803020134"), brings={"record:SSSE/EF05:02": b"\x02\x014"}),
    Change("UPDATE RECORD appends", _written("00DC32C80432020102"), brings={"record:SSSE/pad:03": b"2\x02\x01\x02"}),
    Change(
        "UPDATE BINARY",
        _written("00D6871003ABCDEF"),
        brings={"binary:SSSE/EF07": _PHOTO[:16] + b"\xab\xcd\xef" + _PHOTO[19:]},
    ),
    *(
        Change(
            f"EXTERNAL AUTHENTICATE {key} {'wrong' if wrong else 'right'}",
            _proof(key, where, wrong=wrong),
            KEY_LEFT.format(key),
            None if wrong else {KEY_LEFT.format(key): bytes((KEY_LIMIT,))},
            spends_challenge=True,
        )
        for key, where in _KEYS.items()
        for wrong in (False, True)
    ),
    Change(
        "PIN UNBLOCK keeps the PIN",
        _message(lambda bench, challenge: bench.terminal.unblocking(None, challenge)),
        brings=_SET_BACK,
        spends_challenge=True,
    ),
    Change(
        "PIN UNBLOCK sets a PIN",
        _message(lambda bench, challenge: bench.terminal.unblocking(NEW_PIN, challenge)),
        brings=_NEW_PIN,
        spends_challenge=True,
    ),
    Change(
        "PIN UNBLOCK, MAC wrong",
        _message(lambda bench, challenge: bench.terminal.unblocking(NEW_PIN, challenge, wrong=True)),
        spends_challenge=True,
    ),
    Change(
        "APPLICATION BLOCK",
        _message(lambda bench, challenge: bench.terminal.blocking_application(challenge)),
        brings={"block": b"\x01"},
        spends_challenge=True,
    ),
    Change(
        "CARD BLOCK",
        _message(lambda bench, challenge: bench.terminal.blocking_card(challenge)),
        brings={"block": b"\x02"},
        spends_challenge=True,
    ),
    Change(
        "CARD BLOCK, MAC wrong",
        _message(lambda bench, challenge: bench.terminal.blocking_card(challenge, wrong=True)),
        spends_challenge=True,
    ),
)
