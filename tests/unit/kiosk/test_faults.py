"""Every code that the out-of-service screen can show is found on the page of faults, with what mends it."""

from __future__ import annotations

import pytest

from kiosk.card.pcsc import codes_of
from kiosk.card.port import Fault
from kiosk.doctor.what_run_does import WHAT_RUN_DOES
from kiosk.faults import FAULTS
from kiosk.handbook import faults_page, settings_page
from kiosk.settings import PREFIX, Settings


@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.value)
def test_a_code_is_on_the_page_with_its_mend(fault: Fault) -> None:
    told = FAULTS[fault]
    (row,) = (
        line for line in faults_page().splitlines() if line.startswith(f"| `{fault.value}` |") and told.mend in line
    )

    assert (told.means in row, told.who in row) == (True, True)


def test_every_number_of_pcsc_is_on_the_page() -> None:
    page = faults_page()

    assert [code for fault in Fault for code in codes_of(fault) if f"`{code:08X}`" not in page] == []


def test_what_doctor_looks_at_is_on_the_page() -> None:
    page = faults_page()

    assert [id for id in WHAT_RUN_DOES if f"| `{id}` |" not in page] == []


def test_every_setting_is_on_the_page_with_its_name_in_the_environment() -> None:
    page = settings_page()

    assert [
        key for key in Settings.model_fields if f"| `{key}` |" not in page or f"`{PREFIX}{key.upper()}`" not in page
    ] == []
