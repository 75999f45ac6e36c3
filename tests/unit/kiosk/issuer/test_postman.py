"""The postman: each report reaches the office once, in order, however the office behaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import Event

import pytest

from kiosk.card.outcome import Proof
from kiosk.card.request import ProveCard
from kiosk.issuer.answers import Away, Delivered, Denied, Genuine, ProofWanted, Taken, UnderReview
from kiosk.issuer.office import OfficeAway
from kiosk.issuer.postman import FIRST_PAUSE_S, LONGEST_PAUSE_S, Postman, deliver
from kiosk.issuer.proved import Proved
from kiosk.issuer.report import ENABLED, Report
from tests.support.cards import READER, asked, identification, profile, virtual_card
from tests.support.office import KnownOffice
from tests.unit.kiosk.issuer.disks import AT_ONCE_S, Desk, desk

CARDS = ["61" * 16, "62" * 16, "63" * 16]
Answer = Delivered | Denied | Away


@dataclass
class Counter:
    """An office's counter: it takes each key once, and says what it was made to."""

    says: list[Answer | None] = field(default_factory=list)  # None: it takes the report, and the answer is lost
    got: list[str] = field(default_factory=list)
    took: dict[str, str] = field(default_factory=dict)

    def report(self, report: Report) -> Answer:
        """The next answer, Taken after the last of them."""
        self.got.append(report.about)
        answer = self.says.pop(0) if self.says else Taken()
        if answer is None or isinstance(answer, Taken):
            self.took.setdefault(report.key, report.about)
        return Away() if answer is None else answer


def _at_the_counter(report: Report, counter: Counter) -> Answer:
    return counter.report(report)


@dataclass
class Round:
    """An outbox with reports in it, the office's counter, and a postman between them."""

    at: Desk
    counter: Counter
    postman: Postman[Counter]
    told: list[tuple[str, Answer]]


@contextmanager
def round_with(
    path: Path, *says: Answer | None, cards: list[str] = CARDS[:1], opens: Callable[[], None] = lambda: None
) -> Iterator[Round]:
    """A postman who was not started."""
    counter, told = Counter(list(says)), list[tuple[str, Answer]]()

    def open_office() -> Counter:
        opens()
        return counter

    with desk(path) as at:
        for card in cards:
            at.outbox.add(ENABLED, card)
        postman = Postman(
            at.outbox,
            open_office,
            _at_the_counter,
            lambda report, answer: told.append((report.about, answer)),
        )
        yield Round(at, counter, postman, told)


def test_all_that_is_due_is_delivered_in_order_and_told(tmp_path: Path) -> None:
    with round_with(tmp_path / "outbox", cards=CARDS) as at:
        pause_s = at.postman.round()

    assert (at.counter.got, at.told, pause_s) == (CARDS, [(card, Taken()) for card in CARDS], LONGEST_PAUSE_S)
    assert at.at.on_disk() == []


def test_the_office_away_holds_up_all_that_follows(tmp_path: Path) -> None:
    with round_with(tmp_path / "outbox", Taken(), Away(), cards=CARDS) as at:
        pause_s = at.postman.round()
        first = list(at.counter.got)
        at.postman.round()

    assert (first, pause_s, at.counter.got) == (CARDS[:2], FIRST_PAUSE_S, [*CARDS[:2], *CARDS[1:]])


