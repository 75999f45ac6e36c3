"""PIN UNBLOCK: a message under STK after a proof of PUK; the PIN kept, or a new one."""

from __future__ import annotations

import pytest

from tests.support.workbench import (
    READ_LOCKER,
    RIGHT_PIN,
    SELECT_MF,
    SELECT_SSSE,
    TRIES,
    WRONG_PIN,
    Bench,
    Fault,
)

KEY = '"00112233445566778899AABBCCDDEEFF"'
FACTOR = bytes.fromhex("0102030405060708")
CHALLENGE = "0084000008"
PROOFS = {"sm4": "465BB78F50C5201A", "3des": "FCBD4C3463171B45"}
PROVE_PUK = {name: f"0082000610{proof}1112131415161718" for name, proof in PROOFS.items()}
PIN_KEPT = {"sm4": "8424000004E4A319CC", "3des": "842400000455EE95DE"}
NEW_123456 = {
    "sm4": "8424000114E37CB7850735F98AA3A6F86566E2654CF4DB03C7",
    "3des": "842400010CE1BA00D65416D6B75D9DB30B",
}
SELECT_DF04 = "00A4040C06D15600000503"

BOTH_PROTOCOLS = pytest.mark.parametrize("t1", [False, True], ids=["t0", "t1"])
BOTH_ALGORITHMS = pytest.mark.parametrize("algorithm", ["sm4", "3des"])


def locked(*, t1: bool = False, algorithm: str = "sm4") -> Bench:
    """A card with a locked PIN, SSSE selected and PUK proved."""
    bench = Bench(t1=t1, application_algorithm=f'"{algorithm}"', pin_remaining="0")
    bench.say(SELECT_SSSE)
    bench.terminal.prove("PUK")
    return bench


@BOTH_PROTOCOLS
@BOTH_ALGORITHMS
@pytest.mark.parametrize(
    ("commands", "verify"), [(PIN_KEPT, RIGHT_PIN), (NEW_123456, "0020000003123456")], ids=["PIN kept", "new PIN"]
)
def test_the_published_messages_unlock_the_card(
    t1: bool, algorithm: str, commands: dict[str, str], verify: str
) -> None:
    bench = Bench(
        t1=t1,
        application_algorithm=f'"{algorithm}"',
        keys_PUK=KEY,
        keys_STK=KEY,
        pin_remaining="0",
        random=lambda size: FACTOR[:size],
    )
    bench.say(SELECT_SSSE, CHALLENGE, PROVE_PUK[algorithm], CHALLENGE)

    assert [bench.say(TRIES), bench.say(commands[algorithm]), bench.say(TRIES)] == ["6983", "9000", "63C6"]
    assert bench.say(verify) == "9000"


@BOTH_PROTOCOLS
@BOTH_ALGORITHMS
@pytest.mark.parametrize("pin", ["1357", "13579F", "135790", "1122334455667788"])
def test_a_new_pin_of_any_length_is_the_pin(t1: bool, algorithm: str, pin: str) -> None:
    """Defect elsewhere: a stale PIN length after unblock."""
    bench = locked(t1=t1, algorithm=algorithm)

    assert bench.terminal.unblock(pin) == "9000"
    bench.reopen()
    assert bench.say(SELECT_SSSE, f"00200000{len(pin) // 2:02X}{pin}") == "9000"
    assert bench.say(RIGHT_PIN) == ("9000" if pin == "135790" else "63C5")


@BOTH_PROTOCOLS
@pytest.mark.parametrize("limit", ["3", "6", "15"])
def test_the_counter_goes_back_to_the_cards_own_limit(t1: bool, limit: str) -> None:
    bench = Bench(t1=t1, pin_limit=limit, pin_remaining="0")
    bench.say(SELECT_SSSE)
    bench.terminal.prove("PUK")

    assert [bench.terminal.unblock(), bench.say(TRIES)] == ["9000", f"63C{int(limit):X}"]


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("new", "written"),
    [
        (None, {"pin.remaining": b"\x06"}),
        ("246802", {"pin.value": b"\x24\x68\x02", "pin.remaining": b"\x06", "pin.initial": b"\x00"}),
    ],
    ids=["PIN kept", "new PIN"],
)
def test_it_is_one_durable_step(t1: bool, new: str | None, written: dict[str, bytes]) -> None:
    bench = Bench(t1=t1, pin_remaining="0", pin_initial="true")
    bench.say(SELECT_SSSE)
    bench.terminal.prove("PUK")
    bench.store.written.clear()
    bench.terminal.unblock(new)

    assert bench.store.written == [written]


