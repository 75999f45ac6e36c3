"""SELECT: by name from anywhere, by file id, by EF id; and what a selection keeps or forgets."""

from __future__ import annotations

import pytest

from emulator.card.card import Card
from emulator.card.crypto import ALGORITHMS
from emulator.store.volatile import VolatileStore
from tests.support.workbench import (
    ATR_T0,
    READ_LOCKER,
    RIGHT_PIN,
    SELECT_EF05,
    SELECT_MF,
    SELECT_SSSE,
    TRIES,
    Bench,
    cells_of_new,
    counting,
    profile,
    tree_of,
)

FCI_SM4 = "6F1C840F7378312E73682EC9E7BBE1B1A3D5CFA50988011E9F0C03860103"
FCI_3DES = "6F1C840F7378312E73682EC9E7BBE1B1A3D5CFA50988011E9F0C03860101"
NAME = "7378312E73682EC9E7BBE1B1A3D5CF"

BOTH_PROTOCOLS = pytest.mark.parametrize("t1", [False, True], ids=["t0", "t1"])


def place(bench: Bench) -> str:
    """Where the card is, told by what it answers: the PIN works in SSSE only, SFI 0 is the current file."""
    application = {"6985": "MF", "63C6": "SSSE"}[bench.say(TRIES)]
    record = bench.ask("00B20104")
    return application if record == "6986" else f"{application} {'EF05' if record.startswith('0110') else record}"


@BOTH_PROTOCOLS
def test_the_mf_is_selected_after_a_reset(t1: bool) -> None:
    assert place(Bench(t1=t1)) == "MF"


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("command", "answer", "then"),
    [
        pytest.param("00A40000", "9000", "MF", id="MF by nothing"),
        pytest.param("00A4000000", "9000", "MF", id="MF by nothing, with Le"),
        pytest.param("00A40000023F00", "9000", "MF", id="MF by its id"),
        pytest.param("00A4000C023F00", "9000", "MF", id="MF by its id, no data asked"),
        pytest.param("00A4040C0F" + NAME, "9000", "SSSE", id="SSSE by name, no data asked"),
        pytest.param("00A4020002EF05", "9000", "SSSE EF05", id="EF by EF id"),
        pytest.param("00A4020C02EF05", "9000", "SSSE EF05", id="EF by EF id, no data asked"),
        pytest.param("00A4000002EF05", "9000", "SSSE EF05", id="EF by file id, as clients send it"),
        pytest.param("00A4000C02EF05", "9000", "SSSE EF05", id="EF by file id, no data asked"),
        pytest.param("00A4020002EF05FF", "9000", "SSSE EF05", id="EF with an Le: nothing is due"),
    ],
)
def test_what_a_select_finds_it_selects(t1: bool, command: str, answer: str, then: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)

    assert (bench.say(command), place(bench)) == (answer, then)


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("command", "answer"),
    [
        pytest.param("00A4000002EF09", "6A82", id="no such file id"),
        pytest.param("00A4020002EF09", "6A82", id="no such EF id"),
        pytest.param("00A40200023F00", "6A82", id="the MF is no EF"),
        pytest.param("00A4040008A000000333010102", "6A82", id="no such name"),
        pytest.param("00A404000173", "6A82", id="a name of one byte"),
        pytest.param("00A404000E" + NAME[:-2], "6A82", id="the name cut short: exact match only"),
        pytest.param("00A4040010" + NAME + "00", "6A82", id="the name with a byte more"),
        pytest.param("00A40100023F00", "6A86", id="P1 01"),
        pytest.param("00A40300023F00", "6A86", id="P1 03"),
        pytest.param("00A4040200", "6A86", id="P2 02: next"),
        pytest.param("00A40004023F00", "6A86", id="P2 04: FCP"),
        pytest.param("00A40000013F", "6700", id="half a file id"),
        pytest.param("00A40000033F0001", "6700", id="a path"),
        pytest.param("00A40200", "6700", id="EF by nothing"),
        pytest.param("00A40400", "6700", id="name of nothing"),
        pytest.param("00A4040011" + NAME + "0000", "6700", id="a name of 17 bytes"),
    ],
)
def test_a_failing_select_changes_nothing(t1: bool, command: str, answer: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, RIGHT_PIN, SELECT_EF05)

    assert (bench.say(command), place(bench)) == (answer, "SSSE EF05")
    assert bench.ask(READ_LOCKER) == "4002CAFE9000"


@BOTH_PROTOCOLS
@pytest.mark.parametrize(("algorithm", "fci"), [('"sm4"', FCI_SM4), ('"3des"', FCI_3DES)])
def test_ssse_answers_with_name_and_algorithm(t1: bool, algorithm: str, fci: str) -> None:
    bench = Bench(t1=t1, application_algorithm=algorithm)

    assert bench.ask(SELECT_SSSE) == fci + "9000"


@BOTH_PROTOCOLS
def test_an_ef_is_found_in_the_current_application_only(t1: bool) -> None:
    assert Bench(t1=t1).say(SELECT_EF05) == "6A82"


@BOTH_PROTOCOLS
@pytest.mark.parametrize("select", [SELECT_MF, SELECT_SSSE])
def test_selecting_an_application_leaves_no_current_file(t1: bool, select: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, SELECT_EF05, select)

    assert bench.say("00B20104") == "6986"


@BOTH_PROTOCOLS
@pytest.mark.parametrize("select", [SELECT_SSSE, SELECT_EF05, SELECT_MF])
def test_a_verified_pin_outlives_a_selection(t1: bool, select: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, RIGHT_PIN, select, SELECT_SSSE)

    assert bench.ask(READ_LOCKER) == "4002CAFE9000"


@BOTH_PROTOCOLS
@pytest.mark.parametrize("power", ["reset", "power_off"])
def test_power_forgets_the_selection(t1: bool, power: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, SELECT_EF05)
    getattr(bench.card, power)()

    assert place(bench) == "MF"


def test_before_its_first_reset_a_card_stands_in_its_mf() -> None:
    normal = profile()
    tree, store, sm4 = tree_of(normal), VolatileStore(cells_of_new(normal)), ALGORITHMS["sm4"]
    card = Card(atr=ATR_T0, t1=False, tree=tree, algorithm=sm4, store=store, random=counting())

    assert card.transmit(bytes.fromhex(TRIES)).hex().upper() == "6985"


def test_a_reset_tells_the_answer_to_reset() -> None:
    assert Bench().card.reset() == ATR_T0
