"""What real journeys leave in the journal, and what they do not."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from kiosk.app.terminal import emulated_terminal
from kiosk.card.pin import Pin
from kiosk.change_pin import Exit, with_lines
from kiosk.rules.new_pin import PinPolicy
from kiosk.settings import Settings
from tests.support.cards import NEW, PRESENT, WRONG, profile, virtual_card
from tests.support.visits import reader_that_loses, terminal_at

POLICY = PinPolicy()


def lines_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def changed(card: str, journal: Path, present: bytes = PRESENT) -> Exit:
    person = with_lines(Pin(present), Pin(NEW), Pin(NEW), POLICY)
    with emulated_terminal(Settings(journal=journal), card, None) as terminal:
        return terminal.play(person).exit


@pytest.mark.parametrize(
    ("card", "present", "entries"),
    [
        ("normal", PRESENT, ["card-read 6", "pin-verified", "pin-changed"]),
        ("normal", WRONG, ["card-read 6", "pin-wrong 5"]),
        ("last-attempt", WRONG, ["card-read 1", "pin-wrong 0"]),
        ("locked", PRESENT, ["card-read 0"]),
        ("lost", PRESENT, ["card-read 6"]),
        ("mute", PRESENT, ["card-not-recognised"]),
    ],
)
def test_a_change_of_pin(tmp_path: Path, card: str, present: bytes, entries: list[str]) -> None:
    changed(card, tmp_path / "j", present)

    assert [f"{line['what']} {line.get('tries_left', '')}".strip() for line in lines_of(tmp_path / "j")] == entries


def lost_in_the_middle(card: str, journal: Path) -> Exit:
    person = with_lines(Pin(PRESENT), Pin(NEW), Pin(NEW), POLICY)
    with terminal_at(reader_that_loses(virtual_card(card)), journal) as at:
        return at.play(person).exit


def test_a_card_pulled_out_in_the_middle_of_its_change(tmp_path: Path) -> None:
    ended = lost_in_the_middle("normal", tmp_path / "j")

    assert (ended, [line["what"] for line in lines_of(tmp_path / "j")]) == (
        Exit.UNKNOWN,
        ["card-read", "pin-verified", "pin-outcome-unknown"],
    )


def test_nothing_personal_is_in_the_file(tmp_path: Path) -> None:
    """OpenSC#877: PIN in a debug log. Visits that end in all their ways, and what is known of their people."""
    journal = tmp_path / "j"
    for card, present in (
        ("normal", PRESENT),
        ("two-left", WRONG),
        ("last-attempt", WRONG),
        ("lost", PRESENT),
        ("bank-only", PRESENT),
    ):
        changed(card, journal, present)
    lost_in_the_middle("t1", journal)
    written = journal.read_bytes()
    personal = [PRESENT, WRONG, NEW]
    for card in ("normal", "two-left", "last-attempt", "lost", "t1"):
        person = profile(card)
        personal += [person.holder.name.encode(), person.holder.number.encode(), person.card.number.encode()]
        personal += [person.identification.hex().encode(), person.identification.hex().upper().encode()]
        personal += [person.holder.birth_date.isoformat().encode()]

    assert (len(written.splitlines()) >= 10, [each for each in personal if each in written]) == (True, [])


def test_a_journal_that_can_not_be_made_is_said_with_what_it_cost_and_the_service_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "taken").touch()
    with caplog.at_level(logging.WARNING):
        status = changed("normal", tmp_path / "taken" / "j")
    said = [record.getMessage() for record in caplog.records]
    caplog.clear()

    assert (status, len(said), "KIOSK_JOURNAL" in said[0], "missing: 3" in said[1]) == (Exit.CHANGED, 2, True, True)


def test_a_disk_that_takes_no_entry_is_said_with_what_it_cost_and_the_service_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        status = changed("normal", Path("/dev/full"))
    said = [record.getMessage() for record in caplog.records]
    caplog.clear()

    assert (status, len(said), "No space left" in said[0], "missing: 3" in said[1]) == (Exit.CHANGED, 2, True, True)
