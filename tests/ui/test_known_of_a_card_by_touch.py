"""What a self-service terminal learns from the real office, by clicks: genuine, holder, other cards, enabled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from emulator.back_office import BackOffice, back_office
from emulator.cards import bundled_cards, find_card
from emulator.issuer.answers import Credential
from emulator.issuer.office import Office
from emulator.issuer.schema import CardRow, Review
from kiosk.app.near_self_service import NearOffice
from kiosk.issuer.answers import Away, Denied, EnablingChallenge, ProofWanted
from kiosk.issuer.office import OfficeAway
from kiosk.session.alarms import REPORT_S
from tests.support.cards import holds
from tests.support.stage import Stage
from tests.ui.routes import NEW, enter, outcome_unknown, to_the_menu

INITIAL, PRESENT = "123456", "135790"  # invented, for test cards


class Wire:
    """The way to the issuer's office; it can be cut."""

    def __init__(self, issuer: BackOffice) -> None:
        self.issuer = issuer
        self.cut = False
        self.gives_no_challenge = False
        self.limit: datetime | None = None  # until then the office answers no question about proofs
        self._caller = issuer.enrol("610100-0001", "self-service")

    def open(self) -> NearOffice:
        """Where it is not cut."""
        if self.cut:
            raise OfficeAway("the line is cut")
        return _Near(self, self.issuer.office, self._caller)

    def reviews(self) -> int:
        """Those that are open."""
        with self.issuer.database.reading() as session:
            return len(session.scalars(select(Review).where(Review.state == "open")).all())

    def standing(self, card: str) -> int:
        """What the registry says."""
        with self.issuer.database.reading() as session:
            row = session.get(CardRow, find_card(card).identification.hex())
            assert row is not None
            return row.standing


class _Near(NearOffice):
    """An office that may be away just when it is asked what is to be proved."""

    def __init__(self, wire: Wire, office: Office, caller: Credential) -> None:
        super().__init__(office, caller)
        self._wire = wire

    def proof_wanted(self, card: bytes) -> ProofWanted | Denied | Away:
        """As any office's, unless the line was cut since it was opened."""
        if self._wire.limit is not None:
            return Denied("too-often", self._wire.limit)
        return Away() if self._wire.cut else super().proof_wanted(card)

    def enabling_challenge(self, presence: bytes) -> EnablingChallenge | Denied | Away:
        """As any office's, unless it gives none."""
        return Away() if self._wire.gives_no_challenge else super().enabling_challenge(presence)


@pytest.fixture
def line() -> Iterator[Wire]:
    """To a new office."""
    with back_office(None, bundled_cards()) as issuer:
        yield Wire(issuer)


@contextmanager
def at_work(window: Stage, line: Wire, folder: Path) -> Iterator[Stage]:
    """A terminal with that line."""
    with window.terminal(folder, open_office=line.open):
        yield window
    assert window.qt_said == []


@pytest.fixture
def stage(window: Stage, line: Wire, tmp_path: Path) -> Iterator[Stage]:
    """A terminal over an empty reader, asking the office."""
    with at_work(window, line, tmp_path) as terminal:
        yield terminal


def known(stage: Stage, card: str) -> None:
    """The menu, with all that the office tells without a PIN."""
    to_the_menu(stage, card)
    stage.until(lambda: stage.value("genuine") == "genuine", "that the card is genuine")


@pytest.mark.parametrize("card", ["normal", "t1", "v2-3des", "v1-3des", "locked"])
def test_a_card_proves_that_it_is_genuine(stage: Stage, card: str) -> None:
    known(stage, card)


def test_the_masked_name_of_a_version_3_holder_is_read_with_the_issuers_proof(stage: Stage) -> None:
    known(stage, "normal")
    stage.until(lambda: stage.value("holder") != "", "the holder")
    name = find_card("normal").holder.name
    assert stage.value("holder") == name[0] + "*" * (len(name) - 1)


def test_other_cards_of_the_person_are_listed_only_after_the_pin(stage: Stage) -> None:
    known(stage, "normal")
    stage.touch("查询状态")
    stage.sees("standing")
    assert (stage.value("othersAre"), stage.value("others")) == ("pin-needed", [])
    stage.touch("输入密码，看其他卡")
    stage.sees("pin-present")
    enter(stage, PRESENT, "standing")
    stage.until(lambda: stage.value("othersAre") == "known", "the list")
    others = stage.value("others")
    assert isinstance(others, list)
    assert [card["lastFour"] for card in others] == [find_card("second-card").card.number[-4:]]


