"""Whatever a card answers, each request has an outcome of its own kinds, and what is told of the card can be shown."""

from __future__ import annotations

import json
from datetime import date
from typing import get_args

from hypothesis import event, given
from hypothesis import strategies as st

from emulator.card.mute import MuteCard
from emulator.iso7816.command import Command
from kiosk.card.in_process import InProcessPort, InProcessSession
from kiosk.card.outcome import CardRead, Outcome
from kiosk.card.pin import Pin
from kiosk.card.port import Failure, Fault, Protocols
from kiosk.card.request import Evidence, Release
from kiosk.report import report, report_lines
from kiosk.roles.self_service.projection import project
from kiosk.roles.service_point.driver import carry_out
from kiosk.roles.service_point.outcome import UnblockOutcome
from kiosk.roles.service_point.request import AskReturnedCard, BeginUnblock, ProveUnblock, Unblock
from kiosk.rules.new_pin import PinPolicy, refusals
from kiosk.rules.standing import NoStanding
from kiosk.session.state import Menu
from kiosk.session.visit import Visit
from tests.support.cards import READER, identification, slot_with
from tests.support.samples import one_of_every_request

CARD, TODAY = identification(), date(2026, 11, 22)
UNBLOCK = bytes.fromhex("84240000") + b"\x18" + bytes(24)
EVIDENCE = Evidence(bytes(8), bytes(8))
REQUESTS = (
    *(request for request in one_of_every_request() if not isinstance(request, Release)),
    BeginUnblock(7, READER, CARD),
    ProveUnblock(7, READER, CARD, bytes(16)),
    Unblock(7, READER, CARD, UNBLOCK, None, None),
    Unblock(7, READER, CARD, UNBLOCK, Pin(b"624815"), EVIDENCE),
    AskReturnedCard(7, READER, CARD, EVIDENCE),
)
KINDS = (*get_args(Outcome), *get_args(UnblockOutcome))

words = st.sampled_from(
    [0x9000, 0x6982, 0x6983, 0x6A82, 0x6A83, 0x6581, 0x9303, 0x6C00, 0x6C05, 0x6100, 0x6102, 0x63C0, 0x63C3, 0x63CF]
) | st.integers(0, 0xFFFF)
values = (
    st.binary(max_size=40)
    | st.sampled_from(
        [CARD, b"\x20\x26\x13\x45", b"\x00\x01\x01\x01", b"\x99\x99\x12\x31", b"\xff" * 4, b"\x81\x80\xff"]
    )
    | st.text(max_size=12).map(lambda text: text.encode("gb18030", "replace"))
    | st.just(bytes(300))
)
failures = st.sampled_from([Failure(fault) for fault in Fault])


class Liar:
    """A card that answers to each command whatever comes to its mind; asked for a record, mostly one of that number."""

    def __init__(self, atr: bytes, protocol: Protocols, says: st.DataObject) -> None:
        self.atr = atr
        self.protocol: Protocols = protocol
        self.sent: list[bytes] = []
        self._says = says

    def transmit(self, apdu: bytes) -> bytes | Failure:
        """Anything."""
        self.sent.append(apdu)
        command, draw = Command.parse(apdu), self._says.draw
        if len(self.sent) > 25 or draw(st.integers(0, 30)) == 13:
            return draw(failures)
        if draw(st.integers(0, 12)) == 7:
            return draw(values) + draw(words).to_bytes(2, "big")
        match command.ins, command.p1:
            case 0xA4, _:
                return b"\x90\x00"
            case 0xB2, 1:
                return b"\x01\x10" + CARD + b"\x90\x00"
            case 0xB2, tag:
                value = draw(values)
                length = draw(st.just(len(value) & 0xFF) | st.sampled_from([0, 0xFE, 0xFF]))
                return bytes((tag, length)) + value + b"\x90\x00"
            case 0x20, _ if not command.data:
                return bytes((0x63, 0xC0 | draw(st.integers(0, 15))))
            case _:
                return draw(st.just(b"") | values) + draw(words).to_bytes(2, "big")


@given(st.sampled_from(REQUESTS), st.binary(max_size=40), st.sampled_from(["t0", "t1"]), st.data())
def test_every_answer_is_an_outcome_that_can_be_told(
    request_: object, atr: bytes, protocol: Protocols, says: st.DataObject
) -> None:
    card = Liar(atr, protocol, says)
    outcome = carry_out(request_, card)  # type: ignore[arg-type]

    assert isinstance(outcome, KINDS)
    commands = [Command.parse(apdu) for apdu in card.sent]
    proofs = [(each.ins, each.data) for each in commands if each.data and each.ins in (0x20, 0x24, 0x5E, 0x82)]
    assert len(set(proofs)) == len(proofs), "a PIN or a proof went out twice"
    event(type(outcome).__name__)
    if isinstance(outcome, CardRead):
        visit = Visit(7, READER, outcome.facts, NoStanding.UNREACHABLE)
        shown = json.dumps(project(Menu(visit), TODAY).values, ensure_ascii=False)
        said = json.dumps(report(visit, TODAY), ensure_ascii=False)
        told = [shown, said, *(words for _, words in report_lines(visit, TODAY))]
        assert all(line.isprintable() and "\ufffd" not in line for line in told)
        refusals(Pin(b"624815"), present=None, card=outcome.facts, policy=PinPolicy())


@given(st.binary(max_size=40))
def test_any_answer_to_reset_is_a_connection_or_a_failure(atr: bytes) -> None:
    """A card in this process as well: its ATR is a file's, or a program's."""
    connected = InProcessPort(slot_with(MuteCard(atr))).connect(READER)

    assert connected == Failure(Fault.CARD_UNSUPPORTED) or isinstance(connected, InProcessSession)
