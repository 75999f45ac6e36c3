"""The driver that lets the outbox know: what is on disk before the card is told, and what becomes of it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from kiosk.card.driver import carry_out
from kiosk.card.outcome import (
    CardGone,
    Changed,
    Contradicted,
    Locked,
    OtherCard,
    Outcome,
    Refused,
    Unchanged,
    Unconfirmed,
    Unknown,
    Unsettled,
    WrongPin,
)
from kiosk.card.port import Channel, Failure, Fault
from kiosk.card.request import AskWhichPin, ChangePin, EnablingChallenge, Evidence, Exchanged, VerifyPin
from kiosk.issuer.proved import Proved
from kiosk.issuer.report import ENABLED, Progress
from kiosk.issuer.report_file import reports_in
from kiosk.issuer.reporting import reporting
from kiosk.issuer.under_way import under_way
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
WITHIN_S = 5.0


PRESENCE, LATER = b"presence-1", b"presence-2"
BLOCK = Evidence(bytes(8), bytes(8))
CHALLENGE = EnablingChallenge("challenge-1", BLOCK, BLOCK, evidence=True)


def change(
    present: bytes = b"135790", presence: bytes = PRESENCE, challenge: EnablingChallenge | None = None
) -> ChangePin:
    return ChangePin(1, READER, CARD, pin(present), pin(NEW), presence, challenge)


def which(presence: bytes = LATER) -> AskWhichPin:
    return AskWhichPin(1, READER, CARD, pin(), pin(NEW), presence)


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
        (Contradicted(5), ["intended"]),
        (Unconfirmed(6), ["due"]),  # the office reviews it
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


@pytest.mark.parametrize("outcome", [Changed(6), Unknown(LOST), GivenUp], ids=str)
def test_it_is_under_way_for_whoever_looks_while_the_card_is_at_work_and_no_longer(
    tmp_path: Path, outcome: Outcome | type[GivenUp]
) -> None:
    def seen() -> bool:
        return bool(under_way(path, [report.key for report in reports_in(path)]))

    def answer(request: Exchanged, _: Channel) -> Outcome:
        during.append(seen())
        if isinstance(outcome, type):
            raise outcome
        return outcome

    path, during = tmp_path / "outbox", list[bool]()
    with desk(path) as at:
        with suppress(GivenUp):
            reporting(at.outbox, answer)(change(), connected(slot_with(virtual_card())))
        ends, pause = monotonic() + WITHIN_S, Event()
        while (still := seen()) and monotonic() < ends:
            pause.wait(0.001)

    assert (during, still) == ([True], False)


def test_of_a_card_that_did_not_prove_itself_nothing_is_reported(tmp_path: Path) -> None:
    assert left_by(tmp_path / "outbox", (change(presence=b""), Changed(6)), (which(b""), Changed(6))) == []


def test_what_is_open_of_a_card_is_not_settled_by_one_that_did_not_prove_itself(tmp_path: Path) -> None:
    """A card with the same public file is not the same card."""
    told = (change(), GivenUp), (change(presence=b""), Changed(6)), (which(b""), Changed(6))

    assert left_by(tmp_path / "outbox", *told) == ["intended"]


@pytest.mark.parametrize(
    ("request_", "outcome", "proved"),
    [
        (
            change(challenge=CHALLENGE),
            Changed(6, b"b" * 8, b"a" * 8),
            Proved(PRESENCE, "challenge-1", b"b" * 8, b"a" * 8),
        ),
        (change(challenge=CHALLENGE), Changed(6, b"b" * 8), Proved(PRESENCE, "challenge-1", b"b" * 8)),
        (change(), Changed(6), Proved(PRESENCE)),
        (which(), Changed(6), Proved(LATER)),
    ],
    ids=["proved", "proved before", "no challenge", "found later"],
)
def test_what_the_card_proved_goes_with_the_report(
    tmp_path: Path, request_: Exchanged, outcome: Outcome, proved: Proved
) -> None:
    left_by(tmp_path / "outbox", (request_, outcome))
    (report,) = reports_in(tmp_path / "outbox")

    assert Proved.of(report.proof) == proved


def test_a_change_that_was_lost_is_reported_with_what_the_next_one_proves(tmp_path: Path) -> None:
    left_by(tmp_path / "outbox", (change(), GivenUp), (change(challenge=CHALLENGE), Changed(6, b"b" * 8, b"a" * 8)))
    (report,) = reports_in(tmp_path / "outbox")

    assert Proved.of(report.proof) == Proved(PRESENCE, "challenge-1", b"b" * 8, b"a" * 8)


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
