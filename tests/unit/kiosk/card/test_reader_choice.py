"""Which reader a name in the settings means; what could mean two is refused, not guessed."""

from __future__ import annotations

import pytest

from kiosk.card.port import Failure, Fault
from kiosk.card.reader_choice import choose, could_be_one

ACR, ACR_2 = "ACS ACR39U ICC Reader 00 00", "ACS ACR39U ICC Reader 01 00"
DUAL, DUAL_2 = "Identiv uTrust 4701 F 00 00", "Identiv uTrust 4701 F 00 01"
CHINESE = "德卡身份证阅读器 00 00"
NONE, ALIKE = Failure(Fault.NO_READER), Failure(Fault.READERS_ALIKE)


@pytest.mark.parametrize(
    ("names", "wanted", "chosen"),
    [
        ([], "", NONE),
        ([], "ACS", NONE),
        ([ACR, CHINESE], "", (ACR, CHINESE)),
        ([ACR, CHINESE], " ", (ACR, CHINESE)),
        ([ACR, CHINESE], "ACR39U", (ACR,)),
        ([ACR, CHINESE], " acs acr39u ", (ACR,)),
        ([ACR, CHINESE], "德卡", (CHINESE,)),
        ([ACR, CHINESE], "Gemalto", NONE),
        ([ACR, ACR_2], "ACR39U", ALIKE),
        ([ACR, ACR_2], ACR_2, (ACR_2,)),
        ([ACR_2], "ACS ACR39U ICC Reader", (ACR_2,)),  # plugged in again, with another number
        ([ACR_2], ACR, NONE),  # with its number it is another one's name
        ([DUAL, DUAL_2], "Identiv", ALIKE),
        ([DUAL, DUAL_2], "4701 F 00 01", (DUAL_2,)),
        (["ACR", "ACR 2"], "ACR", ("ACR",)),  # the whole name wins over a part of another
    ],
)
def test_a_name_means_one_reader_or_none(names: list[str], wanted: str, chosen: tuple[str, ...] | Failure) -> None:
    assert choose(names, wanted) == chosen


@pytest.mark.parametrize(
    ("names", "wanted", "beside", "chosen"),
    [
        ([ACR, DUAL], "ACR39U", "uTrust", (ACR,)),
        ([ACR], "ACS", "ACR39U", ALIKE),  # the staff's reader is off its cable: this one is the holder's
        ([ACR], "uTrust", "ACR39U", NONE),
        ([ACR, ACR_2], ACR, ACR_2, (ACR,)),
        ([ACR_2], ACR, ACR_2, NONE),
        (["ACS ACR39U 00 01"], "ACR39U 00", "00 01", ALIKE),  # neither name is a part of the other
        (["ACS ACR39U 00 01"], "00 01", "ACR39U 00", ALIKE),
    ],
)
def test_a_reader_that_could_be_anothers_is_nobodys(
    names: list[str], wanted: str, beside: str, chosen: tuple[str, ...] | Failure
) -> None:
    assert choose(names, wanted, beside) == chosen


@pytest.mark.parametrize(
    ("reader", "staff_reader", "one"),
    [
        ("ACS ACR39U", "ACS ACR39U 00 01", True),
        ("ACS ACR39U 00 01", "acr39u", True),
        (ACR, ACR, True),
        (ACR, " ", True),
        (ACR, ACR_2, False),
        ("ACR39U", "uTrust", False),
    ],
)
def test_two_settings_that_can_not_keep_two_readers_apart(reader: str, staff_reader: str, one: bool) -> None:
    assert could_be_one(reader, staff_reader) is one
