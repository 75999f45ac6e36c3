"""What the driver reads from virtual cards: the facts, the holder where the card lets it, and the counter."""

from __future__ import annotations

from datetime import date

import pytest

from emulator.assets import CARDS
from emulator.card.profile import parse_profile
from kiosk.card.facts import CardFacts, HolderFacts
from kiosk.card.outcome import CardGone, CardRead, Counter, NotOurs, OtherCard, Outcome, Refused
from kiosk.card.port import Failure, Fault, Protocols
from kiosk.card.request import ChangePin, Exchanged, ReadCard, ReadCounter, VerifyPin
from tests.support.cards import (
    NEW,
    PRESENT,
    READER,
    Listening,
    asked,
    card_of,
    identification,
    pin,
    tries,
    virtual_card,
)

READ = ReadCard(1, READER)
COUNT = ReadCounter(1, READER, identification())
HOLDER = HolderFacts("610323188503120111", "李明轩", date(1885, 3, 12))
PROTOCOLS: list[Protocols] = ["t0", "t1"]


def holder_of(outcome: Outcome) -> HolderFacts | None:
    assert isinstance(outcome, CardRead)
    return outcome.facts.holder


@pytest.mark.parametrize(
    ("protocol", "atr"),
    [("t0", "3B6D000000814A44468660610100000001"), ("t1", "3BED00000100814A44468660610100000001A2")],
)
def test_the_facts_of_a_card(protocol: Protocols, atr: str) -> None:
    assert asked(virtual_card(protocol=protocol), READ) == CardRead(
        CardFacts(
            atr=bytes.fromhex(atr),
            protocol=protocol,
            identification=bytes.fromhex("610100D1560000050000000101234567"),
            version="3.00",
            number="D2143569X",
            issued=date(2024, 3, 18),
            valid_until=date(2034, 3, 17),
            tries_left=6,
            holder=None,
        )
    )


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize(
    ("version", "holder"),
    [
        ("1.00", HOLDER),
        ("2.00", HOLDER),
        ("3.00", None),  # needs EXTERNAL AUTHENTICATE with RKSSSE
    ],
)
def test_the_holder_is_read_where_the_version_lets_anyone(
    version: str, holder: HolderFacts | None, protocol: Protocols
) -> None:
    assert holder_of(asked(virtual_card(protocol=protocol, version=version), READ)) == holder


@pytest.mark.parametrize(
    "name",
    [
        "李",
        "𠮷田",
        "买买提·艾则孜·阿卜杜拉·吐尔逊",  # 30 bytes
        "买买提·艾则孜·阿卜杜拉·吐𠮷田",  # 28 and 2 of padding, since 𠮷 has four
        "阿依努尔·麦麦提明·阿卜杜热合曼江",
    ],
)
def test_a_name_of_any_length_is_read_whole(name: str) -> None:
    """From version 2 on it goes over two fields."""
    holder = holder_of(asked(virtual_card(version="2.00", name=name), READ))

    assert holder is not None
    assert holder.name == name


def test_a_closed_holder_file_is_asked_once() -> None:
    card = Listening(virtual_card())
    asked(card, READ)

    assert [apdu.hex() for apdu in card.heard if apdu[:2] == b"\x00\xb2" and apdu[3] == 6 << 3] == ["00b2083014"]


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("left", range(7))
def test_the_counter_is_the_chips_own(left: int, protocol: Protocols) -> None:
    assert asked(virtual_card(protocol=protocol, remaining=left), COUNT) == Counter(left)


def test_reading_and_counting_cost_no_attempt() -> None:
    card = virtual_card(remaining=1)
    asked(card, READ)
    asked(card, COUNT)

    assert tries(card) == 1


def test_the_counter_is_asked_anew_each_time() -> None:
    """status-legacy#10012: the count shown was a cached one."""
    card = virtual_card()
    before = asked(card, COUNT)
    asked(card, VerifyPin(1, READER, identification(), pin(NEW)))

    assert (before, asked(card, COUNT)) == (Counter(6), Counter(5))


@pytest.mark.parametrize(
    "request_",
    [
        COUNT,
        VerifyPin(1, READER, identification(), pin()),
        ChangePin(1, READER, identification(), pin(), pin(NEW)),
    ],
    ids=lambda request: type(request).__name__,
)
def test_another_card_is_told_and_nothing_asked_of_it(request_: Exchanged) -> None:
    """AusweisApp, StateVerifyRetryCounter: a swapped card is noticed mid-way."""
    other = Listening(virtual_card("t1"))
    outcome = asked(other, request_)

    assert (outcome, [apdu for apdu in other.heard if apdu[1] not in (0xA4, 0xB2)]) == (OtherCard(), [])


def test_a_mute_card_has_gone() -> None:
    assert asked(virtual_card("mute"), READ) == CardGone(Failure(Fault.CARD_MUTE))


@pytest.mark.parametrize(("card", "sw"), [("blocked-application", 0x9303), ("blocked-card", 0x6A81)])
def test_a_blocked_card_is_refused_and_not_taken_for_a_bank_card(card: str, sw: int) -> None:
    assert asked(virtual_card(card), READ) == Refused(sw)


@pytest.mark.parametrize(("card", "name"), [("v1-3des", "徐文娟"), ("v2-3des", "买买提·艾则孜·阿卜杜拉·吐尔逊江")])
def test_the_holder_of_an_older_card_is_read(card: str, name: str) -> None:
    holder = holder_of(asked(virtual_card(card), READ))

    assert holder is not None
    assert holder.name == name


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_reading_sends_no_pin(protocol: Protocols) -> None:
    """Only SELECT, READ RECORD, GET RESPONSE and an empty VERIFY."""
    card = Listening(virtual_card(protocol=protocol))
    asked(card, READ)

    assert {apdu[1] for apdu in card.heard} <= {0xA4, 0xB2, 0xC0, 0x20}
    assert [apdu for apdu in card.heard if apdu[1] == 0x20] == [bytes.fromhex("00200000")]
    assert not any(bytes.fromhex(PRESENT.decode()) in apdu for apdu in card.heard)


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize(
    ("applications", "bank"), [('["bank"]', True), ("[]", False)], ids=["a bank card", "a card of another kind"]
)
def test_a_card_without_social_security_is_not_ours(applications: str, bank: bool, protocol: Protocols) -> None:
    text = (CARDS / "bank-only.toml").read_text("utf-8").replace('["bank"]', applications)
    card = card_of(parse_profile(text), protocol)

    assert asked(card, READ) == NotOurs(bank=bank)
