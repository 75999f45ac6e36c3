"""The driver that lets the outbox know: what is on disk before the card is told, and what becomes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.card.driver import carry_out
from kiosk.card.outcome import (
    CardGone,
    Changed,
    Locked,
    OtherCard,
    Outcome,
    Refused,
    Unchanged,
    Unknown,
    Unsettled,
    WrongPin,
)
from kiosk.card.port import Channel, Failure, Fault
from kiosk.card.request import AskWhichPin, ChangePin, Exchanged, VerifyPin
from kiosk.issuer.report import ENABLED, Progress
from kiosk.issuer.report_file import reports_in
from kiosk.issuer.reporting import reporting
from tests.support.cards import (
    CHANGE_PIN,
    NEW,
    READER,
    WRONG,
    Listening,
    connected,
    identification,
    pin,
    slot_with,
    virtual_card,
)
from tests.unit.kiosk.issuer.disks import desk

CARD = identification()
LOST = Failure(Fault.ANSWER_LOST)


def change(present: bytes = b"135790", *, enables: bool = True) -> ChangePin:
    return ChangePin(1, READER, CARD, pin(present), pin(NEW), enables)


def which() -> AskWhichPin:
    return AskWhichPin(1, READER, CARD, pin(), pin(NEW))


class GivenUp(Exception):
    """The worker was given up in the middle."""


def left_by(path: Path, *told: tuple[Exchanged, Outcome | type[GivenUp]]) -> list[str]:
    """What the outbox holds after requests with these outcomes."""

    def answer(request: Exchanged, _: Channel) -> Outcome:
        outcome = {id(each): outcome for each, outcome in told}[id(request)]
        if isinstance(outcome, type):
            raise outcome
        return outcome

    with desk(path) as at:
        driver = reporting(at.outbox, answer)
        for request, _ in told:
            try:
                driver(request, connected(slot_with(virtual_card())))
            except GivenUp:
                continue
    return at.on_disk()


@pytest.mark.parametrize(
    ("outcome", "left"),
    [
        (Changed(6), ["due"]),
        (Unknown(LOST), ["intended"]),
        (GivenUp, ["intended"]),
        (WrongPin(5), []),
        (Locked(), []),
        (CardGone(LOST), []),
        (OtherCard(), []),
        (Refused(0x6985), []),
    ],
    ids=str,
)
def test_what_becomes_of_a_change(tmp_path: Path, outcome: Outcome | type[GivenUp], left: list[str]) -> None:
    assert left_by(tmp_path / "outbox", (change(), outcome)) == left


@pytest.mark.parametrize(
    ("outcome", "left"),
    [
        (Changed(6), ["due"]),
        (Unchanged(6), []),
        (Unsettled(2), ["intended"]),
        (Locked(), ["intended"]),
        (CardGone(LOST), ["intended"]),
        (OtherCard(), ["intended"]),
    ],
    ids=str,
)
@pytest.mark.parametrize("lost", [Unknown(LOST), GivenUp], ids=str)
def test_a_lost_answer_is_settled_by_the_card(
    tmp_path: Path, lost: Outcome | type[GivenUp], outcome: Outcome, left: list[str]
) -> None:
    assert left_by(tmp_path / "outbox", (change(), lost), (which(), outcome)) == left


def test_a_change_that_enables_nothing_is_not_reported(tmp_path: Path) -> None:
    assert left_by(tmp_path / "outbox", (change(enables=False), Changed(6))) == []


def test_an_intent_of_which_nothing_is_known_is_settled_by_the_next_change_alone(tmp_path: Path) -> None:
    path = tmp_path / "outbox"
    lives = [
        left_by(path, (change(), GivenUp)),
        left_by(path, (change(), WrongPin(5))),
        left_by(path, (VerifyPin(1, READER, CARD, pin()), Changed(6))),
        left_by(path, (change(), Changed(6))),
    ]

    assert lives == [["intended"], ["intended"], ["intended"], ["due"]]


@pytest.mark.parametrize(("present", "left"), [(b"135790", ["due"]), (WRONG, [])])
def test_the_intent_is_on_disk_before_the_card_is_told(tmp_path: Path, present: bytes, left: list[str]) -> None:
    path = tmp_path / "outbox"

    class Watching(Listening):
        """A card that looks at the disk whenever a PIN reaches it."""

        def transmit(self, apdu: bytes) -> bytes | None:
            """As the card's."""
            if apdu[:2] in (CHANGE_PIN, b"\x00\x20") and len(apdu) > 5:
                (report,) = reports_in(path)
                assert (report.kind, report.about, report.progress) == (ENABLED, CARD.hex(), Progress.INTENDED)
            return super().transmit(apdu)

    with desk(path) as at:
        reporting(at.outbox, carry_out)(change(present), connected(slot_with(Watching(virtual_card()))))
        at_return = at.on_disk()

    assert at_return == left


def test_no_pin_is_on_the_disk(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox") as at:
        reporting(at.outbox, carry_out)(change(), connected(slot_with(virtual_card())))
    written = (tmp_path / "outbox").read_bytes()

    assert [digits for digits in (b"135790", NEW, pin().bcd(), pin(NEW).bcd()) if digits in written] == []
