"""What none of it holds against, as `docs/security.md` says at its end: each point, shown.

A test that fails here is good news: then the page says too little of what holds, and is to be mended with it.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select

from emulator.issuer.answers import Done, Enabled, EnabledReport, Standing
from emulator.issuer.differences import SeveralMessages, notes
from emulator.issuer.new_pin import NewPin
from emulator.issuer.schema import Case as CaseRow
from emulator.issuer.vault import Vault
from kiosk.session.event import ChosePinChange
from kiosk.session.reader import Reader
from kiosk.session.reason import NotChanged
from kiosk.session.state import ChangeFailed, PinChanged
from tests.attacks.hall import NEW_PIN, OWN_PIN
from tests.attacks.visit import change, self_service
from tests.attacks.wedge import Kind, Way
from tests.unit.emulator.issuer.counter import Counter
from tests.unit.emulator.issuer.service_point import (
    LOCKED,
    RIGHT_PIN,
    SELF_SERVICE,
    TRIES,
    CardInReader,
    Desk,
    got,
    new_pin,
    presence,
)

INITIAL_PIN = "0020000003123456"

# --- a reader that swallows CHANGE PIN, or an unblock


@pytest.mark.parametrize("card", ["sealed", "normal"])
def test_a_reader_that_denies_the_change_leaves_the_new_pin_in_force_while_the_screen_says_that_it_is_not(
    card: str,
) -> None:
    with self_service() as terminal:
        chip = terminal.chips[card]
        shown = change(terminal, card, {Kind.CHANGE: Way.DENY})

        assert isinstance(shown, ChangeFailed)
        assert (shown.why, chip.takes(NEW_PIN)) == (NotChanged.REFUSED, True)


@pytest.mark.parametrize("card", ["sealed", "sealed-3des"])
def test_a_reader_that_swallows_the_change_leaves_a_card_enabled_under_its_old_pin(card: str) -> None:
    with self_service() as terminal:
        chip = terminal.chips[card]
        shown = change(terminal, card, {Kind.CHANGE: Way.YES, Kind.VERIFY: Way.KNOWN})
        standing = terminal.standings[chip.profile.identification.hex()]

        assert isinstance(shown, PinChanged)
        assert (standing, chip.takes(OWN_PIN), chip.takes(NEW_PIN)) == (Standing.NORMAL, True, False)


def test_a_reader_that_swallows_an_unblock_leaves_the_card_locked_and_the_unlock_reported(desk: Desk) -> None:
    case = Counter(desk).case(CardInReader("locked"))
    here = case.present()
    assert case.card.take_proof("06", got(case.proof(here))) == "9000"
    got(case.command(here))  # which the card never sees; the reader says 9000 to it
    told = case.report("done")

    assert (told, state_of(desk, case.id), case.card.say(TRIES)) == (Done(), "reported", LOCKED)


# --- a patched service point


def test_a_patched_service_point_gets_the_one_unlock_of_a_live_operator_and_a_live_card(desk: Desk) -> None:
    """Nobody keyed anything in, and no document was seen: the terminal says so. One case, one unlock, one row."""
    case = Counter(desk).case(CardInReader("locked"))
    case.unblock()
    case.report("done")
    with desk.database.reading() as session:
        rows = list(session.scalars(select(CaseRow.state)))

    assert (case.card.say(TRIES), rows) == ("63C6", ["reported"])


def test_a_patched_service_point_gets_up_to_three_unlocks_out_of_one_case(desk: Desk) -> None:
    """A message may be lost on its way, so a case gives three: a patched terminal uses each, and wrong PINs between."""
    case = Counter(desk).case(CardInReader("locked"))
    for _ in range(3):
        case.unblock()
        guesses = [case.card.say("0020000003999999") for _ in range(6)]
    with desk.database.reading() as session:
        said = notes(session, desk.clock())

    assert guesses[:2] == ["63C5", "63C4"]
    assert [note.messages for note in said if isinstance(note, SeveralMessages)] == [3]


def test_a_patched_service_point_sets_a_weak_new_pin(desk: Desk) -> None:
    """Which PINs are initial or weak only the terminal knows: the issuer seals what it is given."""
    case = Counter(desk).case(CardInReader("locked"), "reset")
    case.unblock(NewPin(bytes.fromhex("123456")))

    assert case.card.say("0020000003123456") == "9000"


def test_a_patched_service_point_that_keeps_a_reset_back_gets_it_told_as_done_by_the_old_pin(desk: Desk) -> None:
    """PIK proves that a PIN was verified, not which: the card was not locked, and is as it was."""
    case = Counter(desk).case(CardInReader("normal"), "reset")
    here = case.present()
    assert case.card.take_proof("06", got(case.proof(here))) == "9000"
    kept_back = got(case.command(here, new_pin()))
    assert case.card.say(RIGHT_PIN) == "9000"
    asked = kept_back.evidence
    assert asked is not None
    case.report("done", asked.number, case.card.prove_itself(asked, "0C"))

    assert (state_of(desk, case.id), case.card.say(RIGHT_PIN)) == ("done", "9000")


def test_a_card_that_stays_locked_can_not_be_told_as_reset_by_its_old_pin(desk: Desk) -> None:
    case = Counter(desk).case(CardInReader("locked"), "reset")
    here = case.present()
    assert case.card.take_proof("06", got(case.proof(here))) == "9000"
    asked = got(case.command(here, new_pin())).evidence
    assert asked is not None
    assert case.card.say(RIGHT_PIN) == LOCKED
    case.report("done", asked.number, case.card.prove_itself(asked, "0C"))

    assert state_of(desk, case.id) == "reported"


def test_a_patched_terminal_that_changes_nothing_leaves_a_card_enabled_under_its_initial_pin(desk: Desk) -> None:
    card = CardInReader("initial-pin")
    here = presence(desk, SELF_SERVICE, card)
    asked = got(desk.office.enabling_challenge(SELF_SERVICE, here))
    before = card.prove_itself(asked.before)
    assert card.say(INITIAL_PIN) == "9000"
    report = EnabledReport(here, asked.number, before, card.prove_itself(asked.after, "0C"))

    assert desk.office.report_enabled_by(SELF_SERVICE, report, "a key") == Enabled()
    assert card.say(INITIAL_PIN) == "9000"


def test_a_reader_hears_the_pin_and_a_relay_is_a_reader() -> None:
    """The wedge has a card elsewhere answer, and everything is as if that card were here."""
    with self_service() as terminal:
        wedge = terminal.slots[Reader.HOLDER].wedge
        terminal.put_in(Reader.HOLDER, "normal", terminal.chips["normal"])  # as far away as one likes
        terminal.do(ChosePinChange())
        terminal.key(Reader.HOLDER, OWN_PIN)

        assert wedge.present.hex() == OWN_PIN
        assert terminal.slots[Reader.HOLDER].verdict == "genuine"


# --- the issuer's machine


def test_whoever_has_the_issuers_keys_has_every_card(desk: Desk, tmp_path: Path) -> None:
    """Without office, staff and case: the file of keys is enough."""
    card, info = CardInReader("locked"), bytes(8)
    vault = Vault.open(tmp_path / "keys.toml")
    proof = got(vault.external_proof(card.identification, "PUK", card.challenge(), info))
    assert card.say(f"0082000610{(proof + info).hex()}") == "9000"
    assert card.say(got(vault.unblock_apdu(card.identification, card.challenge(), None)).hex()) == "9000"

    assert card.say(TRIES) == "63C6"


def test_a_challenge_whose_row_was_taken_away_is_answered_again_and_the_card_takes_it_once(
    desk: Desk, tmp_path: Path
) -> None:
    """Who can write the disk and has no key: within the minute of the same presence."""
    case = Counter(desk).case(CardInReader("locked"))
    here, challenge = case.present(), case.card.challenge()
    first = got(case.proof(here, challenge))
    with sqlite3.connect(tmp_path / "registry.sqlite") as database:
        database.execute("DELETE FROM answered")
    database.close()
    again = got(case.proof(here, challenge))
    taken = [case.card.take_proof("06", proof) for proof in (first, again)]

    assert taken[0] == "9000"
    assert taken[1] != "9000"


def state_of(desk: Desk, case: str) -> str:
    """Of a case, in the registry."""
    with desk.database.reading() as session:
        return session.get_one(CaseRow, case).state
