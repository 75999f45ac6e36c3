"""Command APDUs: the four cases, short and extended (ISO/IEC 7816-3, 12.1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.iso7816.command import EXTENDED_ALL, SHORT_ALL, Command, MalformedApdu


@st.composite
def commands(draw: st.DrawFn, *, extended: bool) -> Command:
    """Any command of its form. Case 1 has no extended form."""
    data = draw(st.binary(max_size=300 if extended else 255))
    le = draw(st.none() | st.integers(1, EXTENDED_ALL if extended else SHORT_ALL))
    cla, ins, p1, p2 = draw(st.binary(min_size=4, max_size=4))
    return Command(cla, ins, p1, p2, data, le, extended=extended and bool(data or le))


@given(commands(extended=False) | commands(extended=True))
def test_a_command_is_read_back_as_it_was_written(command: Command) -> None:
    assert Command.parse(command.encode()) == command


@given(st.binary(min_size=4, max_size=300))
def test_whatever_parses_is_written_back_byte_for_byte(apdu: bytes) -> None:
    try:
        command = Command.parse(apdu)
    except MalformedApdu:
        return
    assert command.encode() == apdu


@pytest.mark.parametrize(
    ("apdu", "case", "data", "le", "extended"),
    [
        ("00A40000", 1, "", None, False),
        ("00B2010C10", 2, "", 16, False),
        ("00B2010C00", 2, "", SHORT_ALL, False),
        ("00A4000002EF05", 3, "EF05", None, False),
        ("00A4000002EF0508", 4, "EF05", 8, False),
        ("00A4000002EF0500", 4, "EF05", SHORT_ALL, False),
        ("00B2010C000010", 2, "", 16, True),
        ("00B2010C000000", 2, "", EXTENDED_ALL, True),
        ("00A40000000002EF05", 3, "EF05", None, True),
        ("00A40000000002EF050008", 4, "EF05", 8, True),
        ("00A40000000002EF050000", 4, "EF05", EXTENDED_ALL, True),
    ],
)
def test_each_case_is_told_by_its_lengths(apdu: str, case: int, data: str, le: int | None, extended: bool) -> None:
    command = Command.parse(bytes.fromhex(apdu))

    assert (command.case, command.data.hex().upper(), command.le, command.extended) == (case, data, le, extended)


def test_the_largest_extended_data_and_le_fit() -> None:
    command = Command(0, 0xD6, 0, 0, data=bytes(65_535), le=EXTENDED_ALL, extended=True)

    assert Command.parse(command.encode()) == command


@pytest.mark.parametrize(
    "apdu",
    [
        pytest.param("", id="nothing"),
        pytest.param("00A400", id="three bytes"),
        pytest.param("002000000312", id="Lc 3, one byte"),
        pytest.param("00200000031234567890", id="Lc 3, five bytes"),
        pytest.param("002000000001", id="extended mark, one byte more"),
        pytest.param("0020000000000012", id="extended Lc 0 with data"),
        pytest.param("00200000000003123456789012", id="extended Lc 3, six bytes"),
        pytest.param("002000000000031234", id="extended Lc 3, two bytes"),
        pytest.param("0020000000000312345678", id="extended Lc 3 and half an Le"),
    ],
)
def test_lengths_that_disagree_are_malformed(apdu: str) -> None:
    with pytest.raises(MalformedApdu):
        Command.parse(bytes.fromhex(apdu))


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(Command(0, 0, 0, 0, data=bytes(256)), id="256 bytes in a short APDU"),
        pytest.param(Command(0, 0, 0, 0, data=bytes(65_536), extended=True), id="65,536 bytes"),
        pytest.param(Command(0, 0, 0, 0, le=257), id="Le 257 in a short APDU"),
        pytest.param(Command(0, 0, 0, 0, le=0), id="Le 0 bytes"),
        pytest.param(Command(0, 0, 0, 0, le=65_537, extended=True), id="Le 65,537"),
    ],
)
def test_what_does_not_fit_the_form_is_not_written(command: Command) -> None:
    with pytest.raises(MalformedApdu):
        command.encode()


@pytest.mark.parametrize(
    ("le", "extended", "expected"),
    [
        (SHORT_ALL, False, True),
        (EXTENDED_ALL, True, True),
        (SHORT_ALL, True, False),
        (255, False, False),
        (None, False, False),
    ],
)
def test_only_le_00_of_its_form_asks_for_all(le: int | None, extended: bool, expected: bool) -> None:
    assert Command(0, 0xB2, 1, 4, le=le, extended=extended).asks_for_all is expected


def test_a_command_can_be_printed_and_what_it_carries_can_not() -> None:
    """A PIN is carried by VERIFY: pytest prints the command that an assert looked at."""
    assert repr(Command.parse(bytes.fromhex("0020000003135790"))) == (
        "Command(cla=0, ins=32, p1=0, p2=0, le=None, extended=False)"
    )
