"""READ RECORD: by identifier (first, last, next, previous), by number, one or all that follow."""

from __future__ import annotations

import pytest

from tests.support.workbench import LEDGER, SELECT_MF, SELECT_SSSE, Bench

BOTH_PROTOCOLS = pytest.mark.parametrize("t1", [False, True], ids=["t0", "t1"])

SELECT_LEDGER = "00A4020002EF1D"
A1, B1, A2, C1, A3 = LEDGER
NONE = "6A83"


def mode(p1: int, mode: int, sfi: int = 0x1D) -> str:
    return f"00B2{p1:02X}{sfi << 3 | mode:02X}"


@BOTH_PROTOCOLS
@pytest.mark.parametrize("sfi", [0x1D, 0], ids=["by SFI", "current file"])
@pytest.mark.parametrize(
    ("reads", "last_answer"),
    [
        pytest.param([(0x20, 0)], A1, id="first of an id"),
        pytest.param([(0x20, 1)], A3, id="last of an id"),
        pytest.param([(0x22, 0)], C1, id="first of an id that is there once"),
        pytest.param([(0x20, 2)], A1, id="next without a pointer is the first"),
        pytest.param([(0x20, 3)], A3, id="previous without a pointer is the last"),
        pytest.param([(0x20, 2), (0x20, 2)], A2, id="next of an id"),
        pytest.param([(0x20, 2), (0x20, 2), (0x20, 2)], A3, id="next of an id, again"),
        pytest.param([(0x20, 2)] * 4, NONE, id="next after the last"),
        pytest.param([(0x20, 3), (0x20, 3)], A2, id="previous of an id"),
        pytest.param([(0x20, 3)] * 4, NONE, id="previous before the first"),
        pytest.param([(0x21, 0), (0x20, 2)], A2, id="next of another id, from where we are"),
        pytest.param([(4, 4), (0x20, 3)], A2, id="reading by number moves the pointer"),
        pytest.param([(4, 5), (0x20, 3)], A2, id="reading all from a number points at the first of them"),
        pytest.param([(0x22, 0), (0x21, 2)], NONE, id="no next of this id"),
        pytest.param([(0x22, 0), (0x21, 2), (0x20, 2)], A3, id="a failing read leaves the pointer"),
        pytest.param([(0x23, 0)], NONE, id="no such id: first"),
        pytest.param([(0x23, 1)], NONE, id="no such id: last"),
        pytest.param([(1, 4)], A1, id="number 1"),
        pytest.param([(5, 4)], A3, id="the last number"),
        pytest.param([(6, 4)], NONE, id="a number too high"),
        pytest.param([(1, 5)], A1 + B1 + A2 + C1 + A3, id="all from number 1"),
        pytest.param([(4, 5)], C1 + A3, id="all from number 4"),
        pytest.param([(5, 5)], A3, id="all from the last"),
        pytest.param([(6, 5)], NONE, id="all from beyond the last"),
    ],
)
def test_p1_and_mode_find_the_record(t1: bool, sfi: int, reads: list[tuple[int, int]], last_answer: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, SELECT_LEDGER)
    answers = [bench.ask(mode(p1, how, sfi)) for p1, how in reads]

    assert answers[-1] == (NONE if last_answer == NONE else last_answer + "9000")


@BOTH_PROTOCOLS
@pytest.mark.parametrize("how", range(6))
def test_p1_00_is_no_record(t1: bool, how: int) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)

    assert bench.say(mode(0, how)) == "6A86"


@BOTH_PROTOCOLS
@pytest.mark.parametrize("how", [6, 7])
def test_modes_6_and_7_are_not_of_this_card(t1: bool, how: int) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)

    assert bench.say(mode(1, how)) == "6A86"


@BOTH_PROTOCOLS
def test_sfi_0_needs_a_current_file(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)

    assert bench.say(mode(1, 4, sfi=0)) == "6986"


@BOTH_PROTOCOLS
@pytest.mark.parametrize("sfi", [0x09, 0x1F])
def test_an_sfi_that_names_no_file_is_not_found(t1: bool, sfi: int) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)

    assert bench.say(mode(1, 4, sfi)) == "6A82"


@BOTH_PROTOCOLS
def test_the_mf_has_no_records(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_MF)

    assert bench.say(mode(1, 4, sfi=5)) == "6A82"


@BOTH_PROTOCOLS
def test_reading_by_sfi_makes_the_file_current(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.ask(SELECT_SSSE)
    bench.ask(mode(2, 4))

    assert bench.ask(mode(0x20, 2, sfi=0)) == A2 + "9000"


@BOTH_PROTOCOLS
def test_a_pointer_belongs_to_its_file(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.ask(SELECT_SSSE)
    bench.ask(mode(5, 4, sfi=5))

    assert bench.ask(mode(0x20, 2)) == A1 + "9000"


@BOTH_PROTOCOLS
def test_selecting_a_file_again_forgets_its_pointer(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, SELECT_LEDGER)
    bench.ask(mode(4, 4, sfi=0))
    bench.say(SELECT_LEDGER)

    assert bench.ask(mode(0x20, 2, sfi=0)) == A1 + "9000"


@BOTH_PROTOCOLS
def test_a_refused_read_does_not_make_its_file_current(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, SELECT_LEDGER)

    assert (bench.say(mode(1, 4, sfi=6)), bench.ask(mode(1, 4, sfi=0))) == ("6982", A1 + "9000")


@BOTH_PROTOCOLS
def test_a_wrong_le_leaves_the_pointer(t1: bool) -> None:
    """6Cxx asks for the command once more; a pointer that moved would lose a record to it."""
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, SELECT_LEDGER)

    assert bench.say(mode(0x20, 2, sfi=0) + "01") == "6C03"
    assert bench.say(mode(0x20, 2, sfi=0) + "03") == A1 + "9000"


@BOTH_PROTOCOLS
def test_a_file_without_declared_access_is_closed(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, "0020000003135790")

    assert bench.say(mode(1, 4, sfi=0x1A)) == "6982"


@BOTH_PROTOCOLS
def test_the_locker_opens_to_the_pin_alone(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)

    assert bench.ask(mode(1, 4, sfi=0x1E)) == "6982"
    bench.say("0020000003135790")
    assert bench.ask(mode(1, 4, sfi=0x1E)) == "4002CAFE9000"
