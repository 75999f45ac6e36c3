"""The same script gets the same answers under T=0, T=1 and T=1 with extended lengths, once 61xx and 6Cxx are folded."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.card.crypto import ALGORITHMS
from emulator.iso7816.status import StatusWord
from tests.properties.script import END_OF_THE_CARD, SCRIPT, Host
from tests.support.workbench import SELECT_SSSE, Bench

FORMS = {"T=0": (False, False), "T=1": (True, False), "T=1, extended lengths": (True, True)}
EVERY_ANSWER = {  # but what only a failing store or a defect brings, and a warning, which this card never gives
    *(word for word in StatusWord if word.name not in ("MEMORY_FAILURE", "INTERNAL", "WARNING")),
}

algorithms = pytest.mark.parametrize("algorithm", list(ALGORITHMS))


def answers(script: list[str], algorithm: str, *, t1: bool, extended: bool) -> list[str]:
    """What a new card answers to the script."""
    bench = Bench(t1=t1, application_algorithm=f'"{algorithm}"')

    def reset() -> None:
        bench.card.reset()

    host = Host(bench.say, reset, t1, bench.terminal.algorithm, bench.terminal.keys, extended=extended)
    return [host.play(line) for line in script]


@algorithms
@pytest.mark.parametrize("form", [form for form in FORMS if form != "T=0"])
def test_a_long_script_over_every_command(form: str, algorithm: str) -> None:
    t1, extended = FORMS[form]
    for script in (SCRIPT, END_OF_THE_CARD):
        expected = answers([*script], algorithm, t1=False, extended=False)
        got = answers([*script], algorithm, t1=t1, extended=extended)
        assert list(zip(script, got, strict=True)) == list(zip(script, expected, strict=True))


def test_the_script_gets_every_status_word_there_is() -> None:
    said = {
        int(answer[-4:], 16)
        for script in (SCRIPT, END_OF_THE_CARD)
        for answer in answers([*script], "3des", t1=False, extended=False)
        if answer
    }

    assert EVERY_ANSWER - said == set()


lines = st.sampled_from([*SCRIPT, *["reset", SELECT_SSSE, "prove UKSSSE", "prove PUK", "prove RKSSSE"] * 8])
reads = st.builds(
    lambda p1, sfi, mode: f"00B2{p1:02X}{sfi << 3 | mode:02X}",
    st.integers(0, 8) | st.integers(0x20, 0x33),
    st.sampled_from([0, 5, 6, 7, 8, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E]),
    st.integers(0, 7),
)
bytes_read = st.builds(
    lambda p1, p2, le: f"00B0{p1:02X}{p2:02X}{le:02X}",
    st.sampled_from([0, 0x0F, 0x87, 0x88, 0x98, 0x80]),
    st.integers(0, 0x30) | st.integers(0xE0, 0xFF),
    st.integers(0, 255),
)


@given(
    algorithm=st.sampled_from([*ALGORITHMS]),
    script=st.lists(lines | lines | reads | bytes_read, max_size=30),
    form=st.sampled_from([form for form in FORMS if form != "T=0"]),
)
@settings(max_examples=250, deadline=None)
def test_any_script(algorithm: str, script: list[str], form: str) -> None:
    script = [SELECT_SSSE, *script]
    t1, extended = FORMS[form]

    assert answers(script, algorithm, t1=t1, extended=extended) == answers(script, algorithm, t1=False, extended=False)
