"""Cards that no virtual card plays: other issuers' chips, other status words, records that are not what they should be.

The card is scripted at byte level: by command, its answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.card.application import SSSE_NAME
from kiosk.card.driver import BANK_NAME, carry_out
from kiosk.card.outcome import (
    CardGone,
    CardRead,
    Changed,
    Counter,
    Locked,
    NoInquiry,
    NotOurs,
    OtherCard,
    Outcome,
    Refused,
    Unknown,
    Unsettled,
)
from kiosk.card.port import Failure, Fault, Protocols
from kiosk.card.request import (
    AskWhichPin,
    ChangePin,
    Exchanged,
    ProveCard,
    ReadCard,
    ReadChallenge,
    ReadCounter,
    ReadHolder,
    VerifyPin,
)
from tests.support.cards import NEW, PRESENT, READER, pin
from tests.support.samples import ATR, CARD, FACTS

SSSE, BANK = SSSE_NAME.hex().upper(), BANK_NAME.hex().upper()
SELECT_SSSE, SELECT_BANK = f"00A404000F{SSSE}", f"00A4040008{BANK}"
COUNT, VERIFY, VERIFY_NEW, CHANGE = "00200000", "0020000003135790", "0020000003624815", "805E010007135790FF624815"
OURS = {
    SELECT_SSSE: "9000",
    "00B2012812": f"0110{CARD.hex()}9000",
    "00B2032806": "0304332E30309000",
    "00B2052806": "0504202403189000",
    "00B2062806": "0604203403179000",
    "00B207280B": "0709443231343335363958" + "9000",
    "00B2083014": "6982",
    COUNT: "63C6",
    VERIFY: "9000",
    VERIFY_NEW: "9000",
    CHANGE: "9000",
}
REQUESTS: list[Exchanged] = [
    ReadCard(1, READER),
    ReadCounter(1, READER, CARD),
    VerifyPin(1, READER, CARD, pin()),
    ChangePin(1, READER, CARD, pin(), pin(NEW)),
    AskWhichPin(1, READER, CARD, pin(), pin(NEW)),
    ProveCard(1, READER, CARD, bytes(8), bytes(8)),
    ReadChallenge(1, READER, CARD),
    ReadHolder(1, READER, CARD, bytes(16)),
]


class Foreign:
    """A card with these answers; to anything else it says 6D00."""

    atr = ATR

    def __init__(self, answers: Mapping[str, str], protocol: Protocols = "t0") -> None:
        self.protocol: Protocols = protocol
        self._answers = answers

    def transmit(self, apdu: bytes) -> bytes | Failure:
        """The scripted answer."""
        return bytes.fromhex(self._answers.get(apdu.hex().upper(), "6D00"))


def asked(request: Exchanged, **changed: str) -> Outcome:
    """The outcome on a card of ours with other answers, by name above."""
    names = {"count": COUNT, "verify": VERIFY, "verify_new": VERIFY_NEW, "change": CHANGE, "ssse": SELECT_SSSE}
    return carry_out(request, Foreign(OURS | {names[name]: answer for name, answer in changed.items()}))


def read(**records: str) -> Outcome:
    """ReadCard on a card of ours with other records: record_01="0000" for that of tag 01."""
    answers = {command: records.get(f"record_{command[4:6]}", answer) for command, answer in OURS.items()}
    return carry_out(ReadCard(1, READER), Foreign(answers))


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        pytest.param({SELECT_BANK: "9000"}, NotOurs(bank=True), id="a bank card"),
        pytest.param({SELECT_BANK: "6F00"}, NotOurs(bank=False), id="a card with a bank's name and no answer"),
        pytest.param({}, NotOurs(bank=False), id="neither"),
        pytest.param({SELECT_SSSE: "6A82", SELECT_BANK: "6A82"}, NotOurs(bank=False), id="both unknown to it"),
        pytest.param({SELECT_SSSE: "9303", SELECT_BANK: "9000"}, Refused(0x9303), id="an application blocked for ever"),
        pytest.param({SELECT_SSSE: "6A81", SELECT_BANK: "9000"}, Refused(0x6A81), id="a card that blocks our name"),
        pytest.param({SELECT_SSSE: "9000"}, NotOurs(bank=False), id="our name, and nothing in it"),
    ],
)
def test_a_card_that_is_not_ours(answers: Mapping[str, str], outcome: Outcome) -> None:
    assert carry_out(ReadCard(1, READER), Foreign(answers)) == outcome


def test_the_script_is_a_card_of_ours() -> None:
    assert read() == CardRead(FACTS)


@pytest.mark.parametrize("request_", REQUESTS[1:5], ids=lambda request: type(request).__name__)
def test_a_card_without_our_application_is_another_card(request_: Exchanged) -> None:
    assert asked(request_, ssse="6A82") == OtherCard()


@pytest.mark.parametrize("data", ["", "01020304050607", "010203040506070809"])
@pytest.mark.parametrize(
    ("request_", "command"),
    [(REQUESTS[5], "0088000010" + "00" * 16), (REQUESTS[6], "0084000008")],
    ids=["a proof", "a challenge"],
)
def test_of_another_size_it_is_none(request_: Exchanged, command: str, data: str) -> None:
    assert carry_out(request_, Foreign(OURS | {command: data + "9000"})) == NoInquiry(0x9000)


@pytest.mark.parametrize(
    ("count", "outcome"),
    [
        ("63C0", Counter(0)),
        ("63CF", Counter(15)),
        ("6983", Counter(0)),
        ("9000", Counter(None)),  # a card without a PIN
        ("6984", Refused(0x6984)),
        ("6D00", Refused(0x6D00)),
        ("6700", Refused(0x6700)),
    ],
)
def test_the_counter_as_other_chips_tell_it(count: str, outcome: Outcome) -> None:
    assert asked(REQUESTS[1], count=count) == outcome


NO_VERDICTS = ("6700", "6A80", "6985", "6581", "6F00", "6200", "6300", "6103", "6C06", "6982", "6984", "9001", "FFFF")


@pytest.mark.parametrize("request_", REQUESTS[2:4], ids=lambda request: type(request).__name__)
@pytest.mark.parametrize("sw", NO_VERDICTS)
def test_a_status_word_that_is_no_verdict_on_the_pin_is_no_answer_to_it(sw: str, request_: Exchanged) -> None:
    """status-legacy#7887: what is not a wrong PIN must not be told as one. An attempt may be gone all the same."""
    lost = CardGone(Failure(Fault.ANSWER_LOST, int(sw, 16)), attempt=True)

    assert asked(request_, verify=sw) == lost


