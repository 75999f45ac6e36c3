"""What looks like a holder's card and has none of its keys, in an honest terminal: it is told nothing that counts.

The terminal, its threads and the office are the real ones; the card is one of a forger's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from emulator.back_office import BackOffice, back_office
from emulator.cards import bundled_cards
from emulator.issuer.schema import CardRow
from emulator.reader.insertable import Insertable
from emulator.reader.slot import Slot
from kiosk.app.near_self_service import NearOffice
from kiosk.app.terminal import Terminal, terminal
from kiosk.card.in_process import InProcessPort
from kiosk.change_pin import Exit, Result, with_lines
from kiosk.issuer.office import OfficeAway
from kiosk.issuer.report_file import reports_in
from kiosk.session.event import ChosePinChange, Event, PinEntered
from kiosk.session.play import Finished
from kiosk.session.reason import Doubt
from kiosk.session.state import Menu, OutcomeUnknown, PinAgain, PinChanged, PinNew, PinPresent, State
from kiosk.session.visit import is_settled
from kiosk.settings import Settings
from tests.support.cards import NEW, PRESENT, Listening, holds, identification, pin, profile, tries, virtual_card
from tests.support.odd_cards import Wrapped
from tests.support.visits import reader_that_loses

TERMINAL = "610100-0001"
SEALED = "sealed"


class Agreeing(Wrapped):
    """The free public file of a card; 9000 to every PIN, and to a proof whatever is made of `proof`."""

    def __init__(self, card: Insertable, proof: str | None) -> None:
        super().__init__(card)
        self._proof = proof

    def transmit(self, apdu: bytes) -> bytes | None:
        """Whatever pleases the terminal."""
        if apdu[:2] in (b"\x00\x20", b"\x80\x5e") and len(apdu) > 5:
            return b"\x90\x00"
        if apdu[:2] == b"\x00\x88":
            return None if self._proof is None else bytes.fromhex(self._proof)
        return super().transmit(apdu)


class Line:
    """To the office; it can be cut."""

    def __init__(self, issuer: BackOffice) -> None:
        self.issuer = issuer
        self.cut = False
        self._caller = issuer.enrol(TERMINAL, "self-service")

    def open(self) -> NearOffice:
        """Where it is not cut."""
        if self.cut:
            raise OfficeAway("the line is cut")
        return NearOffice(self.issuer.office, self._caller)

    def standing(self) -> int:
        """The registry's word on the holder's card."""
        with self.issuer.database.reading() as session:
            row = session.get(CardRow, identification(SEALED).hex())
            assert row is not None
            return row.standing


@pytest.fixture
def line() -> Iterator[Line]:
    """To an office that knows the bundled cards."""
    with back_office(None, list(bundled_cards())) as issuer:
        yield Line(issuer)


@contextmanager
def honest(slot: Slot, line: Line, folder: Path) -> Iterator[Terminal]:
    """An honest terminal."""
    settings = Settings(terminal=TERMINAL, journal=folder / "journal", outbox=folder / "outbox", slips=folder / "slips")
    with terminal(settings, lambda: InProcessPort(slot), open_office=line.open) as running:
        yield running


def change_pin(slot: Slot, line: Line, folder: Path) -> Result:
    """`kiosk change-pin`."""
    with honest(slot, line, folder) as at:
        return at.play(with_lines(pin(PRESENT), pin(NEW), pin(NEW), Settings().policy))


def put_in(card: Insertable) -> Slot:
    """A reader with it."""
    slot = Slot("Hall")
    slot.insert(card)
    return slot


def pins_heard(card: Listening) -> list[bytes]:
    """The commands with a PIN in them that reached it."""
    return [apdu for apdu in card.heard if apdu[:2] in (b"\x00\x20", b"\x80\x5e") and len(apdu) > 5]


FORGED: dict[str, str | None] = {
    "a wrong proof": "11223344556677889000",
    "half a proof": "112233449000",
    "no such key": "6A88",
    "more than a proof": "1122334455667788999000",
}


@pytest.mark.parametrize("proof", FORGED.values(), ids=FORGED)
def test_a_card_without_keys_is_told_no_pin_and_changes_nothing(proof: str | None, line: Line, tmp_path: Path) -> None:
    card = Listening(Agreeing(virtual_card(SEALED), proof))
    result = change_pin(put_in(card), line, tmp_path)

    assert (result.exit, pins_heard(card), line.standing()) == (Exit.FAILED, [], 0)
    assert "genuine" in result.message
    assert reports_in(tmp_path / "outbox") == ()


def test_while_the_office_is_away_it_may_be_told_its_pins_but_enables_nothing_and_that_is_said(
    line: Line, tmp_path: Path
) -> None:
    line.cut = True
    result = change_pin(put_in(Agreeing(virtual_card(SEALED), "6A88")), line, tmp_path)

    assert (result.exit, line.standing(), reports_in(tmp_path / "outbox")) == (Exit.CHANGED, 0, ())
    assert "could not be checked" in result.message


def test_a_card_that_swallows_the_change_but_proves_its_old_pin_is_no_change(line: Line, tmp_path: Path) -> None:
    """A reader that answers CHANGE PIN itself: the new PIN, verified for the proof, is wrong on the real card."""

    class Swallowing(Wrapped):
        """The real card, but for CHANGE PIN."""

        def transmit(self, apdu: bytes) -> bytes | None:
            """9000 to that."""
            return b"\x90\x00" if apdu[:2] == b"\x80\x5e" else super().transmit(apdu)

    card = virtual_card(SEALED)
    result = change_pin(put_in(Swallowing(card)), line, tmp_path)

    assert (result.exit, line.standing(), tries(card), holds(card, PRESENT)) == (Exit.UNKNOWN, 0, 5, True)
    assert "can't confirm" in result.message


def test_a_reader_that_answers_the_second_verify_itself_shows_no_pik(line: Line, tmp_path: Path) -> None:
    """Nobody is told that the new PIN holds; what was proved in part is looked at, and enables nothing by itself."""

    class Wedge(Wrapped):
        """The real card, but for CHANGE PIN and the VERIFY after it."""

        def transmit(self, apdu: bytes) -> bytes | None:
            """9000 to those."""
            swallowed = apdu[:2] == b"\x80\x5e" or apdu.hex() == f"0020000003{NEW.decode()}"
            if apdu[:2] == b"\x80\x5e":
                self.reset()  # so that PIK has nothing to show of the old PIN
                super().transmit(bytes.fromhex("00A4040C0F7378312E73682EC9E7BBE1B1A3D5CF"))
            return b"\x90\x00" if swallowed else super().transmit(apdu)

    result = change_pin(put_in(Wedge(virtual_card(SEALED))), line, tmp_path)

    assert (result.exit, line.standing()) == (Exit.UNKNOWN, 0)
    assert "could not prove its new PIN" in result.message


# --- after a lost answer


def until_told(doubt: Doubt) -> Callable[[State], Event | Finished[OutcomeUnknown] | None]:
    """A person whose answer is lost, until a card that was put back is said to be doubted."""

    def meet(state: State) -> Event | Finished[OutcomeUnknown] | None:
        match state:
            case Menu(visit) if is_settled(visit):
                return ChosePinChange()
            case PinPresent(visit) if not visit.asking_pin:
                return PinEntered(pin(PRESENT))
            case PinNew() | PinAgain():
                return PinEntered(pin(NEW))
            case OutcomeUnknown() if state.doubt is doubt:
                return Finished(state)
            case _:
                return None

    return meet


def until_changed(state: State) -> Finished[PinChanged] | None:
    """A person who waits for what the right card says."""
    return Finished(state) if isinstance(state, PinChanged) else None


@pytest.mark.parametrize("proof", FORGED.values(), ids=FORGED)
def test_a_card_without_keys_that_is_put_back_instead_is_told_neither_pin(
    proof: str | None, line: Line, tmp_path: Path
) -> None:
    real, forged = virtual_card(SEALED), Listening(Agreeing(virtual_card(SEALED), proof))
    slot = reader_that_loses(real)
    with honest(slot, line, tmp_path) as at:
        at.play(until_told(Doubt.NONE))
        slot.insert(forged)
        at.play(until_told(Doubt.NOT_GENUINE))
        heard = pins_heard(forged)
        slot.remove()
        slot.insert(real)
        at.play(until_changed)

    assert (heard, holds(real, NEW)) == ([], True)


def test_nor_is_any_card_while_the_office_can_not_tell(line: Line, tmp_path: Path) -> None:
    real = virtual_card(SEALED)
    listening = Listening(real)
    slot = reader_that_loses(real)
    office = line.open()

    class Deaf:
        """An office that answers until the line is cut."""

        def __getattr__(self, question: str) -> object:
            if line.cut:
                raise OfficeAway("the line is cut")
            return getattr(office, question)

    settings = Settings(terminal=TERMINAL, journal=tmp_path / "journal", outbox=tmp_path / "outbox")
    with terminal(settings, lambda: InProcessPort(slot), open_office=Deaf) as at:  # type: ignore[arg-type]
        at.play(until_told(Doubt.NONE))
        line.cut = True
        slot.insert(listening)
        at.play(until_told(Doubt.UNCHECKED))

    assert (pins_heard(listening), line.standing()) == ([], 0)


def test_the_honest_way_enables(line: Line, tmp_path: Path) -> None:
    result = change_pin(put_in(virtual_card(SEALED)), line, tmp_path)

    assert (result, line.standing()) == (Result(Exit.CHANGED, "The PIN is changed, and the card is enabled."), 1)
    assert profile(SEALED).keys.has_pik
