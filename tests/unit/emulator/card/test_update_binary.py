"""UPDATE BINARY: bytes replaced where they stand, durably, and none beyond the file's end."""

from __future__ import annotations

import pytest

from tests.support.workbench import RIGHT_PIN, SCRATCH, SELECT_SSSE, Bench, Fault

CONTENT = SCRATCH.hex().upper()
READ_ALL = "00B0980028"

BOTH_PROTOCOLS = pytest.mark.parametrize("t1", [False, True], ids=["t0", "t1"])


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("command", "then"),
    [
        pytest.param("00D6980002CAFE", "CAFE" + CONTENT[4:], id="at the beginning"),
        pytest.param("00D6981001CA", CONTENT[:32] + "CA" + CONTENT[34:], id="in the middle"),
        pytest.param("00D6982602CAFE", CONTENT[:76] + "CAFE", id="up to the end"),
        pytest.param("00D6980028" + "AA" * 40, "AA" * 40, id="all of it"),
    ],
)
def test_what_is_written_is_read_back_also_by_the_next_process(t1: bool, command: str, then: str) -> None:
    bench = Bench(t1=t1)

    assert [bench.say(SELECT_SSSE, command), bench.say(READ_ALL)] == ["9000", then + "9000"]
    bench.reopen()
    assert bench.say(SELECT_SSSE, READ_ALL) == then + "9000"


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("command", "answer"),
    [
        pytest.param("00D6982701CA", "9000", id="the last byte"),
        pytest.param("00D6982702CAFE", "6A84", id="a byte beyond the end"),
        pytest.param("00D6982801CA", "6B00", id="behind the end"),
        pytest.param("00D6980000", "6700", id="an Le instead of data"),
        pytest.param("00D69800", "6700", id="no data"),
        pytest.param("00D6980002CAFE00", "6700", id="an Le as well"),
        pytest.param("00D6C80001CA", "6A86", id="P1 with bit 7"),
        pytest.param("00D6000001CA", "6986", id="no current file"),
        pytest.param("00D6890001CA", "6A82", id="no such file"),
        pytest.param("00D6850001CA", "6981", id="a file of records"),
        pytest.param("00D6870001CA", "6982", id="not open"),
    ],
)
def test_what_cannot_be_written_is_told(t1: bool, command: str, answer: str) -> None:
    assert Bench(t1=t1).say(SELECT_SSSE, command) == answer


@BOTH_PROTOCOLS
@pytest.mark.parametrize("command", ["00D6982702CAFE", "00D6982801CA", "00D6870001CA"])
def test_a_refusal_writes_nothing(t1: bool, command: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, command)

    assert bench.store.written == []


@BOTH_PROTOCOLS
@pytest.mark.parametrize("sfi", [7, 8], ids=["fingerprint", "photo"])
def test_fingerprint_and_photo_are_written_with_the_update_key_alone(t1: bool, sfi: int) -> None:
    bench, write = Bench(t1=t1), f"00D6{sfi | 0x80:02X}0001CA"
    answers = [bench.say(SELECT_SSSE, write), bench.say(RIGHT_PIN, write), bench.terminal.prove("RKSSSE")]
    answers += [bench.say(write), bench.terminal.prove("UKSSSE"), bench.say(write)]

    assert answers == ["6982", "6982", "9000", "6982", "9000", "9000"]


@BOTH_PROTOCOLS
def test_it_makes_the_file_current(t1: bool) -> None:
    assert Bench(t1=t1).say(SELECT_SSSE, "00D6980002CAFE", "00D6000201DE", "00B0000004") == "CAFEDE039000"


@BOTH_PROTOCOLS
@pytest.mark.parametrize("fault", [Fault.FAILURE, Fault.DEFECT])
def test_a_store_that_fails_leaves_the_bytes(t1: bool, fault: Fault, caplog: pytest.LogCaptureFixture) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)
    bench.store.plan(fault)

    assert bench.say("00D6980002CAFE") == {Fault.FAILURE: "6581", Fault.DEFECT: "6F00"}[fault]
    assert bench.say(READ_ALL) == CONTENT + "9000"
    caplog.clear()
