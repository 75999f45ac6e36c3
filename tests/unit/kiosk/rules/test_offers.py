"""What can be done about a card stands first, and what can't is said with its reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.rules.advice import Known
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.offers import Deed, offers
from kiosk.rules.standing import NoStanding, Standing, may_change_pin
from tests.unit.kiosk.rules.test_headline import ALL, known


def listed(what: Known) -> list[str]:
    """Each deed, with what bars it behind a stroke."""
    return [offer.deed + (f"/{offer.bar}" if offer.bar else "") for offer in offers(what)]


@pytest.mark.parametrize(
    ("what", "found"),
    [
        pytest.param(known(), ["change-pin", "standing", "unlock"], id="normal"),
        pytest.param(known(NoStanding.UNREACHABLE), ["change-pin", "standing", "unlock"], id="nothing known"),
        pytest.param(known(Standing.SEALED), ["enable", "standing", "unlock"], id="sealed"),
        pytest.param(known(tries_left=0), ["unlock", "standing", "change-pin/pin-locked"], id="locked"),
        pytest.param(known(Standing.SEALED, 0), ["unlock", "standing", "enable/pin-locked"], id="sealed and locked"),
        pytest.param(known(days_left=-1), ["renew", "change-pin", "standing", "unlock"], id="expired"),
        pytest.param(known(days_left=10), ["renew", "change-pin", "standing", "unlock"], id="expiring"),
        pytest.param(
            known(days_left=10, bank_days=-1), ["renew", "change-pin", "standing", "unlock"], id="expiring, no bank"
        ),
        pytest.param(known(Standing.LOST), ["replace", "standing", "change-pin/lost", "unlock/lost"], id="lost"),
        pytest.param(
            known(Standing.TEMPORARILY_LOST, 0),
            ["lift", "standing", "change-pin/temporarily-lost", "unlock/temporarily-lost"],
            id="lost for now, and locked",
        ),
        pytest.param(
            known(Standing.CANCELLED), ["standing", "change-pin/cancelled", "unlock/cancelled"], id="cancelled"
        ),
        pytest.param(
            known(genuine=Genuineness.POSTPONED),
            ["standing", "unlock", "change-pin/postponed"],
            id="not to be checked just now",
        ),
        pytest.param(known(tries_left=None), ["set-pin", "standing", "change-pin/pin-not-set"], id="without a PIN"),
        pytest.param(
            replace(known(tries_left=0), unblockable=False),
            ["replace", "standing", "change-pin/to-be-replaced", "unlock/to-be-replaced"],
            id="one that nothing unlocks",
        ),
    ],
)
def test_what_fits_comes_first(what: Known, found: list[str]) -> None:
    assert listed(what) == found


def test_nothing_stands_against_the_first_and_each_is_there_once() -> None:
    for each in ALL:
        found = offers(each)
        assert (found[0].bar, len({offer.deed for offer in found})) == ("", len(found))
        assert Deed.STANDING in {offer.deed for offer in found}


def test_a_pin_is_offered_to_be_changed_where_it_may_be_and_nowhere_else() -> None:
    for each in ALL:
        open_to = any(offer.deed in (Deed.CHANGE_PIN, Deed.ENABLE) and not offer.bar for offer in offers(each))
        asks = each.card.has_pin and each.card.tries_left != 0
        assert open_to == (may_change_pin(each.standing, each.genuine) and asks)
