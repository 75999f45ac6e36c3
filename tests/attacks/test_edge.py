"""A caller who sends nonsense: an answer comes back whatever it is, typed, and tells nobody what was sent."""

from __future__ import annotations

import os
from collections.abc import Iterator
from inspect import signature
from typing import Any, NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from emulator.back_office import BackOffice, back_office
from emulator.cards import find_card
from emulator.issuer import answers
from emulator.issuer.answers import Credential, Reason, Refused
from emulator.issuer.database import AuditBroken
from emulator.issuer.edge import CALLS
from emulator.issuer.new_pin import NewPin
from emulator.issuer.office import Office

SELF_SERVICE, POINT = "610100-0001", "610100-D001"
CARD = find_card("normal")
STRANGER = Credential("nobody", bytes(32))
PUBLIC = sorted(name for name, value in vars(Office).items() if callable(value) and not name.startswith("_"))
ANSWERS = tuple(
    value for value in vars(answers).values() if isinstance(value, type) and value.__module__ == answers.__name__
)

junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=80),
    st.binary(max_size=80),
    st.sampled_from(
        (
            bytearray(8),
            memoryview(bytes(8)),
            bytes(16),
            bytes(32),
            b"x" * 100_000,
            "0" * 32,
            "\udce4" * 32,
            "0" * 31 + "\0",
            "0" * 32 + "\n",
            frozenset(("holder-id", 1)),
            frozenset(("holder-id",)),
            ("holder-id",),
            object(),
            Refused,
            STRANGER,
        )
    ),
    st.lists(st.binary(max_size=4), max_size=2),
    st.dictionaries(st.text(max_size=4), st.integers(), max_size=2),
)


@pytest.fixture(scope="module")
def bench() -> Iterator[BackOffice]:
    """An office in memory with a terminal of each role."""
    with back_office(None, [CARD, find_card("operator")]) as there:
        yield there


def test_every_call_of_the_office_is_in_the_table_of_what_it_takes() -> None:
    taken = {name: set(signature(vars(Office)[name]).parameters) - {"self", "caller"} for name in PUBLIC}

    assert taken == {name: set(CALLS.get(name, ())) for name in PUBLIC}, "add what it takes to emulator/issuer/edge.py"


@pytest.mark.parametrize("call", PUBLIC)
@settings(max_examples=25)
@given(data=st.data())
def test_nonsense_is_answered(bench: BackOffice, call: str, data: st.DataObject) -> None:
    send_nonsense(bench, call, data)


@pytest.mark.slow
@pytest.mark.parametrize("call", PUBLIC)
@settings(max_examples=100)
@given(data=st.data())
def test_much_nonsense_is_answered(bench: BackOffice, call: str, data: st.DataObject) -> None:
    send_nonsense(bench, call, data)


def send_nonsense(bench: BackOffice, call: str, data: st.DataObject) -> None:
    caller = bench.enrol(POINT, "service-point")
    sent: dict[str, Any] = {name: data.draw(junk, name) for name in ("caller", *CALLS[call])}
    if data.draw(st.booleans(), "is registered"):
        sent["caller"] = caller

    assert isinstance(getattr(bench.office, call)(**sent), ANSWERS)


@pytest.mark.parametrize("call", PUBLIC)
def test_too_few_and_too_many_arguments_are_answered(bench: BackOffice, call: str) -> None:
    ask = getattr(bench.office, call)

    assert (ask(), ask(*[None] * 20)) == (Refused(Reason.MALFORMED),) * 2


@pytest.mark.parametrize("proof", ["12345678", None, b"1234567", bytearray(8)], ids=repr)
def test_what_is_no_proof_spends_its_number(bench: BackOffice, proof: object) -> None:
    caller = bench.enrol(SELF_SERVICE, "self-service")
    asked = bench.office.internal_challenge(caller, CARD.identification)
    assert isinstance(asked, answers.InternalChallenge)
    first = bench.office.check_proof(caller, asked.number, proof)  # type: ignore[arg-type]

    assert first == Refused(Reason.MALFORMED)
    assert bench.office.check_proof(caller, asked.number, bytes(8)) == Refused(Reason.REPLAYED)


def raises(*_: object) -> NoReturn:
    """What a value's method could do wherever it is used."""
    raise RuntimeError("135790")


LIES = {
    **dict.fromkeys(("__str__", "__repr__", "__format__", "__iter__", "__getitem__", "__contains__", "hex"), raises),
    **dict.fromkeys(("encode", "decode", "endswith", "ljust", "revealed", "wipe", "secret"), raises),
    "__eq__": lambda _self, _other: True,
    "__hash__": lambda _self: 0,
    "__len__": lambda _self: 8,
}


def lying(plain: type, *content: object) -> Any:
    """A value of a type made from `plain`, whose methods lie or raise."""
    return type(f"Lying{plain.__name__}", (plain,), dict(LIES))(*content)


