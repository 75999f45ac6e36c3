"""An office with its terminals and staff, and what an honest terminal does there with a card.

Terminals: a self-service one, two of one service point, one of another. The card `operator` makes its holder staff of
the first service point. The registry has every bundled social security card.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from emulator.card.card import Card
from emulator.card.profile import Protocol
from emulator.cards import bundled_cards, find_card, invented_master_keys, ready_card
from emulator.issuer.answers import (
    Block,
    Credential,
    ExternalProof,
    InternalChallenge,
    Refused,
    UnblockMessage,
)
from emulator.issuer.audit import Audit
from emulator.issuer.database import Database
from emulator.issuer.folder import opened as files
from emulator.issuer.limits import LIMITS, Limit
from emulator.issuer.new_pin import NewPin
from emulator.issuer.office import Office
from emulator.issuer.seed import StaffedPoint, seed
from emulator.issuer.terminals import register
from emulator.issuer.vault import Vault
from tests.support.clock import WallClock

TODAY = date(2026, 11, 22)
START = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
SELF_SERVICE = Credential("hall-1", b"self-service, a test secret")
POINT = Credential("point-1", b"service point, a test secret")
NEIGHBOUR = Credential("point-2", b"the next desk, a test secret")
ELSEWHERE = Credential("elsewhere-1", b"another service point, a test secret")
EAST, WEST = StaffedPoint("east", "城东政务大厅"), StaffedPoint("west", "长乐路人社服务站")
STAFF = "east-01"

SELECT_SSSE = "00A4040C0F7378312E73682EC9E7BBE1B1A3D5CF"
RIGHT_PIN, NEW_PIN = "0020000003135790", "0020000003975310"
TRIES = "00200000"
LOCKED, ALL_TRIES = "6983", "63C6"

Answer = TypeVar("Answer")


@dataclass(slots=True)
class Desk:
    """The office, and what stands behind it."""

    office: Office
    database: Database
    audit: Audit
    clock: WallClock


@contextmanager
def opened(folder: Path, limits: Sequence[Limit] = LIMITS) -> Iterator[Desk]:
    """The office in `folder`, filled where there is none yet."""
    if not (folder / "keys.toml").exists():
        for name, content in _filled().items():
            (folder / name).touch(0o600)
            (folder / name).write_bytes(content)
    clock = WallClock(START)
    with files(folder, None, clock, serves=True) as there:
        office = Office(there.database, there.vault, there.audit, clock, os.urandom, limits)
        yield Desk(office, there.database, there.audit, clock)


@cache
def _filled() -> dict[str, bytes]:
    """The files of an office with all cards, two service points, the member of staff and the terminals: made once."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with files(folder, _vault, lambda: START, serves=True) as there:
            seed(there.database, bundled_cards(), TODAY, [EAST, WEST], operator=find_card("operator").identification)
            with there.database.writing() as session:
                register(session, SELF_SERVICE.terminal, "self-service", None, SELF_SERVICE.secret())
                register(session, POINT.terminal, "service-point", EAST.id, POINT.secret())
                register(session, NEIGHBOUR.terminal, "service-point", EAST.id, NEIGHBOUR.secret())
                register(session, ELSEWHERE.terminal, "service-point", WEST.id, ELSEWHERE.secret())
            for each in (SELF_SERVICE, POINT, NEIGHBOUR, ELSEWHERE):
                (folder / f"{each.terminal}.secret").write_bytes(each.secret())
        return {file.name: file.read_bytes() for file in folder.iterdir()}


def _vault() -> Vault:
    return Vault.of(bundled_cards(), invented_master_keys())


class CardInReader:
    """A bundled card, powered, its social security application selected, spoken to in hex."""

    def __init__(self, id: str, *, protocol: Protocol = "t0", remaining: int | None = None) -> None:
        self.profile = find_card(id)
        if remaining is not None:
            pin = self.profile.pin.model_copy(update={"remaining": remaining})
            self.profile = self.profile.model_copy(update={"pin": pin})
        with ready_card(self.profile, store=None, today=TODAY, random=os.urandom, protocol=protocol) as card:
            assert isinstance(card, Card)
            self._card = card
        self._card.reset()
        assert self.say(SELECT_SSSE) == "9000"

    @property
    def identification(self) -> bytes:
        """What the registry knows the card by."""
        return self.profile.identification

    @property
    def t1(self) -> bool:
        """Whether it speaks T=1."""
        return self._card.t1

    def say(self, command: str) -> str:
        """The card's answer, data and status word, with what T=0 keeps for GET RESPONSE."""
        answer = self._card.transmit(bytes.fromhex(command)).hex().upper()
        return self.say(f"00C00000{answer[2:]}") if len(answer) == 4 and answer.startswith("61") else answer

    def challenge(self, size: int = 8) -> bytes:
        """A fresh challenge."""
        return bytes.fromhex(self.say(f"00840000{size:02X}"))[:-2]

    def prove_itself(self, asked: InternalChallenge | Block, key: str = "00") -> bytes:
        """Its answer to INTERNAL AUTHENTICATE; `key` is its id in hex, IRK's where none is given."""
        le = "08" if self._card.t1 else ""
        return bytes.fromhex(self.say(f"008800{key}10{asked.factor.hex()}{asked.info.hex()}{le}"))[:-2]

    def take_proof(self, key: str, proof: ExternalProof) -> str:
        """EXTERNAL AUTHENTICATE; `key` is its id in hex."""
        return self.say(f"008200{key}10{proof.data.hex()}")

    def take_message(self, message: UnblockMessage) -> str:
        """PIN UNBLOCK, as it came."""
        return self.say(message.apdu.hex())


def got(answer: Answer | Refused) -> Answer:
    """The answer, which is no refusal."""
    assert not isinstance(answer, Refused), answer
    return answer


def presence(desk: Desk, caller: Credential, card: CardInReader) -> bytes:
    """Have the card prove itself at this terminal."""
    asked = got(desk.office.internal_challenge(caller, card.identification))
    return got(desk.office.check_proof(caller, asked.number, card.prove_itself(asked))).presence


def new_pin() -> NewPin:
    """The PIN of `NEW_PIN`."""
    return NewPin(bytes.fromhex("975310"))
