"""READ BINARY: from an offset in the current file, or by SFI; how much there is decides what Le may be."""

from __future__ import annotations

import pytest

from tests.support.workbench import RIGHT_PIN, SCRATCH, SELECT_EF05, SELECT_MF, SELECT_SSSE, Bench

CONTENT = SCRATCH.hex().upper()  # 40 bytes, each its own offset
SELECT_SCRATCH = "00A4020002EF18"
SELECT_PHOTO = "00A4020002EF08"

BOTH_PROTOCOLS = pytest.mark.parametrize("t1", [False, True], ids=["t0", "t1"])


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("command", "answer"),
    [
        pytest.param("00B0980028", CONTENT + "9000", id="by SFI, all"),
        pytest.param("00B0980503", "0506079000", id="by SFI, from an offset"),
        pytest.param("00B0982701", "279000", id="by SFI, the last byte"),
        pytest.param("00B0982703", "6C01", id="by SFI, more than is left"),
        pytest.param("00B0982801", "6B00", id="by SFI, right behind the end"),
        pytest.param("00B098FF", "6B00", id="by SFI, far behind the end"),
        pytest.param("00B0000004", "6986", id="no current file"),
        pytest.param("00B0890001", "6A82", id="no such file"),
        pytest.param("00B0850001", "6981", id="a file of records"),
        pytest.param("00B0880001", "6982", id="not open"),
        pytest.param("00B0C80001", "6A86", id="P1 with bit 7"),
        pytest.param("00B0B80001", "6A86", id="P1 with bit 6"),
    ],
)
def test_by_sfi_or_of_the_current_file(t1: bool, command: str, answer: str) -> None:
    assert Bench(t1=t1).say(SELECT_SSSE, command) == answer


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("command", "answer"),
    [("00B0000002", "00019000"), ("00B0002602", "26279000"), ("00B0002801", "6B00"), ("00B07FFF01", "6B00")],
)
def test_the_current_file_has_an_offset_of_fifteen_bits(t1: bool, command: str, answer: str) -> None:
    assert Bench(t1=t1).say(SELECT_SSSE, SELECT_SCRATCH, command) == answer


@pytest.mark.parametrize(
    ("le", "t0", "t1"),
    [
        pytest.param("", "6108", "9000", id="none"),
        pytest.param("00", "6C08", CONTENT[-16:] + "9000", id="00"),
        pytest.param("08", CONTENT[-16:] + "9000", CONTENT[-16:] + "9000", id="the rest"),
        pytest.param("09", "6C08", "6C08", id="a byte more"),
    ],
)
def test_near_the_end_le_counts_what_is_left(le: str, t0: str, t1: str) -> None:
    assert [Bench(t1=protocol).say(SELECT_SSSE, "00B09820" + le) for protocol in (False, True)] == [t0, t1]


@BOTH_PROTOCOLS
def test_a_photo_is_read_256_bytes_at_a_time(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)
    bench.terminal.prove("RKSSSE")
    bench.say(SELECT_PHOTO)

    assert [bench.say(f"00B0{offset:02X}0000") for offset in range(16)] == ["00" * 256 + "9000"] * 16
    assert bench.say("00B0100000") == "6B00"


@pytest.mark.parametrize(("command", "size"), [("00B00000001000", 0x1000), ("00B00000000000", 0x1000)])
def test_an_extended_le_brings_a_whole_photo(command: str, size: int) -> None:
    bench = Bench(t1=True)
    bench.say(SELECT_SSSE)
    bench.terminal.prove("RKSSSE")

    assert bench.say(SELECT_PHOTO, command) == "00" * size + "9000"


@BOTH_PROTOCOLS
@pytest.mark.parametrize("sfi", [7, 8], ids=["fingerprint", "photo"])
def test_fingerprint_and_photo_open_to_their_key_alone(t1: bool, sfi: int) -> None:
    bench, read = Bench(t1=t1), f"00B0{sfi | 0x80:02X}0002"
    answers = [bench.say(SELECT_SSSE, read), bench.say(RIGHT_PIN, read), bench.terminal.prove("UKSSSE")]
    answers += [bench.say(read), bench.terminal.prove("RKSSSE"), bench.say(read)]

    assert answers == ["6982", "6982", "9000", "6982", "9000", "00009000"]


@BOTH_PROTOCOLS
def test_by_sfi_it_makes_the_file_current(t1: bool) -> None:
    assert Bench(t1=t1).say(SELECT_SSSE, "00B0980001", "00B0000A01") == "0A9000"


@BOTH_PROTOCOLS
@pytest.mark.parametrize("failed", ["00B0982801", "00B0880001", "00B0982703", "00B0890001"])
def test_a_failing_read_leaves_the_current_file(t1: bool, failed: str) -> None:
    assert Bench(t1=t1).say(SELECT_SSSE, SELECT_EF05, failed, "00B0000001") == "6981"


@BOTH_PROTOCOLS
def test_in_the_mf_is_nothing_to_read(t1: bool) -> None:
    assert Bench(t1=t1).say(SELECT_MF, "00B0870001") == "6A82"
