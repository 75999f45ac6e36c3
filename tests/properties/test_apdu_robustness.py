"""Whatever bytes come, the card answers, has no defect, and its PIN and counter move by their rules alone."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.emulator.workbench import (
    READ_LOCKER,
    RIGHT_PIN,
    SELECT_BANK,
    SELECT_EF05,
    SELECT_MF,
    SELECT_SSSE,
    TRIES,
    WRONG_PIN,
    Bench,
)

LIMIT = 6
VERIFY, CHANGE = bytes.fromhex("00200000"), bytes.fromhex("805E0100")
CHANGE_RIGHT, CHANGE_WRONG = "805E010007135790FF246802", "805E010007111111FF246802"
READS = ["00B2012C", "00B2012D00", "00B20134", "00B22002", "00B201EC03", "00B201E500", READ_LOCKER]
SEEDS = [
    *[SELECT_MF, SELECT_SSSE, SELECT_SSSE + "00", SELECT_EF05, "00A4000002EF05", "00A40400000F" + SELECT_SSSE[10:]],
    SELECT_BANK,
    *[TRIES, RIGHT_PIN, WRONG_PIN, "00200000000003135790", CHANGE_RIGHT, CHANGE_WRONG, *READS],
    *["00C000001E", "00C0000000", "0084000008", "00840000000010", "8424000004E4A319CC", "0082000A10" + "00" * 16],
]

seeds = st.sampled_from([bytes.fromhex(seed) for seed in SEEDS])


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A command with one to three bytes changed, put in, taken out, or with its end cut off."""
    apdu = bytearray(draw(seeds))
    for _ in range(draw(st.integers(1, 3))):
        at, byte = draw(st.integers(0, len(apdu))), draw(st.integers(0, 255))
        match draw(st.sampled_from(["change", "insert", "delete", "cut"])):
            case "change":
                apdu[at : at + 1] = bytes((byte,))
            case "insert":
                apdu.insert(at, byte)
            case "delete":
                del apdu[at : at + 1]
            case _:
                del apdu[at:]
    return bytes(apdu)


def header_and_body(header: bytes) -> st.SearchStrategy[bytes]:
    """A command's header with anything behind it."""
    return st.binary(max_size=12).map(lambda body: header + body)


apdus = st.one_of(
    seeds,
    mutated(),
    st.binary(max_size=12),
    st.binary(max_size=300),
    header_and_body(VERIFY),
    header_and_body(CHANGE),
)


@given(t1=st.booleans(), script=st.lists(apdus, max_size=20))
@settings(max_examples=250, deadline=None)
def test_any_bytes_are_answered_and_the_pin_moves_by_its_rules_alone(t1: bool, script: list[bytes]) -> None:
    bench = Bench(t1=t1)
    bench.say(SELECT_SSSE)
    for apdu in script:
        cells = bench.store.inner.load()
        pin, tries = cells["pin.value"], cells["pin.remaining"][0]
        answer = bench.card.transmit(apdu)
        cells = bench.store.inner.load()

        sw = answer[-2:].hex().upper()
        assert (len(answer) >= 2, sw != "6F00") == (True, True)
        assert_rules(apdu, sw, pin, tries, cells["pin.value"], cells["pin.remaining"][0])


def assert_rules(apdu: bytes, sw: str, pin: bytes, tries: int, pin_after: bytes, tries_after: int) -> None:
    """What may become of PIN and counter, told from outside: by the bytes sent and the status word alone."""
    compares = apdu[:4] in (VERIFY, CHANGE) and len(apdu) > 5
    if compares and sw[:3] == "63C":
        assert (pin_after, tries_after) == (pin, tries - 1)
        assert sw == f"63C{tries_after:X}"
    elif compares and sw == "9000":
        assert (pin in apdu, tries > 0, tries_after) == (True, True, LIMIT)
        assert pin_after in apdu if apdu[:4] == CHANGE else pin_after == pin
    else:
        assert (pin_after, tries_after) == (pin, tries)


@st.composite
def scripts(draw: st.DrawFn) -> list[str]:
    """Whole commands of all kinds, as a host sends them before it knows the protocol."""
    read = st.builds(lambda p1, sfi, mode: f"00B2{p1:02X}{sfi << 3 | mode:02X}", st.integers(0, 0x24), SFIS, MODES)
    select = st.sampled_from([SELECT_MF, SELECT_SSSE, SELECT_BANK, SELECT_EF05, "00A4020002EF1D", "00A4000002EF09"])
    other = select | st.just("00FF0000")
    proof = st.sampled_from([RIGHT_PIN, WRONG_PIN, TRIES, CHANGE_RIGHT, CHANGE_WRONG, "0084000008"])
    return [SELECT_SSSE, *draw(st.lists(read | other | proof, max_size=20))]


SFIS = st.sampled_from([0, 5, 6, 7, 0x1A, 0x1C, 0x1D, 0x1E])
MODES = st.integers(0, 7)


@given(script=scripts())
@settings(max_examples=150, deadline=None)
def test_a_host_gets_the_same_under_both_protocols(script: list[str]) -> None:
    as_it_is = ("0020", "805E", "0084")
    answers = []
    for t1 in (False, True):
        bench = Bench(t1=t1)
        answers.append([bench.say(line) if line.startswith(as_it_is) else bench.ask(line) for line in script])

    assert answers[0] == answers[1]
