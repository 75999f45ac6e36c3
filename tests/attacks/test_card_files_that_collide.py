"""A card file of one's own that calls itself what another card is, or has what is another's: it makes nobody staff,
takes nobody's place in an issuer's folder, and ends no program.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from emulator.back_office import REGISTRY
from emulator.card.crypto import ALGORITHMS
from emulator.card.profile import CardProfile, parse_profile
from emulator.cards import bundled_cards, find_card
from emulator.issuer.answers import Credential, InternalChallenge, OperatorProved, Reason, Record, Refused
from emulator.issuer.database import Database
from emulator.issuer.office import Office
from emulator.issuer.schema import CardRow, Holder, StaffRow
from kiosk.app.issuer import Issuer
from kiosk.app.window import _beside
from kiosk.settings import Settings
from tests.journeys.console import Console
from tests.support.workbench import NORMAL, edited

OPERATOR, NORMAL_CARD = find_card("operator"), find_card("normal")
PERSON = {
    "holder.number": f'"{OPERATOR.holder.number}"',
    "holder.birth_date": OPERATOR.holder.birth_date.isoformat(),
}
THE_OPERATORS = {  # what the identification is made of
    "card.atr": f'"{OPERATOR.card.atr}"',
    "card.code": f'"{OPERATOR.card.code}"',
}
OTHER_KEYS = {"keys.IRK": f'"{"A1" * 16}"', "keys.PUK": f'"{"A2" * 16}"', "keys.STK": f'"{"A3" * 16}"'}
ANOTHER = {"card.code": '"0BADF00D"'}  # a card that is none of the bundled ones
FILES: dict[str, dict[str, str]] = {
    "the operator's id": {"card.id": '"operator"', **ANOTHER},
    "the operator's id and holder": {"card.id": '"operator"', **PERSON, **ANOTHER},
    "the operator's identification, other keys": {"card.id": '"mine"', **THE_OPERATORS, **OTHER_KEYS},
    "the operator's id and identification": {"card.id": '"operator"', **THE_OPERATORS, **OTHER_KEYS},
    "the operator's card number": {"card.id": '"mine"', "card.number": f'"{OPERATOR.card.number}"', **ANOTHER},
    "a bundled card's identification, other keys": {"card.id": '"mine"', **OTHER_KEYS},
    "a bundled card's id": {"card.id": '"locked"', **ANOTHER},
    "a bundled card's holder by another name": {"card.id": '"mine"', "holder.name": '"王五"', **ANOTHER},
}
EVERY_FILE = pytest.mark.parametrize("edits", FILES.values(), ids=FILES)
QUESTION = bytes(16)


def own(edits: dict[str, str]) -> CardProfile:
    """A card of one's own: `normal`, edited."""
    return parse_profile(edited(NORMAL, edits))


@dataclass(frozen=True)
class Asked:
    """An office, and a service point's terminal that asks it."""

    office: Office
    caller: Credential


@contextmanager
def issuer(card: CardProfile, folder: Path | None = None) -> Iterator[Asked]:
    """The issuer of a service point with that card in its reader; in memory without a folder."""
    settings = Settings(role="service-point", issuer=folder)
    opened = Issuer(settings, Asked, lambda: [card])
    try:
        yield opened.open()
    finally:
        opened.close()


@EVERY_FILE
def test_it_makes_nobody_staff(edits: dict[str, str], caplog: pytest.LogCaptureFixture) -> None:
    card = own(edits)
    with caplog.at_level(logging.WARNING), issuer(card) as at:
        challenge = at.office.operator_challenge(at.caller, card.identification)
        if card.identification == OPERATOR.identification:  # asked for what the bundled card's key makes of it
            assert isinstance(challenge, InternalChallenge)
            answer = _answered(card, challenge)
            challenge = at.office.check_operator(at.caller, challenge.number, answer)  # type: ignore[assignment]
        theirs = at.office.operator_challenge(at.caller, OPERATOR.identification)
        assert isinstance(theirs, InternalChallenge)
        proved = at.office.check_operator(at.caller, theirs.number, _answered(OPERATOR, theirs))

    assert challenge in (Refused(Reason.NOT_STAFF), Refused(Reason.NOT_GENUINE))
    assert isinstance(proved, OperatorProved)
    assert caplog.text == ""


@EVERY_FILE
def test_it_adds_nothing_to_a_folder(edits: dict[str, str], tmp_path: Path) -> None:
    """Nor changes anything of it, whether the folder is made by this terminal or was there."""
    card = own(edits)
    for _ in range(2):
        with issuer(card, tmp_path / "issuer") as at:
            found = at.office.standing(at.caller, card.identification)
        listed = card.identification in {profile.identification for profile in bundled_cards()}

        assert isinstance(found, Record) if listed else found == Refused(Reason.UNKNOWN_CARD)
        assert _rows(tmp_path / "issuer") == _bundled_rows()


@EVERY_FILE
def test_every_command_takes_it_for_a_card(edits: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(edited(NORMAL, edits), "utf-8")
    console = Console(tmp_path)
    ended = console.run("status", "--emulated", file, "--json")

    assert (ended.status, ended.errors) == (0, "")


@pytest.mark.parametrize("card", ["operator", "locked"])
def test_on_the_dock_it_takes_no_other_cards_place(card: str) -> None:
    bundled = {profile.card.id: profile for profile in bundled_cards()}
    mine = _beside(bundled, own({"card.id": f'"{card}"', **ANOTHER}))

    assert mine.card.id == f"{card}-2"
    assert _beside(bundled, own({})).card.id == "normal"  # an edited copy of a bundled card is that card


def test_an_edited_copy_of_a_bundled_card_is_that_card_in_memory_alone(tmp_path: Path) -> None:
    copy = own({"card.id": '"mine"', "registry.standing": "4"})
    with issuer(copy) as at:
        in_memory = at.office.standing(at.caller, NORMAL_CARD.identification)
    with issuer(copy, tmp_path / "issuer") as at:
        in_folder = at.office.standing(at.caller, NORMAL_CARD.identification)

    assert isinstance(in_memory, Record)
    assert isinstance(in_folder, Record)
    assert (in_memory.standing, in_folder.standing) == (4, 1)


def _answered(card: CardProfile, asked: InternalChallenge) -> bytes:
    algorithm = ALGORITHMS[card.application.algorithm]
    return algorithm.authentication_data(card.keys.given["IRK"], asked.factor, asked.info)


def _rows(folder: Path) -> list[tuple[str, ...]]:
    """Cards, holders and staff of a folder's registry."""
    database = Database.open(folder / REGISTRY)
    try:
        with database.reading() as session:
            cards = [(row.identification, row.number, str(row.standing)) for row in session.scalars(select(CardRow))]
            holders = [(row.number, row.name) for row in session.scalars(select(Holder))]
            staff = [(row.operator_card, row.name) for row in session.scalars(select(StaffRow))]
        return sorted([*cards, *holders, *staff])
    finally:
        database.close()


def _bundled_rows() -> list[tuple[str, ...]]:
    cards = [each for each in bundled_cards() if "social-security" in each.card.applications]
    return sorted(
        {
            *((each.identification.hex(), each.card.number, str(each.registry.standing)) for each in cards),
            *((each.holder.number, each.holder.name) for each in cards),
            (OPERATOR.identification.hex(), OPERATOR.holder.name),
        }
    )