@pytest.mark.parametrize(("card", "present"), [("initial-pin", INITIAL), ("sealed", PRESENT)])
def test_the_first_change_of_pin_enables_a_sealed_card(stage: Stage, line: Wire, card: str, present: str) -> None:
    known(stage, card)
    assert stage.value("standing") == "sealed"
    stage.touch("启用新卡")
    stage.sees("pin-present")
    enter(stage, present, "pin-new")
    enter(stage, NEW, "pin-again")
    enter(stage, NEW, "enabled", "确认修改")
    assert stage.value("enabling") == "done"
    assert line.standing(card) == 1
    stage.touch("办理其他业务")
    stage.sees("menu")
    stage.until(lambda: stage.value("standing") == "normal", "the new standing")


def test_where_the_office_is_away_the_pin_is_changed_and_the_report_arrives_once_later(
    window: Stage, line: Wire, tmp_path: Path
) -> None:
    with at_work(window, line, tmp_path) as stage:
        known(stage, "sealed")
        line.cut = line.gives_no_challenge = True
        stage.touch("启用新卡")
        stage.sees("pin-present")
        enter(stage, PRESENT, "pin-new")
        enter(stage, NEW, "pin-again")
        enter(stage, NEW, "pin-changed", "确认修改")
        assert stage.value("enabling") == "on-its-way"
        stage.reads("密码已修改，正在启用")
        stage.passes(REPORT_S)
        stage.reads("密码已修改，卡尚未启用")
    assert line.standing("sealed") == 0
    line.cut = False
    with at_work(window, line, tmp_path) as stage:
        stage.until(lambda: line.reviews() == 1, "the report, from the disk")
        assert line.standing("sealed") == 0  # it was not shown that the PIN is another one


def test_what_was_under_review_is_completed_by_the_new_pin_at_a_later_visit(stage: Stage, line: Wire) -> None:
    card = to_the_menu(stage, "sealed")
    stage.until(lambda: stage.value("genuine") == "genuine", "that the card is genuine")
    stage.touch("启用新卡")
    stage.sees("pin-present")
    enter(stage, PRESENT, "pin-new")
    enter(stage, NEW, "pin-again")
    line.gives_no_challenge = True
    enter(stage, NEW, "pin-changed", "确认修改")
    stage.until(lambda: stage.value("enabling") == "under-review", "what the office makes of it")
    stage.slot.remove()
    to_the_menu(stage, card)
    stage.until(lambda: stage.value("genuine") == "genuine", "that the card is genuine")
    stage.touch("查询状态")
    stage.sees("standing")
    stage.touch("输入密码，看其他卡")
    stage.sees("pin-present")
    enter(stage, NEW, "standing")
    stage.until(lambda: stage.value("standing") == "normal", "the new standing")
    assert (line.standing("sealed"), line.reviews()) == (1, 0)


def test_a_change_whose_answer_was_lost_enables_the_card_that_is_put_back(stage: Stage, line: Wire) -> None:
    """What it proved before is lost with the answer; its new PIN is shown to the office instead."""
    card = outcome_unknown(stage, card="sealed")
    stage.insert(card)
    stage.sees("enabled")
    assert (line.standing("sealed"), line.reviews(), holds(card, NEW.encode())) == (1, 0, True)


def test_where_a_limit_is_reached_it_is_said_until_when(stage: Stage, line: Wire) -> None:
    line.limit = datetime(2026, 11, 28, 12, 14, 30, tzinfo=UTC)
    to_the_menu(stage, "normal")
    stage.touch("查询状态")
    stage.sees("standing")
    day = "2026 年 11 月 28 日".replace(" ", "\u00a0")
    stage.reads(f"近期查询较多，暂时无法核对此卡。为保障您的密码安全，请在{day} 20:15之后再试。")


def test_where_the_office_was_away_a_card_put_back_is_checked_again_by_a_touch_without_taking_it_out(
    stage: Stage, line: Wire
) -> None:
    card = outcome_unknown(stage)
    line.cut = True
    stage.insert(card)
    stage.until(lambda: stage.value("why") == "unchecked", "that the office can't tell")
    line.cut = False
    stage.touch("重新核对")
    stage.sees("pin-changed")
    assert holds(card, NEW.encode())


def test_a_terminal_without_the_office_changes_pins_and_says_what_it_does_not_know(
    window: Stage, line: Wire, tmp_path: Path
) -> None:
    line.cut = True
    with at_work(window, line, tmp_path) as stage:
        card = to_the_menu(stage, "normal")
        assert (stage.value("standing"), stage.value("genuine"), stage.value("bank")) == (
            "unreachable",
            "unchecked",
            "unknown",
        )
        stage.touch("修改密码")
        stage.sees("pin-present")
        enter(stage, PRESENT, "pin-new")
        enter(stage, NEW, "pin-again")
        enter(stage, NEW, "pin-changed", "确认修改")
        assert holds(card, NEW.encode())
