"""What the issuer's reports show of a person."""

from __future__ import annotations

import pytest

from emulator.issuer_report import masked_name
from kiosk.rules import mask


@pytest.mark.parametrize(
    ("name", "shown"), [("李", "*"), ("李明", "李*"), ("李明轩", "李**"), ("买买提·吐尔逊", "买**"), ("𪸩明", "𪸩*")]
)
def test_a_name_is_masked_as_terminals_mask_it(name: str, shown: str) -> None:
    assert (masked_name(name), mask.name(name)) == (shown, shown)