@pytest.mark.parametrize(
    ("sw", "outcome"),
    [
        ("9000", Changed(6)),
        *((sw, Unknown(Failure(Fault.OTHER, int(sw, 16)))) for sw in ("63C2", "6983", "6C05")),
        *((sw, Refused(int(sw, 16))) for sw in ("6400", "6700", "6982", "6985", "6A80", "6A86", "6D00", "6E00")),
        ("9303", Refused(0x9303)),
        *((sw, Unknown(Failure(Fault.OTHER, int(sw, 16)))) for sw in ("6581", "6500", "6600", "6F00", "6F12")),
        *((sw, Unknown(Failure(Fault.OTHER, int(sw, 16)))) for sw in ("6100", "611E", "6200", "6300", "6381")),
        *((sw, Unknown(Failure(Fault.OTHER, int(sw, 16)))) for sw in ("9001", "9302", "FFFF", "0000")),
        ("900000", Unknown(Failure(Fault.ANSWER_LOST))),
        ("AABB9000", Unknown(Failure(Fault.ANSWER_LOST))),
        ("AA6985", Unknown(Failure(Fault.ANSWER_LOST))),
    ],
)
def test_what_a_chip_may_answer_to_a_change(sw: str, outcome: Outcome) -> None:
    """vxsuite#2170: where the answer does not say that nothing was changed, nobody knows which PIN holds."""
    assert asked(REQUESTS[3], change=sw) == outcome


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"count": "6D00"}, Refused(0x6D00)),
        ({"count": "9000"}, Unsettled(0)),
        ({"verify_new": "6985"}, Refused(0x6985)),
        ({"verify_new": "6983"}, Locked()),
        ({"verify_new": "63C5", "verify": "6985"}, Refused(0x6985)),
    ],
    ids=str,
)
def test_which_pin_on_a_chip_with_its_own_mind(answers: dict[str, str], outcome: Outcome) -> None:
    assert asked(REQUESTS[4], **answers) == outcome