OF_THE_RIGHT_SIZE: dict[str, object] = {
    "card": lying(bytes, CARD.identification),
    "presence": lying(bytes, bytes(32)),
    "session": lying(bytes, bytes(32)),
    "proof": lying(bytes, bytes(8)),
    "challenge": lying(bytes, b"12345678"),
    "operator_card": lying(bytes, find_card("operator").identification),
    "number": lying(str, "0" * 32),
    "case": lying(str, "0" * 32),
    "key": lying(str, "a key"),
    "matter": lying(str, "unlock"),
    "who": lying(str, "holder"),
    "result": lying(str, "done"),
    "documents": frozenset((lying(str, "holder-id"),)),
    "report": answers.EnabledReport(lying(bytes, bytes(32)), lying(str, "0" * 32), lying(bytes, bytes(8))),
    "initial": lying(int, 1),
    "seen_size": lying(int, 1),
    "new_pin": lying(NewPin, b"\x97\x53\x10"),
}


@pytest.mark.parametrize("call", [name for name in PUBLIC if CALLS.get(name)])
def test_what_is_made_from_a_plain_type_is_malformed_whatever_its_methods_say(bench: BackOffice, call: str) -> None:
    sent = {name: OF_THE_RIGHT_SIZE[name] for name in CALLS[call]}

    assert getattr(bench.office, call)(bench.enrol(POINT, "service-point"), **sent) == Refused(Reason.MALFORMED)


@pytest.mark.parametrize(
    "caller",
    [
        Credential(lying(str, SELF_SERVICE), bytes(32)),
        Credential(SELF_SERVICE, lying(bytes, bytes(32))),
        Credential.__new__(Credential),
        lying(Credential, SELF_SERVICE, bytes(32)),
    ],
    ids=["its name", "its secret", "empty", "it itself"],
)
def test_a_caller_that_lies_about_itself_is_nobody(bench: BackOffice, caller: Credential) -> None:
    assert bench.office.standing(caller, CARD.identification) == Refused(Reason.UNKNOWN_TERMINAL)


@pytest.mark.parametrize("lies", ["the number", "the proof"])
def test_what_lies_spends_the_number_that_it_came_with(bench: BackOffice, lies: str) -> None:
    caller = bench.enrol(SELF_SERVICE, "self-service")
    asked = bench.office.internal_challenge(caller, CARD.identification)
    assert isinstance(asked, answers.InternalChallenge)
    number = lying(str, asked.number) if lies == "the number" else asked.number
    bench.office.check_proof(caller, number, lying(bytes, bytes(8)))

    assert bench.office.check_proof(caller, asked.number, bytes(8)) == Refused(Reason.REPLAYED)


@pytest.mark.parametrize("made", ["wiped", "empty"])
def test_a_new_pin_without_digits_is_malformed(bench: BackOffice, made: str) -> None:
    pin = NewPin(b"\x97\x53\x10") if made == "wiped" else NewPin.__new__(NewPin)
    if made == "wiped":
        pin.wipe()
    session, case, challenge = bytes(32), "0" * 32, b"12345678"
    caller = bench.enrol(POINT, "service-point")

    answer = bench.office.unblock_command(caller, session, case, bytes(32), challenge, pin)

    assert answer == Refused(Reason.MALFORMED)


def test_another_terminal_spends_nobodys_number(bench: BackOffice) -> None:
    caller, neighbour = bench.enrol(SELF_SERVICE, "self-service"), bench.enrol(POINT, "service-point")
    asked = bench.office.internal_challenge(caller, CARD.identification)
    assert isinstance(asked, answers.InternalChallenge)
    bench.office.check_proof(neighbour, asked.number, "no proof")  # type: ignore[arg-type]

    assert bench.office.check_proof(caller, asked.number, bytes(8)) == Refused(Reason.NOT_GENUINE)


def test_a_challenge_that_ends_in_zeros_is_none(bench: BackOffice) -> None:
    caller = bench.enrol(SELF_SERVICE, "self-service")

    for challenge in (b"1234", b"1234" + bytes(4), bytes(8), os.urandom(12) + bytes(4)):
        assert bench.office.read_proof(caller, bytes(32), challenge) == Refused(Reason.MALFORMED)


def test_a_new_pin_beside_nonsense_is_wiped(bench: BackOffice) -> None:
    pin = NewPin(b"\x97\x53\x10")
    bench.office.unblock_command(bench.enrol(POINT, "service-point"), bytes(32), "no case", bytes(32), bytes(8), pin)

    assert pin.wiped


def test_nothing_that_was_sent_is_in_the_log(bench: BackOffice, caplog: pytest.LogCaptureFixture) -> None:
    caller = bench.enrol(SELF_SERVICE, "self-service")
    bench.office.standing(caller, "张伟 135790")  # type: ignore[arg-type]
    bench.office.check_proof(caller, "135790", b"135790")
    bench.office.standing(Credential("135790 is my PIN", b"135790"), CARD.identification)

    assert "135790" not in caplog.text


def test_an_error_of_the_database_does_not_say_what_it_was_asked(
    bench: BackOffice, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(AuditBroken) as told, bench.database.reading() as session:
        session.execute(text("SELECT * FROM nothing WHERE number = :number"), {"number": "610100199001011234"})
    said = f"{told.value} {told.value.__cause__} {caplog.text}"
    caplog.clear()

    assert "610100199001011234" not in said
