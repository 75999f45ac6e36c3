"""T=0: data wait as 61xx and are fetched with GET RESPONSE; anything else drops them."""

from __future__ import annotations

import pytest

from tests.support.workbench import SELECT_MF, SELECT_SSSE, TRIES, Bench

FCI = "6F1C840F7378312E73682EC9E7BBE1B1A3D5CFA50988011E9F0C03860103"
FETCH = "00C00000"
READ_ALL_OVER_256 = "00B201DD"  # 2 × 152 bytes
READ_ALL_256 = "00B201E5"


def waiting() -> Bench:
    bench = Bench()
    assert bench.say(SELECT_SSSE) == "611E"
    return bench


def test_what_waits_is_fetched_once() -> None:
    bench = waiting()

    assert bench.say(FETCH + "1E") == FCI + "9000"
    assert bench.say(FETCH + "1E") == "6985"


def test_a_part_is_handed_out_and_the_rest_counted() -> None:
    bench = waiting()

    assert bench.say(FETCH + "10") == FCI[:32] + "610E"
    assert bench.say(FETCH + "0E") == FCI[32:] + "9000"


@pytest.mark.parametrize("le", ["1F", "FF", "00"])
def test_asking_for_more_than_waits_tells_the_exact_length_and_keeps_it(le: str) -> None:
    bench = waiting()

    assert bench.say(FETCH + le) == "6C1E"
    assert bench.say(FETCH + "1E") == FCI + "9000"


def test_without_le_it_tells_again_what_waits() -> None:
    bench = waiting()

    assert bench.say(FETCH) == "611E"
    assert bench.say(FETCH + "1E") == FCI + "9000"


@pytest.mark.parametrize("le", ["31", "FF", "00"])
def test_under_t1_too_asking_for_more_than_waits_tells_the_exact_length_and_keeps_it(le: str) -> None:
    bench = Bench(t1=True)
    assert bench.say(SELECT_SSSE, READ_ALL_OVER_256 + "00")[-4:] == "6130"

    assert bench.say(FETCH + le) == "6C30"
    assert bench.say(FETCH + "30") == "44" * 48 + "9000"


@pytest.mark.parametrize("fault", ["00C000010E", "00C0010000", "00C000000511", "00C00000021122", "00C0000000001E"])
def test_a_malformed_get_response_drops_nothing(fault: str) -> None:
    bench = waiting()
    assert bench.say(fault) in ("6A86", "6700")

    assert bench.say(FETCH + "1E") == FCI + "9000"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(TRIES, id="one that succeeds"),
        pytest.param("00B2014C", id="one that finds nothing"),
        pytest.param("00A4FF00", id="one with wrong P1 P2"),
        pytest.param("0020000001AA", id="one of a wrong length"),
        pytest.param("00FF0000", id="an unknown one"),
        pytest.param("FFC000001E", id="one of an unknown class"),
    ],
)
def test_any_other_command_drops_what_waits(other: str) -> None:
    bench = waiting()
    bench.say(other)

    assert bench.say(FETCH + "1E") == "6985"


@pytest.mark.parametrize("power", ["reset", "power_off"])
def test_power_drops_what_waits(power: str) -> None:
    bench = waiting()
    getattr(bench.card, power)()

    assert bench.say(FETCH + "1E") == "6985"


@pytest.mark.parametrize("t1", [False, True], ids=["t0", "t1"])
def test_nothing_waits_after_a_reset(t1: bool) -> None:
    assert Bench(t1=t1).say(FETCH + "00") == "6985"


def test_nothing_ever_waits_under_t1() -> None:
    assert Bench(t1=True).say(SELECT_SSSE, FETCH + "1E") == "6985"


def test_nothing_waits_where_no_data_came() -> None:
    assert Bench().say(SELECT_MF, FETCH + "00") == "6985"


def test_256_bytes_wait_as_00_and_are_fetched_with_00() -> None:
    bench = Bench()

    assert bench.say(SELECT_SSSE, READ_ALL_256) == "6100"
    assert len(bench.say(FETCH + "00")) == 2 * (256 + 2)


def test_more_than_256_bytes_are_fetched_in_parts() -> None:
    bench = Bench()

    assert bench.say(SELECT_SSSE, READ_ALL_OVER_256) == "6100"
    first, second = bench.say(FETCH + "00"), bench.say(FETCH + "30")
    assert (first[-4:], second[-4:]) == ("6130", "9000")
    assert first[:-4] + second[:-4] == "4096" + "33" * 150 + "4196" + "44" * 150


def test_reading_moves_the_pointer_before_the_data_are_fetched() -> None:
    bench = Bench()
    bench.say(SELECT_SSSE, "00A4020002EF1D", "00B22002")

    assert bench.ask("00B22002") == "2001A29000"