@BOTH_PROTOCOLS
def test_it_works_on_a_card_that_is_not_locked(t1: bool) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, WRONG_PIN, WRONG_PIN)
    bench.terminal.prove("PUK")

    assert [bench.terminal.unblock(), bench.say(TRIES)] == ["9000", "63C6"]


@BOTH_PROTOCOLS
def test_it_works_in_a_df(t1: bool) -> None:
    bench = Bench(t1=t1, pin_remaining="0")
    bench.say(SELECT_DF04)
    bench.terminal.prove("PUK")

    assert [bench.terminal.unblock(), bench.say(RIGHT_PIN)] == ["9000", "9000"]


@BOTH_PROTOCOLS
@pytest.mark.parametrize(("new", "then"), [(None, "4002CAFE9000"), ("246802", "6982")], ids=["PIN kept", "new PIN"])
def test_a_new_pin_drops_the_verified_state(t1: bool, new: str | None, then: str) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE, RIGHT_PIN)
    bench.terminal.prove("PUK")

    assert (bench.terminal.unblock(new), bench.ask(READ_LOCKER)) == ("9000", then)


@BOTH_PROTOCOLS
@pytest.mark.parametrize("new", [None, "246802"], ids=["PIN kept", "new PIN"])
def test_the_puk_stays_proved_and_each_message_takes_a_challenge_of_its_own(t1: bool, new: str | None) -> None:
    bench = locked(t1=t1)
    command = bench.terminal.unblocking(new, bench.terminal.challenge())

    assert [bench.say(command), bench.say(command), bench.terminal.unblock("135790")] == ["9000", "6984", "9000"]


@BOTH_PROTOCOLS
@pytest.mark.parametrize("proved", ["nothing", "the PIN", "another key", "PUK, and then wrongly", "PUK, elsewhere"])
@pytest.mark.parametrize("new", [None, "246802"], ids=["PIN kept", "new PIN"])
def test_without_puk_it_is_refused_and_the_challenge_stays(t1: bool, proved: str, new: str | None) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)
    match proved:
        case "the PIN":
            bench.say(RIGHT_PIN)
        case "another key":
            bench.terminal.prove("UKSSSE")
        case "PUK, and then wrongly":
            bench.terminal.prove("PUK")
            bench.terminal.prove("PUK", wrong=True)
        case "PUK, elsewhere":
            bench.terminal.prove("PUK")
            bench.say(SELECT_DF04, SELECT_SSSE)
    challenge = bench.terminal.challenge()

    assert bench.say(bench.terminal.unblocking(new, challenge)) == "6982"
    assert bench.say(bench.terminal.proof("PUK", challenge)) == "9000"


@BOTH_PROTOCOLS
@pytest.mark.parametrize("new", [None, "246802"], ids=["PIN kept", "new PIN"])
def test_a_wrong_mac_spends_the_challenge_and_changes_nothing_else(t1: bool, new: str | None) -> None:
    bench = locked(t1=t1)
    bench.store.written.clear()
    challenge = bench.terminal.challenge()
    right, wrong = (bench.terminal.unblocking(new, challenge, wrong=wrong) for wrong in (False, True))

    assert [bench.say(wrong), bench.say(right), bench.say(TRIES)] == ["6988", "6984", "6983"]
    assert bench.store.written == []


@BOTH_PROTOCOLS
def test_wrong_macs_are_not_counted(t1: bool) -> None:
    bench = locked(t1=t1)

    assert {bench.terminal.unblock(wrong=True) for _ in range(20)} == {"6988"}
    assert bench.terminal.unblock() == "9000"


@BOTH_PROTOCOLS
@BOTH_ALGORITHMS
@pytest.mark.parametrize(
    "pin", ["12", "123F", "12345678901234567F", "13579A", "1F5790", "135FFF", "FFFFFF", "FF", "135790FF"]
)
def test_a_malformed_new_pin_spends_the_challenge_and_changes_nothing_else(t1: bool, algorithm: str, pin: str) -> None:
    bench = locked(t1=t1, algorithm=algorithm)
    bench.store.written.clear()
    challenge = bench.terminal.challenge()

    assert bench.say(bench.terminal.unblocking(pin, challenge)) == "6A80"
    assert [bench.say(bench.terminal.unblocking("246802", challenge)), bench.say(TRIES)] == ["6984", "6983"]
    assert bench.store.written == []


