"""A virtual card in a test's hand, and a reader in this process to put it into."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from itertools import count
from os import PathLike, getpid
from pathlib import Path
from typing import NoReturn, Self, SupportsIndex
from typing import Protocol as Shape

from emulator import china
from emulator.card.card import Card
from emulator.card.memory import StoreFailure
from emulator.card.mute import MuteCard
from emulator.card.profile import Protocol
from emulator.cards import find_card, ready_card
from emulator.given import apdu_of, count_of, day_of, function_of, path_of, protocol_of
from emulator.reader.exchange import exchange
from emulator.reader.faults import PulledOut
from emulator.reader.insertable import Insertable
from emulator.reader.slot import Slot, SlotView
from emulator.store.refusal import StoreRefused


class NoAnswer(Exception):
    """No response came: there is no card, it has no power, was pulled out or is mute. The message says which."""


class NoPin(Exception):
    """The card has no PIN yet, and so no attempts to count."""


class Holder(Shape):
    """What a card can be put into."""

    @property
    def name(self) -> str:
        """For messages."""
        ...

    def holds(self, card: VirtualCard) -> bool:
        """True while `card` is in."""
        ...

    def insert(self, card: VirtualCard) -> bytes:
        """Put `card` in, out of wherever it is; one that is in is taken out. Returns the ATR."""
        ...

    def remove(self) -> None:
        """Pull out whatever is in."""
        ...


class VirtualReader:
    """A reader in this process, empty at first; safe to use from any thread.

    `insert`, `remove`, `unplug` and `plug` are the hand; the rest is the host. A card that goes in has power at once.
    """

    def __init__(self, name: str = "Virtual reader") -> None:
        self.name = name
        self._slot = Slot(name)
        self._card: VirtualCard | None = None
        self._powered = False

    def __repr__(self) -> str:
        return f"<VirtualReader {self.name!r}, {self._card.name if self._card else 'empty'}>"

    def __reduce_ex__(self, protocol: SupportsIndex, /) -> NoReturn:
        raise TypeError("a reader can't be copied or pickled: make another with emulator.VirtualReader")

    def holds(self, card: VirtualCard) -> bool:
        """True while `card` is in this reader, plugged in or not."""
        return self._card is card

    def insert(self, card: VirtualCard) -> bytes:
        """Put `card` in, out of any reader where it is; one that is in here is taken out. Returns the ATR.

        Raises NoAnswer where the reader is unplugged or the card is closed, TypeError where it is no card.
        """
        if not isinstance(card, VirtualCard):
            raise TypeError("what goes in is a card from emulator.card")
        contacts = card.leave_for(self)
        self.remove()
        self._card = card
        self._slot.insert(contacts)
        return self.reset()

    def remove(self) -> None:
        """Pull out whatever is in; an exchange under way loses its answer."""
        self._card = None
        self._slot.remove()

    def unplug(self) -> None:
        """Pull the reader off its cable: a card in it loses its power."""
        self._powered = False
        self._slot.unplug()

    def plug(self) -> None:
        """Plug it in again; a card in it is off until `reset`."""
        self._slot.plug()

    def look(self) -> SlotView:
        """What a host sees now: the ATR or None, and how often anything has changed."""
        return self._slot.look()

    def wait(self, seen: int, timeout_s: float) -> SlotView:
        """What a host sees once `changes` is no longer `seen`, or after `timeout_s` seconds."""
        return self._slot.wait(seen, timeout_s)

    def reset(self) -> bytes:
        """Power on or reset; returns the ATR, 2 to 33 bytes. Raises NoAnswer."""
        atr, changes = self._present()
        if not self._slot.reset(changes):
            raise NoAnswer(f"the card was pulled out of {self.name!r} while it was reset")
        self._powered = True
        return atr

    def power_off(self) -> None:
        """Take the power away: all that was selected or proved is forgotten. Raises NoAnswer without a card."""
        _, changes = self._present()
        self._powered = False
        self._slot.power_off(changes)

    def transmit(self, apdu: bytes) -> bytes:
        """One raw exchange: the response, two bytes or more, the status word last. Raises NoAnswer."""
        command = apdu_of(apdu)
        card, (_, changes) = self._card, self._present()
        if not self._powered:
            raise NoAnswer(f"the card in {self.name!r} has no power: reset() gives it some")
        response = self._slot.transmit(changes, command)
        if card is not None:
            card.must_be_sound()
        if response is None:
            gone = self._slot.look().changes != changes
            raise NoAnswer(
                f"the card was pulled out of {self.name!r} before its answer" if gone else "the card is mute"
            )
        return response

    def exchange(self, apdu: bytes) -> bytes:
        """The response with all its data: 61xx is fetched; 6Cxx repeated where the command carries no data.

        Two bytes or more, the last status word at the end. Raises NoAnswer.
        """
        return exchange(self.transmit, apdu_of(apdu))

    def _present(self) -> tuple[bytes, int]:
        if self._card is not None:
            self._card.must_be_open()
        seen = self._slot.look()
        if seen.atr is None:
            raise NoAnswer(f"{self.name!r} is empty" if seen.plugged else f"{self.name!r} is unplugged")
        return seen.atr, seen.changes


class VirtualCard:
    """A card and a hand to pull it: made by `emulator.card`, in a reader of its own until it is put into another.

    What is sent to it while it is out, off or closed raises NoAnswer. `close`, or leaving a `with`, lets go of a store.
    """

    def __init__(
        self, name: str, chip: Card | MuteCard, close: Callable[[], None], random: HandedRandom | None = None
    ) -> None:
        self.name = name
        self._process = getpid()
        self._random = random
        self._chip = chip
        self._close = close
        self._open = True
        self._plan: tuple[bool, Callable[[bytes], bool]] | None = None  # pull before the command?, at which
        lost_answer = PulledOut(chip, self.pull, self._planned(before=False))
        self._contacts = PulledOut(lost_answer, self.pull, self._planned(before=True), before=True)
        self._reader: Holder = VirtualReader(f"reader of {name}")
        self.insert()

    def __repr__(self) -> str:
        return f"<VirtualCard {self.name!r} in {self._reader.name!r}>"

    def __reduce_ex__(self, protocol: SupportsIndex, /) -> NoReturn:
        raise TypeError("a card can't be copied or pickled: make another with emulator.card")

    def __enter__(self) -> Self:
        self.must_be_open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def atr(self) -> bytes:
        """The answer to reset, 2 to 33 bytes; asking for it changes nothing."""
        return self._chip.atr

    @property
    def tries_left(self) -> int:
        """The PIN's attempts left, 0 where it is locked; nothing is sent.

        Raises NoPin, NoAnswer where it is mute or closed, or StoreRefused where the store can't be read any more.
        """
        self.must_be_open()
        try:
            left = self._chip.tries_left
        except StoreFailure as error:
            raise StoreRefused(f"the store of the card {self.name} can't be read: {error}") from error
        if isinstance(self._chip, MuteCard):
            raise NoAnswer(f"the card {self.name} is mute: its chip tells nobody how many attempts are left")
        if left is None:
            raise NoPin(f"the card {self.name} has no PIN yet")
        return left

    def reset(self) -> bytes:
        """Power on or reset; returns the ATR. Raises NoAnswer."""
        return self._where().reset()

    def power_off(self) -> None:
        """Take the power away; `reset` gives it back. Raises NoAnswer."""
        self._where().power_off()

    def power_cycle(self) -> bytes:
        """Off and on again: all that was selected or proved is forgotten. Returns the ATR. Raises NoAnswer."""
        self.power_off()
        return self.reset()

    def transmit(self, apdu: bytes) -> bytes:
        """One raw exchange: the response, two bytes or more, the status word last. Raises NoAnswer."""
        return self._where().transmit(apdu)

    def exchange(self, apdu: bytes) -> bytes:
        """The response with all its data: 61xx is fetched; 6Cxx repeated where the command carries no data.

        Two bytes or more, the last status word at the end. A command with data is sent once, whatever the answer.
        Raises NoAnswer.
        """
        return self._where().exchange(apdu)

    def pull(self) -> None:
        """Pull it out of its reader, if it is in; an exchange under way loses its answer."""
        self._plan = None
        if self._reader.holds(self):
            self._reader.remove()

    def insert(self) -> bytes:
        """Put it into the reader where it was last, with power. Returns the ATR. Raises NoAnswer."""
        return self._reader.insert(self)

    def pull_at(self, exchange: int, *, before: bool = False) -> None:
        """Pull it out at the nth exchange from now, 1 the next: when its answer is due, or `before` it hears of it.

        Raises ValueError for less than 1, TypeError for what is no whole number.
        """
        if count_of("the exchange to pull it at", exchange) < 1:
            raise ValueError("exchanges are counted from 1, the next one")
        exchanges = count(1)
        self.pull_when(lambda _: next(exchanges) == exchange, before=before)

    def pull_when(self, strikes: Callable[[bytes], bool], *, before: bool = False) -> None:
        """Pull it out at the first command APDU for which `strikes`, as `pull_at` does.

        One plan at a time; it ends with the pull. Raises TypeError for what can't be called.
        """
        function_of("pull_when takes a function of the command APDU", strikes)
        self._plan = before, strikes

    def close(self) -> None:
        """Pull it out and let go of its store, so that another process may open it; a second time does nothing."""
        self.pull()
        self._open = False
        self._close()

    def leave_for(self, reader: Holder) -> Insertable:
        """Leave the reader where it is, for `reader`; its contacts. Raises NoAnswer once closed."""
        self.must_be_open()
        self.pull()
        self._reader = reader
        return self._contacts

    def must_be_open(self) -> None:
        """Raises NoAnswer once it is closed, and in a forked child: there would be two of it, each with a counter."""
        if not self._open:
            raise NoAnswer(f"the card {self.name} is closed: its memory was let go")
        if getpid() != self._process:
            raise NoAnswer(
                f"the card {self.name} is another process's, from which this one was forked: make a card in this one"
            )

    def must_be_sound(self) -> None:
        """Raises what went wrong with the `random` that was handed in: the card's own answer to that is 6F00."""
        if self._random is not None:
            self._random.raise_failure()

    def _planned(self, *, before: bool) -> Callable[[bytes], bool]:
        return lambda apdu: self._plan is not None and self._plan[0] is before and self._plan[1](apdu)

    def _where(self) -> VirtualReader:
        self.must_be_open()
        if not self._reader.holds(self):
            raise NoAnswer(f"the card {self.name} is out of its reader: insert() puts it back")
        if not isinstance(self._reader, VirtualReader):
            raise NoAnswer(f"the card {self.name} is in {self._reader.name}: talk to it through PC/SC")
        return self._reader


