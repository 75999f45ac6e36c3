"""An issuer's office, terminals that ask it anything, and holders' real cards: what a liar has to work with.

Cards: each sealed, `sealed` and `sealed-3des` with PIK, `without-pik` and `without-pik-3des` without; and `normal`,
whose holder has another.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from sqlalchemy import func, select

from emulator.back_office import back_office
from emulator.card.profile import CardProfile
from emulator.cards import find_card, ready_card
from emulator.issuer.answers import (
    Block,
    Credential,
    EnabledReport,
    EnablingChallenge,
    InternalChallenge,
    Standing,
)
from emulator.issuer.database import Database
from emulator.issuer.office import Office
from emulator.issuer.schema import AuditRow, History, Unproved
from emulator.issuer.settings import IssuerSettings
from emulator.issuer.terminals import register
from emulator.virtual import VirtualCard
from tests.support.clock import WallClock
from tests.unit.emulator.issuer.service_point import TODAY, got

HERE, ELSEWHERE = Credential("hall-1", b"a hall, a test secret"), Credential("hall-2", b"another, a test secret")
WITH_PIK, WITHOUT_PIK = ("sealed", "sealed-3des"), ("without-pik", "without-pik-3des")
KINDS = WITH_PIK + WITHOUT_PIK
NOT_LISTED = "not-listed"
OWN_PIN, NEW_PIN, INITIAL_PIN = "135790", "975310", "123456"
SSSE = "00A4040C0F7378312E73682EC9E7BBE1B1A3D5CF"


@dataclass(slots=True)
class Hall:
    """The office, and what stands behind it."""

    office: Office
    database: Database
    clock: WallClock

    def standing(self, card: HeldCard) -> Standing:
        """What the registry says."""
        return got(self.office.standing(HERE, card.identification)).standing

    def history(self, card: HeldCard) -> list[tuple[Standing, Standing, str, str]]:
        """Each change of its standing: from, to, by whom, and why that was believed."""
        with self.database.reading() as session:
            rows = session.scalars(select(History).where(History.card == card.identification.hex()))
            return [(Standing(row.before), Standing(row.after), row.by, row.basis) for row in rows]

    def unproved(self) -> int:
        """Reports that nothing is kept of but this number."""
        with self.database.reading() as session:
            return session.scalar(select(func.sum(Unproved.count))) or 0

    def audited(self, question: str) -> list[str]:
        """The answers to such questions."""
        with self.database.reading() as session:
            return list(session.scalars(select(AuditRow.answer).where(AuditRow.question == question)))


@contextmanager
def hall(settings: IssuerSettings | None = None) -> Iterator[Hall]:
    """An office with two terminals."""
    clock = WallClock()
    with back_office(None, profiles(), clock, os.urandom, settings) as issuer:
        with issuer.database.writing() as session:
            for terminal in (HERE, ELSEWHERE):
                register(session, terminal.terminal, "self-service", None, terminal.secret())
        yield Hall(issuer.office, issuer.database, clock)


@cache
def profiles() -> tuple[CardProfile, ...]:
    """Some bundled cards, as they are and in another state."""
    as_they_are = [find_card(id) for id in ("normal", "second-card", "sealed", "operator")]
    return (
        *as_they_are,
        _sealed("v2-3des", "sealed-3des", "3des"),
        _sealed("expired", "without-pik", "sm4", has_pik=False),
        _sealed("expiring", "without-pik-3des", "3des", has_pik=False),
    )


@cache
def not_listed() -> CardProfile:
    """A card of another issuer's: this office has neither a row nor a key of it."""
    found = find_card("temporarily-lost")
    return found.model_copy(update={"card": found.card.model_copy(update={"id": NOT_LISTED})})


def _sealed(id: str, name: str, algorithm: str, *, has_pik: bool = True) -> CardProfile:
    found = find_card(id)
    parts = {
        "card": found.card.model_copy(update={"id": name}),
        "application": found.application.model_copy(update={"algorithm": algorithm}),
        "registry": found.registry.model_copy(update={"standing": Standing.SEALED}),
        "keys": found.keys if has_pik else found.keys.model_copy(update={"PIK": False}),
    }
    return found.model_copy(update=parts)


class HeldCard:
    """A holder's real card, powered, its social security application selected."""

    def __init__(self, id: str) -> None:
        profile = next(each for each in profiles() if each.card.id == id)
        self.identification = profile.identification
        with ready_card(profile, store=None, today=TODAY, random=os.urandom) as chip:
            self._card = VirtualCard(id, chip, lambda: None)
        self.power_on()

    def power_on(self) -> None:
        """Put it into a reader anew: what was proved to it is forgotten."""
        self._card.reset()
        assert self.say(SSSE) == "9000"

    def say(self, command: str) -> str:
        """The card's whole answer to a command, both in hex."""
        return self._card.exchange(bytes.fromhex(command)).hex().upper()

    def challenge(self, size: int = 8) -> bytes:
        """A fresh one of its own."""
        return bytes.fromhex(self.say(f"00840000{size:02X}"))[:-2]

    def irk(self, asked: InternalChallenge | Block) -> bytes:
        """That it is this card."""
        return self._internal("00", asked)

    def pik(self, asked: InternalChallenge | Block) -> bytes:
        """That its PIN was verified; b"" where it was not, or where it has no such key."""
        return self._internal("0C", asked)

    def verify(self, pin: str = OWN_PIN) -> bool:
        """Key the PIN in."""
        return self.say(f"0020000003{pin}") == "9000"

    def change(self, old: str, new: str) -> bool:
        """Another PIN."""
        return self.say(f"805E010007{old}FF{new}") == "9000"

    def _internal(self, key: str, asked: InternalChallenge | Block) -> bytes:
        answer = bytes.fromhex(self.say(f"008800{key}10{asked.factor.hex()}{asked.info.hex()}"))
        return answer[:-2] if answer.endswith(b"\x90\x00") else b""


def presence(hall: Hall, card: HeldCard, terminal: Credential = HERE) -> bytes:
    """Have the card prove itself at a terminal."""
    asked = got(hall.office.internal_challenge(terminal, card.identification))
    return got(hall.office.check_proof(terminal, asked.number, card.irk(asked))).presence


def enabled(hall: Hall, card: HeldCard, terminal: Credential = HERE) -> EnabledReport:
    """What an honest terminal reports of a first change, which it has just made."""
    here = presence(hall, card, terminal)
    return changed(card, here, got(hall.office.enabling_challenge(terminal, here)))


def changed(card: HeldCard, here: bytes, asked: EnablingChallenge) -> EnabledReport:
    """The card's answers around a change of its PIN, in one hold."""
    before = card.irk(asked.before)
    assert card.verify()
    assert card.change(OWN_PIN, NEW_PIN)
    assert card.verify(NEW_PIN)
    after = card.pik(asked.after) if asked.evidence else card.irk(asked.after)
    return EnabledReport(here, asked.number, before, after)


def pin_proved(
    hall: Hall, card: HeldCard, here: bytes, pin: str = OWN_PIN, *, initial: bool = False, terminal: Credential = HERE
) -> object:
    """Have the PIN keyed in and proved; the office's answer."""
    asked = got(hall.office.pin_challenge(terminal, here))
    card.verify(pin)
    return hall.office.check_pin(terminal, asked.number, card.pik(asked) or bytes(8), initial)