@BOTH_PROTOCOLS
@BOTH_ALGORITHMS
def test_a_cipher_that_holds_no_message_is_a_malformed_pin(t1: bool, algorithm: str) -> None:
    bench = locked(t1=t1, algorithm=algorithm)
    cipher = bytes(bench.terminal.algorithm.block)
    command = bench.terminal.message("84240001", cipher, "STK", bench.terminal.challenge())

    assert [bench.say(command), bench.say(TRIES)] == ["6A80", "6983"]


@BOTH_PROTOCOLS
@pytest.mark.parametrize(
    ("algorithm", "command", "answer"),
    [
        pytest.param("sm4", "8424000004" + "00" * 4, "6988", id="sm4: PIN kept"),
        pytest.param("sm4", "8424000114" + "00" * 20, "6988", id="sm4: new PIN, one block"),
        pytest.param("sm4", "842400010C" + "00" * 12, "6700", id="sm4: new PIN, half a block"),
        pytest.param("sm4", "8424000124" + "00" * 36, "6700", id="sm4: new PIN, two blocks"),
        pytest.param("3des", "842400010C" + "00" * 12, "6988", id="3des: new PIN, one block"),
        pytest.param("3des", "8424000114" + "00" * 20, "6988", id="3des: new PIN, two blocks"),
        pytest.param("3des", "842400011C" + "00" * 28, "6700", id="3des: new PIN, three blocks"),
        pytest.param("sm4", "8424000104" + "00" * 4, "6700", id="new PIN, the MAC alone"),
        pytest.param("sm4", "8424000014" + "00" * 20, "6700", id="PIN kept, and a cipher"),
        pytest.param("sm4", "842400000400000000" + "00", "6700", id="an Le as well"),
        pytest.param("sm4", "84240000", "6700", id="no MAC"),
        pytest.param("sm4", "8424000204" + "00" * 4, "6A86", id="P2 02"),
        pytest.param("sm4", "8424010004" + "00" * 4, "6A86", id="P1 01"),
        pytest.param("sm4", "0024000004" + "00" * 4, "6D00", id="class 00"),
        pytest.param("sm4", "8418000004" + "00" * 4, "6D00", id="84 18 is not of this card"),
    ],
)
def test_lengths_and_parameters(t1: bool, algorithm: str, command: str, answer: str) -> None:
    bench = locked(t1=t1, algorithm=algorithm)

    assert bench.say(CHALLENGE, command) == answer


@BOTH_PROTOCOLS
def test_in_the_mf_it_does_not_work(t1: bool) -> None:
    assert locked(t1=t1).say(SELECT_MF, "8424000004" + "00" * 4) == "6985"


@BOTH_PROTOCOLS
@pytest.mark.parametrize("header", ["84240000", "84240001", "841E0001", "84160000"])
def test_the_mac_covers_the_header(t1: bool, header: str) -> None:
    """A message made for one command is none for another."""
    bench = locked(t1=t1)
    foreign = bench.terminal.message("84240100", b"", "STK", bench.terminal.challenge())

    assert bench.say(header + foreign[8:]) in ("6988", "6700")


@BOTH_PROTOCOLS
@pytest.mark.parametrize("fault", [Fault.FAILURE, Fault.FAILURE_AFTER])
def test_a_store_that_fails_is_told_and_what_is_durable_counts(t1: bool, fault: Fault) -> None:
    bench = locked(t1=t1)
    command = bench.terminal.unblocking("246802", bench.terminal.challenge())
    bench.store.plan(fault)

    assert bench.say(command) == "6581"
    assert bench.say("0020000003246802") == {Fault.FAILURE: "6983", Fault.FAILURE_AFTER: "9000"}[fault]


@BOTH_PROTOCOLS
def test_after_a_store_that_failed_neither_challenge_nor_proof_is_left(t1: bool) -> None:
    bench = locked(t1=t1)
    command = bench.terminal.unblocking("246802", bench.terminal.challenge())
    bench.store.plan(Fault.FAILURE)

    assert [bench.say(command), bench.say(command)] == ["6581", "6982"]


@BOTH_PROTOCOLS
def test_a_card_without_a_pin_has_none_to_unblock_and_gets_its_first_by_a_reset(t1: bool) -> None:
    bench = Bench(t1=t1, pin_value=None, pin_remaining=None, pin_initial=None, pin_limit="3")
    bench.say(SELECT_SSSE)
    without_puk = bench.terminal.unblock("246802")
    bench.terminal.prove("PUK")

    assert [without_puk, bench.terminal.unblock(), bench.terminal.unblock("246802")] == ["6982", "6984", "9000"]
    assert [bench.say(TRIES), bench.say(RIGHT_PIN), bench.say("0020000003246802")] == ["63C3", "63C2", "9000"]