@pytest.mark.parametrize(
    ("tag", "record", "changed"),
    [
        pytest.param("03", "6A83", {"version": ""}, id="no version"),
        pytest.param("03", "0304FFFFFFFF9000", {"version": ""}, id="a version that is no text"),
        pytest.param("03", "0304414243449000", {"version": ""}, id="a version that is none"),
        pytest.param("03", "0304322E30009000", {"version": "2.0"}, id="a version with padding"),
        pytest.param("07", "0709FF3231343335363958" + "9000", {"number": ""}, id="a number that is no text"),
        pytest.param("07", "0709442131343335363958" + "9000", {"number": ""}, id="a number with other characters"),
        pytest.param("07", "0709643231343335363958" + "9000", {"number": ""}, id="a number in small letters"),
        pytest.param(
            "07", "07045832313400" + "9000", {"number": ""}, id="a number so short that nothing would be hidden"
        ),
        pytest.param("03", "03FF9000", {"version": ""}, id="a record cut short"),
        pytest.param("03", "9000", {"version": ""}, id="an empty record"),
        pytest.param("03", "0404332E30309000", {"version": ""}, id="a record of another tag"),
        pytest.param("05", "0504FFFFFFFF9000", {"issued": None}, id="a day that is padding"),
        pytest.param("06", "0604203413179000", {"valid_until": None}, id="a day in month 13"),
        pytest.param("06", "060420349000", {"valid_until": None}, id="a day cut short"),
        pytest.param("07", "07009000", {"number": ""}, id="an empty number"),
        pytest.param("07", "0304312E30309000", {"number": ""}, id="a record of another tag that was read before"),
    ],
)
def test_a_malformed_record_is_a_field_not_known(tag: str, record: str, changed: dict[str, str | None]) -> None:
    assert read(**{f"record_{tag}": record}) == CardRead(replace(FACTS, **changed))  # type: ignore[arg-type]


@pytest.mark.parametrize("record", ["6A83", "9000", "01FF9000", "0104610100D19000", "6982"])
def test_without_an_identification_it_is_none_of_ours(record: str) -> None:
    assert read(record_01=record) == NotOurs(bank=False)


@given(
    answers=st.lists(st.binary(min_size=2, max_size=40), min_size=1, max_size=8),
    request_=st.sampled_from(REQUESTS),
    protocol=st.sampled_from(["t0", "t1"]),
)
def test_whatever_bytes_a_card_answers_there_is_an_outcome(
    answers: list[bytes], request_: Exchanged, protocol: Protocols
) -> None:
    class Noise(Foreign):
        """A card that answers anything, over and over."""

        said = 0

        def transmit(self, apdu: bytes) -> bytes | Failure:
            """The next bytes."""
            self.said += 1
            return answers[self.said % len(answers)]

    assert isinstance(carry_out(request_, Noise({}, protocol)), Outcome)


@given(record=st.binary(max_size=60), tag=st.sampled_from(["01", "03", "05", "06", "07", "08"]))
def test_whatever_a_record_holds_the_card_is_read_or_none_of_ours(record: bytes, tag: str) -> None:
    assert isinstance(read(**{f"record_{tag}": record.hex() + "9000"}), CardRead | NotOurs)


def test_pins_are_not_worn_out_by_being_asked_for() -> None:
    asked(REQUESTS[4])

    assert isinstance(REQUESTS[4], AskWhichPin)
    assert (REQUESTS[4].present == pin(PRESENT), REQUESTS[4].new == pin(NEW)) == (True, True)
