"""What EF05 and EF06 hold, by the card's version."""

from __future__ import annotations

from datetime import date

import pytest

from emulator.iso7816.response import Response
from emulator.iso7816.tlv import decode_simple
from tests.support.workbench import SELECT_SSSE, Bench

BOTH_PROTOCOLS = pytest.mark.parametrize("t1", [False, True], ids=["t0", "t1"])

HOLDER = {
    0x08: b"610323188503120111".hex().upper(),
    0x09: "李明轩".encode("gbk").hex().upper() + "00" * 24,
    0x4E: "00" * 20,
    0x0A: "31",
    0x0B: "01",
    0x0C: "610323",
    0x0D: "18850312",
}


def read_all(bench: Bench, sfi: int) -> dict[int, str]:
    bench.say(SELECT_SSSE)
    answer = Response.parse(bytes.fromhex(bench.ask(f"00B201{sfi << 3 | 5:02X}")))
    assert answer.sw == 0x9000
    return {tag: value.hex().upper() for tag, value in decode_simple(answer.data)}


@BOTH_PROTOCOLS
@pytest.mark.parametrize("version", ["1.00", "2.00", "3.00"])
def test_ef05_is_free_and_says_what_the_card_is(t1: bool, version: str) -> None:
    assert read_all(Bench(t1=t1, card_version=f'"{version}"'), 5) == {
        0x01: "610100" + "D156000005" + "00000001" + "01234567",
        0x02: "33",
        0x03: version.encode().hex().upper(),
        0x04: "9156000002" + "610100" + "610100" + "01",
        0x05: "20240318",
        0x06: "20340317",
        0x07: b"D2143569X".hex().upper(),
    }


@BOTH_PROTOCOLS
def test_ef06_of_version_2_is_free_and_continues_the_name(t1: bool) -> None:
    assert read_all(Bench(t1=t1, card_version='"2.00"'), 6) == HOLDER


@BOTH_PROTOCOLS
def test_ef06_of_version_1_is_free_and_has_no_continued_name(t1: bool) -> None:
    expected = {tag: value for tag, value in HOLDER.items() if tag != 0x4E}

    assert read_all(Bench(t1=t1, card_version='"1.00"'), 6) == expected


@BOTH_PROTOCOLS
@pytest.mark.parametrize("proof", ["00200000", "0020000003135790"], ids=["nothing", "the PIN"])
@pytest.mark.parametrize("read", ["00B20135", "00B20834", "00B20830"], ids=["all", "by number", "by id"])
def test_ef06_of_version_3_is_closed_without_its_key(t1: bool, proof: str, read: str) -> None:
    assert Bench(t1=t1).say(SELECT_SSSE, proof, read) == "6982"


def test_the_continued_name_follows_the_name() -> None:
    assert list(read_all(Bench(card_version='"2.00"'), 6))[1:3] == [0x09, 0x4E]


@pytest.mark.parametrize(
    ("name", "first", "rest"),
    [
        pytest.param("阿" * 15, "阿" * 15, "", id="fills the field"),
        pytest.param("阿" * 16, "阿" * 15, "阿", id="runs over"),
        pytest.param("a" + "阿" * 15, "a" + "阿" * 14, "阿", id="is cut between characters"),
        pytest.param(
            "a" + "阿" * 15 + "b", "a" + "阿" * 14, "阿b", id="keeps its order where one more would still fit"
        ),
        pytest.param("阿" * 25, "阿" * 15, "阿" * 10, id="fills both fields"),
        pytest.param("𠮷野", "𠮷野", "", id="has a character of four bytes"),
    ],
)
def test_a_long_name_goes_on_in_4e(name: str, first: str, rest: str) -> None:
    holder = read_all(Bench(card_version='"2.00"', holder_name=f'"{name}"'), 6)

    assert bytes.fromhex(holder[0x09]) == first.encode("gb18030").ljust(30, b"\0")
    assert bytes.fromhex(holder[0x4E]) == rest.encode("gb18030").ljust(20, b"\0")


def test_a_name_is_written_in_the_codes_of_2022() -> None:
    holder = read_all(Bench(card_version='"2.00"', holder_name='"\u9fb4\u1e3f\ue816"'), 6)

    assert bytes.fromhex(holder[0x09]).rstrip(b"\0") == bytes.fromhex("FE59A8BCFE51")


@pytest.mark.parametrize(
    ("day", "packed"),
    [(date(2030, 1, 2), "20300102"), ('"today"', "20261122"), ('"today+45d"', "20270106"), ('"today-30d"', "20261023")],
)
def test_a_day_is_a_date_or_counted_from_today(day: date | str, packed: str) -> None:
    assert read_all(Bench(dates_valid_until=str(day)), 5)[0x06] == packed
