"""Answers to reset (ISO/IEC 7816-3, 8.2), with the two examples of the card's specification."""

from __future__ import annotations

import pytest

from emulator.iso7816.atr import Atr, MalformedAtr

HISTORICAL = "00814A44468660610100000001"
T0 = "3B6D0000" + HISTORICAL
T1 = "3BED000001" + HISTORICAL + "A2"


@pytest.mark.parametrize(
    ("raw", "protocols", "historical"),
    [
        pytest.param(T0, (0,), HISTORICAL, id="the card, T=0"),
        pytest.param(T1, (1,), HISTORICAL, id="the card, T=1"),
        pytest.param("3B00", (0,), "", id="the shortest there is"),
        pytest.param("3F6500002063CB6800", (0,), "2063CB6800", id="inverse convention"),
        pytest.param("3B8001" + "81", (1,), "", id="T=1 alone, TCK"),
        pytest.param("3B8000", (0,), "", id="T=0 said aloud, no TCK"),
        pytest.param("3B80800101", (0, 1), "", id="T=0 and T=1, as contactless cards say"),
        pytest.param("3B81" + "81" + "31" + "FE" + "45" + "41" + "CB", (1,), "41", id="T=1 said twice counts once"),
    ],
)
def test_an_atr_is_taken_apart(raw: str, protocols: tuple[int, ...], historical: str) -> None:
    atr = Atr.parse(bytes.fromhex(raw))

    assert (atr.protocols, atr.historical.hex().upper()) == (protocols, historical)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        pytest.param("", "2 to 33", id="nothing"),
        pytest.param("3B", "2 to 33", id="TS alone"),
        pytest.param("3B0F" + "00" * 32, "2 to 33", id="34 bytes"),
        pytest.param("3C00", "starts with", id="wrong TS"),
        pytest.param("3B60", "interface bytes", id="TB1 and TC1 missing"),
        pytest.param("3B80", "interface bytes", id="TD1 missing"),
        pytest.param("3B8080", "interface bytes", id="TD2 missing"),
        pytest.param(T0[:-2], "historical bytes", id="one historical byte short"),
        pytest.param(T0 + "00", "historical bytes", id="a byte too many"),
        pytest.param(T1[:-2], "historical bytes", id="TCK missing"),
        pytest.param(T1[:-2] + "A3", "TCK", id="TCK wrong"),
    ],
)
def test_what_is_no_atr_is_refused_with_the_reason(raw: str, reason: str) -> None:
    with pytest.raises(MalformedAtr, match=reason):
        Atr.parse(bytes.fromhex(raw))


@pytest.mark.parametrize("length", range(2, len(T1) // 2))
def test_an_atr_cut_anywhere_is_refused(length: int) -> None:
    with pytest.raises(MalformedAtr):
        Atr.parse(bytes.fromhex(T1)[:length])