def test_a_defect_of_the_office_loses_no_report_and_is_put_down(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    fails = [True, False]

    def opens() -> None:
        if fails.pop(0):
            raise ValueError("Zhang San")

    with round_with(tmp_path / "outbox", opens=opens) as at:
        pauses = [at.postman.round(), at.postman.round()]

    assert (pauses, at.counter.got) == ([FIRST_PAUSE_S, LONGEST_PAUSE_S], CARDS[:1])
    assert "postman failed: ValueError in " in caplog.text
    assert "Zhang" not in caplog.text
    caplog.clear()


def test_an_answer_that_means_nothing_puts_no_report_aside(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with round_with(tmp_path / "outbox", b"yes") as at:  # type: ignore[arg-type]
        at.postman.round()
        waiting = len(at.at.on_disk())

    assert (waiting, at.told) == (1, [])
    caplog.clear()


def test_pauses_grow_to_five_minutes_and_begin_anew(tmp_path: Path) -> None:
    with round_with(tmp_path / "outbox", *[Away()] * 11) as at:
        pauses = [at.postman.round() for _ in range(11)]
        at.postman.round()
        at.at.outbox.add(ENABLED, CARDS[1])
        at.counter.says.append(Away())
        anew = at.postman.round()

    assert (pauses, anew) == ([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300], FIRST_PAUSE_S)


def test_a_lost_answer_is_asked_for_again_and_the_report_taken_once(tmp_path: Path) -> None:
    with round_with(tmp_path / "outbox", None, None) as at:
        for _ in range(3):
            at.postman.round()

    assert (len(at.counter.got), list(at.counter.took.values()), at.told) == (3, CARDS[:1], [(CARDS[0], Taken())])


def test_an_answer_that_comes_twice_is_one(tmp_path: Path) -> None:
    """The program ended after the office took it and before the disk knew."""
    with round_with(tmp_path / "outbox") as at:
        (report,) = at.at.outbox.due()
        at.counter.report(report)
        at.postman.round()

    assert (list(at.counter.took.values()), at.at.on_disk()) == (CARDS[:1], [])


def test_what_is_denied_for_good_is_kept_aside_and_the_rest_goes_on(tmp_path: Path) -> None:
    with round_with(tmp_path / "outbox", Denied("not-allowed"), cards=CARDS[:2]) as at:
        at.postman.round()
        at.postman.round()

    assert (at.counter.got, at.told) == (CARDS[:2], [(CARDS[0], Denied("not-allowed")), (CARDS[1], Taken())])
    assert at.at.on_disk() == ["aside"]


@pytest.mark.parametrize("reason", ["too-often", "unknown-terminal", "audit-broken"])
def test_what_is_denied_for_now_is_tried_again(tmp_path: Path, reason: str) -> None:
    with round_with(tmp_path / "outbox", Denied(reason)) as at:
        pauses = [at.postman.round(), at.postman.round()]

    assert (pauses, at.told) == ([FIRST_PAUSE_S, LONGEST_PAUSE_S], [(CARDS[0], Taken())])


def test_a_way_to_the_office_that_can_not_be_opened_is_tried_again_and_then_kept(tmp_path: Path) -> None:
    tries = [True, False]

    def opens() -> None:
        if tries.pop(0):
            raise OfficeAway

    with round_with(tmp_path / "outbox", opens=opens) as at:
        pauses = [at.postman.round() for _ in range(3)]

    assert (pauses, at.told) == ([FIRST_PAUSE_S, LONGEST_PAUSE_S, LONGEST_PAUSE_S], [(CARDS[0], Taken())])


def test_the_thread_begins_with_what_is_due_and_goes_again_when_kicked(tmp_path: Path) -> None:
    told = SimpleQueue[str]()
    with desk(tmp_path / "outbox") as at:
        at.outbox.add(ENABLED, CARDS[0])
        postman = Postman(at.outbox, Counter, _at_the_counter, lambda report, _: told.put(report.about))
        postman.start()
        first = told.get(timeout=AT_ONCE_S)
        at.outbox.add(ENABLED, CARDS[1])
        postman.kick()
        second = told.get(timeout=AT_ONCE_S)

        assert (first, second, postman.stop(AT_ONCE_S)) == (CARDS[0], CARDS[1], True)


def test_what_became_due_before_the_end_is_still_delivered(tmp_path: Path) -> None:
    told = SimpleQueue[str]()
    with desk(tmp_path / "outbox") as at:
        at.outbox.add(ENABLED, CARDS[0])
        postman = Postman(at.outbox, Counter, _at_the_counter, lambda report, _: told.put(report.about))
        postman.start()
        told.get(timeout=AT_ONCE_S)
        at.outbox.add(ENABLED, CARDS[1])
        postman.stop(AT_ONCE_S)

    assert (told.get_nowait(), at.on_disk()) == (CARDS[1], [])


def test_an_office_that_hangs_does_not_hold_up_the_end(tmp_path: Path) -> None:
    office = KnownOffice(profile())
    office.let_go.clear()
    with desk(tmp_path / "outbox") as at:
        at.outbox.add(ENABLED, profile().identification.hex(), Proved(b"presence").text())
        postman = Postman(at.outbox, lambda: office, deliver, lambda *_: None)
        postman.start()
        office.wait_until_it_is_asked()
        stopped = postman.stop(0.01)
        office.let_go.set()

        assert (stopped, postman.stop(AT_ONCE_S)) == (False, True)


def test_an_office_that_was_closed_under_a_postman_who_hung_is_no_defect(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    asked, closed = Event(), Event()

    def hung(report: Report, office: None) -> Answer:
        asked.set()
        assert closed.wait(AT_ONCE_S)
        raise OSError("its files are gone")

    with desk(tmp_path / "outbox") as at:
        at.outbox.add(ENABLED, CARDS[0])
        postman = Postman(at.outbox, lambda: None, hung, lambda *_: None)
        postman.start()
        assert asked.wait(AT_ONCE_S)
        stopped = postman.stop(0.01)
        closed.set()

        assert (stopped, postman.stop(AT_ONCE_S), caplog.messages) == (False, True, [])


def test_a_self_service_terminal_reports_what_a_card_proved_and_nothing_else(tmp_path: Path) -> None:
    """A row that proves nothing, whoever wrote it, is not even told; nor does it hold up the next one."""
    office, told = KnownOffice(profile()), list[Answer]()
    presence = proved_at(office)
    with desk(tmp_path / "outbox") as at:
        at.outbox.add("case-ended", "1")
        at.outbox.add(ENABLED, profile().identification.hex())
        at.outbox.add(ENABLED, "no hex", "no/proof/at/all")
        at.outbox.add(ENABLED, profile().identification.hex(), Proved(presence).text())
        keys = [report.key for report in at.outbox.due()]
        Postman(at.outbox, lambda: office, deliver, lambda _, answer: told.append(answer)).round()

    assert told == [Denied("unknown-kind"), Denied("no-proof"), Denied("no-proof"), UnderReview()]
    assert (office.enabled, office.reviews) == ({}, {keys[3]: profile().identification})


def proved_at(office: KnownOffice) -> bytes:
    """The presence of the normal card, which proved itself."""
    wanted = office.proof_wanted(profile().identification)
    assert isinstance(wanted, ProofWanted)
    proof = asked(virtual_card(), ProveCard(1, READER, identification(), wanted.factor, wanted.info))
    assert isinstance(proof, Proof)
    genuine = office.check_proof(wanted.number, proof.data)
    assert isinstance(genuine, Genuine)
    return genuine.presence
