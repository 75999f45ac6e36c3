"""What public applets and emulators were reported to do wrong, one test a defect: this card does not."""

from __future__ import annotations

import logging

import pytest

from tests.support.workbench import READ_LOCKER, RIGHT_PIN, SELECT_SSSE, TRIES, WRONG_PIN, Bench, Fault, PowerCut

CHANGE = "805E010007135790FF246802"

BOTH_PROTOCOLS = pytest.mark.parametrize("t1", [False, True], ids=["t0", "t1"])
BOTH_ALGORITHMS = pytest.mark.parametrize("algorithm", ["sm4", "3des"])


def in_ssse(bench: Bench) -> Bench:
    bench.say(SELECT_SSSE)
    return bench


@BOTH_PROTOCOLS
@BOTH_ALGORITHMS
def test_a_proved_puk_is_not_remembered_once_a_wrong_one_came(t1: bool, algorithm: str) -> None:
    bench = in_ssse(Bench(t1=t1, application_algorithm=f'"{algorithm}"', pin_remaining="0"))
    answers = [bench.terminal.prove("PUK"), bench.terminal.prove("PUK", wrong=True), bench.terminal.unblock()]

    assert [*answers, bench.say(TRIES)] == ["9000", "63C9", "6982", "6983"]


@BOTH_PROTOCOLS
@pytest.mark.parametrize("empty", ["00200000", "0020000000"])
def test_an_empty_verify_tells_the_attempts_also_after_a_right_one(t1: bool, empty: str) -> None:
    assert in_ssse(Bench(t1=t1)).say(RIGHT_PIN, empty) == "63C6"


@BOTH_PROTOCOLS
def test_a_change_sets_the_counter_back(t1: bool) -> None:
    bench = in_ssse(Bench(t1=t1))

    assert bench.say(WRONG_PIN, WRONG_PIN, CHANGE, TRIES) == "63C6"
    assert bench.durable_tries() == 6


@BOTH_PROTOCOLS
@BOTH_ALGORITHMS
@pytest.mark.parametrize(("old", "new"), [("135790", "1357"), ("1357", "135790"), ("135790", "1357900000000000")])
def test_after_an_unblock_the_pin_has_the_new_length(t1: bool, algorithm: str, old: str, new: str) -> None:
    bench = in_ssse(Bench(t1=t1, application_algorithm=f'"{algorithm}"', pin_value=f'"{old}"', pin_remaining="0"))
    bench.terminal.prove("PUK")
    bench.terminal.unblock(new)

    assert [bench.say(f"00200000{len(pin) // 2:02X}{pin}") for pin in (old, new)] == ["63C5", "9000"]


@BOTH_PROTOCOLS
@pytest.mark.parametrize("limit", ["1", "3", "15"])
def test_the_puk_has_a_limit_of_its_own(t1: bool, limit: str) -> None:
    bench = in_ssse(Bench(t1=t1, pin_limit=limit, pin_remaining=limit))

    assert [bench.terminal.prove("PUK", wrong=True) for _ in range(2)] == ["63C9", "63C8"]
    assert (bench.terminal.prove("PUK"), bench.durable_key_tries("PUK")) == ("9000", 10)


@BOTH_PROTOCOLS
@BOTH_ALGORITHMS
def test_no_proof_and_no_message_can_be_replayed(t1: bool, algorithm: str) -> None:
    bench = in_ssse(Bench(t1=t1, application_algorithm=f'"{algorithm}"'))
    proof = bench.terminal.proof("PUK", bench.terminal.challenge())
    assert [bench.say(proof), bench.say(proof)] == ["9000", "6984"]
    unblock = bench.terminal.unblocking("246802", bench.terminal.challenge())
    assert [bench.say(unblock), bench.say(unblock)] == ["9000", "6984"]
    bench.terminal.challenge()

    assert bench.say(unblock) == "6988"


@BOTH_PROTOCOLS
@pytest.mark.parametrize("command", [RIGHT_PIN, WRONG_PIN, CHANGE, "805E010007111111FF246802"])
def test_a_pin_is_counted_before_it_is_compared(t1: bool, command: str) -> None:
    bench = in_ssse(Bench(t1=t1))
    bench.store.plan(Fault.CUT_AFTER)
    with pytest.raises(PowerCut):
        bench.say(command)

    assert bench.durable_tries() == 5


@BOTH_PROTOCOLS
@pytest.mark.parametrize("wrong", [False, True], ids=["right", "wrong"])
def test_a_keys_proof_is_counted_before_it_is_compared(t1: bool, wrong: bool) -> None:
    bench = in_ssse(Bench(t1=t1))
    proof = bench.terminal.proof("PUK", bench.terminal.challenge(), wrong=wrong)
    bench.store.plan(Fault.CUT_AFTER)
    with pytest.raises(PowerCut):
        bench.say(proof)

    assert bench.durable_key_tries("PUK") == 9


@BOTH_PROTOCOLS
def test_an_exception_inside_is_an_answer_and_the_card_stays_in_the_reader(
    t1: bool, caplog: pytest.LogCaptureFixture
) -> None:
    bench = in_ssse(Bench(t1=t1))
    proof = bench.terminal.proof("PUK", bench.terminal.challenge())
    bench.store.plan(Fault.DEFECT)

    assert [bench.say(proof), bench.say(proof), bench.terminal.prove("PUK")] == ["6F00", "6984", "9000"]
    caplog.clear()


@BOTH_PROTOCOLS
@BOTH_ALGORITHMS
@pytest.mark.parametrize("fault", [None, Fault.DEFECT, Fault.FAILURE], ids=["all well", "defect", "store fails"])
def test_no_log_line_holds_a_pin_or_a_key(
    t1: bool, algorithm: str, fault: Fault | None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    bench = in_ssse(Bench(t1=t1, application_algorithm=f'"{algorithm}"'))
    commands = [RIGHT_PIN, WRONG_PIN, CHANGE, bench.terminal.proof("RKSSSE", bytes(8)), READ_LOCKER]
    bench.terminal.prove("PUK")
    commands.append(bench.terminal.unblocking("975310", bench.terminal.challenge()))
    for command in reversed(commands):  # the unblock first, while its challenge is there
        if fault:
            bench.store.plan(fault)
        bench.say(command)
        bench.store.forget_plan()

    logged = caplog.text + "".join(str(vars(record)) for record in caplog.records)
    pins = [bytes.fromhex(pin) for pin in ("135790", "246802", "975310", "111111")]
    secrets = [form for secret in (*pins, *bench.terminal.keys.values()) for form in (secret.hex(), repr(secret)[2:-1])]
    assert [secret for secret in secrets if secret.lower() in logged.lower()] == []
    caplog.clear()
