"""`kiosk change-pin` as a process, over a real pcscd; where the card must last, it is that of `emulator serve`.

That no PIN comes out of it again is held by `KioskCommand` at every run (OpenSC#877: a PIN in a debug log).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from emulator.reader import vpcd
from emulator.reader.faults import PulledOut
from emulator.reader.private_pcscd import PrivatePcscd
from tests.pcsc.conftest import Serve
from tests.pcsc.contacts import contact, wait_for_card
from tests.pcsc.exchanges import CHANGE_PIN, VERIFY_PIN, AtFirst
from tests.pcsc.hand import Hand
from tests.pcsc.kiosk_command import KioskCommand
from tests.pcsc.processes import Process
from tests.support.cards import NEW, PRESENT, WRONG, holds, tries, virtual_card

OTHER, TOO_SIMPLE = b"907153", b"121212"
COUNTED = ("5 attempts", "4 attempts", "3 attempts", "2 attempts", "1 attempt")


@pytest.fixture
def kiosk(pcscd: PrivatePcscd, tmp_path: Path) -> KioskCommand:
    """The command."""
    return KioskCommand(pcscd, tmp_path)


@pytest.fixture
def hand(pcscd: PrivatePcscd) -> Iterator[Hand]:
    """At slot 0."""
    with Hand(pcscd) as hand:
        yield hand


def take_out(serving: Process) -> None:
    """End `emulator serve`, and let the reader notice."""
    serving.end()
    wait_for_card(0, present=False)


def test_the_new_pin_holds_and_still_does_after_a_restart(kiosk: KioskCommand, serve: Serve, tmp_path: Path) -> None:
    """FIDO2Applet#25, canokey-core#116: card data lost on restart."""
    serving = serve("normal", store=tmp_path)
    changed = kiosk.change_pin(PRESENT, NEW)
    assert (changed.status, changed.err) == (0, "")
    old = kiosk.change_pin(PRESENT, OTHER)
    assert (old.status, old.out, old.err) == (3, "", "kiosk: Wrong PIN. 5 attempts left.\n")
    take_out(serving)
    serve("normal", store=tmp_path)
    assert kiosk("status", "--json").json["tries_left"] == 5
    assert kiosk.change_pin(NEW, OTHER).status == 0


def test_six_wrong_entries_lock_the_card_through_power_cycle_and_restart(
    kiosk: KioskCommand, serve: Serve, tmp_path: Path
) -> None:
    serving = serve("normal", store=tmp_path)
    entries = [kiosk.change_pin(WRONG, NEW) for _ in range(6)]
    assert [entry.status for entry in entries] == [3, 3, 3, 3, 3, 4]
    assert [entry.err for entry in entries[:-1]] == [f"kiosk: Wrong PIN. {left} left.\n" for left in COUNTED]
    with contact() as card:
        card.power_cycle()
    assert kiosk.change_pin(PRESENT, NEW).status == 4
    take_out(serving)
    serve("normal", store=tmp_path)
    report, refused = kiosk("status", "--json").json, kiosk.change_pin(PRESENT, NEW)
    assert (report["tries_left"], report["locked"], report["advice"]) == (
        0,
        True,
        ["pin-locked", "standing-not-configured"],
    )
    assert refused.status == 4
    assert "service point" in refused.err


def test_a_t1_card_is_changed_like_any_other(kiosk: KioskCommand, hand: Hand) -> None:
    card = virtual_card("t1")
    hand.insert(card)
    wait_for_card(0, present=True)
    assert kiosk("status", "--json").json["protocol"] == "t1"
    assert kiosk.change_pin(PRESENT, NEW).status == 0
    hand.leave()
    assert holds(card, NEW)


def test_a_new_pin_that_is_refused_leaves_the_card_untouched(kiosk: KioskCommand, hand: Hand) -> None:
    card = virtual_card("last-attempt")
    hand.insert(card)
    wait_for_card(0, present=True)
    refused = kiosk.change_pin(WRONG, TOO_SIMPLE)
    assert (refused.status, refused.out) == (5, "")
    hand.leave()
    assert (tries(card), holds(card, PRESENT)) == (1, True)


NOT_TRUE = ("taken out", "Wrong PIN", "attempt", "is changed")


@pytest.mark.parametrize("before", [False, True], ids=["after it was carried out", "before the card heard it"])
def test_pcscd_killed_over_the_change_leaves_the_outcome_unknown(
    kiosk: KioskCommand, pcscd: PrivatePcscd, hand: Hand, *, before: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vpcd, "SILENCE_S", 0.0)  # what the card does not answer, nobody waits for
    card = virtual_card()
    hand.insert(PulledOut(card, pcscd.kill, AtFirst(CHANGE_PIN), before=before))
    wait_for_card(0, present=True)
    ended = kiosk.change_pin(PRESENT, NEW)
    hand.leave()
    said = ended.err.replace("a wrong one costs an attempt", "")  # of what the person may try next
    assert (ended.status, ended.out, [words for words in NOT_TRUE if words in said]) == (6, "", [])
    assert "not known" in ended.err
    assert (tries(card), holds(card, PRESENT if before else NEW)) == (6, True)


@pytest.mark.parametrize("before", [False, True], ids=["after it was carried out", "before the card heard it"])
def test_pcscd_killed_over_the_present_pin_is_named_and_no_attempt_is_counted_wrong(
    kiosk: KioskCommand, pcscd: PrivatePcscd, hand: Hand, *, before: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vpcd, "SILENCE_S", 0.0)
    card = virtual_card()
    hand.insert(PulledOut(card, pcscd.kill, AtFirst(VERIFY_PIN), before=before))
    wait_for_card(0, present=True)
    ended = kiosk.change_pin(PRESENT, NEW)
    hand.leave()
    said = ended.err.replace("One PIN attempt may have been used up", "")  # which nobody can know
    assert (ended.status, ended.out, [words for words in NOT_TRUE if words in said]) == (1, "", [])
    assert "pcscd" in ended.err
    assert (tries(card), holds(card, PRESENT)) == (6, True)