class HandedRandom:
    """`random` as the card calls it; what it does wrong is kept for the test that handed it in."""

    def __init__(self, random: Callable[[int], bytes]) -> None:
        self._random = random
        self._failure: Exception | None = None

    def __call__(self, count: int) -> bytes:
        try:
            drawn = self._random(count)
            if len(bytes(drawn)) != count:
                raise ValueError(f"random({count}) gives {count} bytes; what was handed in gave something else")
        except Exception as error:  # whatever a test's function raises: the card must not take it for its own defect
            self._failure = error
            raise
        return drawn

    def raise_failure(self) -> None:
        """Raise what went wrong since the last time, if anything did."""
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure


def virtual_card(
    card: str | PathLike[str],
    *,
    store: str | PathLike[str] | None,
    protocol: Protocol | None,
    today: date | None,
    random: Callable[[int], bytes],
) -> VirtualCard:
    """As `emulator.card`. Raises CardRefused, StoreRefused, TypeError or ValueError."""
    # A pytest marker's arguments pass no type checker.
    handed = HandedRandom(function_of("random is a function that gives n bytes", random))
    protocol, day = protocol_of(protocol), day_of(today) or china.today()
    folder = None if store is None else Path(path_of("store", store))
    profile = find_card(path_of("card", card))
    with ExitStack() as held:
        chip = held.enter_context(
            ready_card(
                profile,
                store=folder,
                today=day,
                random=handed,
                protocol=protocol,
            )
        )
        return VirtualCard(profile.card.id, chip, held.pop_all().close, handed)
