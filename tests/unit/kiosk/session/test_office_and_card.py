"""A real card and an office that checks its proofs, through the whole session: what is known then, and when."""

from __future__ import annotations

from kiosk.card.application import SSSE_NAME
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.standing import NoStanding, Standing
from kiosk.session.event import ChosePinChange, ChoseStanding, Told, WentBack
from kiosk.session.state import Checking, Menu, OutOfService, PinChanged, PinNew, PinPresent, StandingShown
from kiosk.session.visit import NoList
from tests.support.cards import NEW, Listening, profile, virtual_card
from tests.support.hanging import Hanging
from tests.support.office import OTHER, PRESENCE, KnownOffice
from tests.unit.kiosk.session.hall import hall

HOLDER = profile().holder


def test_at_the_menu_the_card_is_genuine_and_its_holder_is_known() -> None:
    with hall(virtual_card()) as at:
        visit = at.menu().visit

    assert (visit.genuine, visit.presence) == (Genuineness.GENUINE, PRESENCE)
    assert visit.card.holder is not None
    assert (visit.card.holder.number, visit.others, visit.pin_verified) == (HOLDER.number, NoList.NOT_ASKED, False)


def test_a_copy_without_the_cards_key_is_served_no_pin_change() -> None:
    with hall(virtual_card(IRK="00" * 16)) as at:
        genuine = at.menu().visit.genuine
        shown = at.does(ChosePinChange())

    assert (genuine, type(shown)) == (Genuineness.NOT_GENUINE, StandingShown)


def test_the_other_cards_are_known_once_the_pin_was_verified_and_until_the_card_leaves() -> None:
    with hall(virtual_card()) as at:
        at.to_pin_new()
        at.does(WentBack())
        first = at.menu().visit
        at.slot.insert(virtual_card())
        second = at.until(Menu, lambda menu: menu.visit.number == 2).visit

    assert (first.others, first.pin_verified) == ((OTHER,), True)
    assert (second.others, second.pin_verified) == (NoList.NOT_ASKED, False)


def test_with_the_office_away_everything_else_works() -> None:
    office = KnownOffice(profile())
    office.away = True
    with hall(virtual_card(), office=office) as at:
        visit = at.menu().visit
        at.to_pin_again()
        at.keys(NEW)
        at.until(PinChanged)

    assert (visit.standing, visit.genuine) == (NoStanding.UNREACHABLE, Genuineness.UNCHECKED)


def test_an_office_that_hangs_is_away_after_two_seconds_and_asked_again_later() -> None:
    office, told = KnownOffice(profile()), list[Told]()

    def observe(_: object, event: object, __: object) -> None:
        if isinstance(event, Told):
            told.append(event)

    office.let_go.clear()
    with hall(virtual_card(), office=office, observe=observe) as at:
        at.until(Menu)
        asked = at.state
        waiting = at.passes(1.9)
        at.passes(0.1)
        away = at.until(Menu).visit
        office.let_go.set()
        at.does(ChoseStanding())
        at.does(WentBack())
        known = at.menu().visit

    assert (waiting, away.standing, away.genuine) == (asked, NoStanding.UNREACHABLE, Genuineness.UNCHECKED)
    assert (known.standing, known.genuine) == (Standing.NORMAL, Genuineness.GENUINE)


def test_what_the_office_says_is_no_sign_of_life() -> None:
    office = KnownOffice(profile())
    office.let_go.clear()
    with hall(virtual_card(), office=office) as at:
        at.until(Menu)
        due = at.clock.now + 60
        at.passes(1)
        office.let_go.set()
        known = at.menu().visit

        assert (known.card.holder is not None, at.runner.due()) == (True, due)


def test_a_card_that_hangs_in_its_proof_means_out_of_service() -> None:
    card = Hanging(virtual_card(), lambda apdu: apdu[1] == 0x88)
    with hall(card) as at:
        at.until(Menu)
        while at.runner.due() != at.clock.now + 4.0:  # the proof's deadline
            at.hears()
        card.wait_until_it_hangs()
        states = [type(at.passes(3.9)), type(at.passes(0.1))]

    assert states == [Menu, OutOfService]


def test_who_is_quick_waits_for_the_proof_of_the_card_and_for_an_office_that_hangs_two_seconds() -> None:
    office, card = KnownOffice(profile()), Listening(virtual_card())
    office.let_go.clear()
    with hall(card, office=office) as at:
        at.until(Menu)
        waiting = at.does(ChosePinChange())
        at.passes(2.0)
        shown = at.until(PinPresent)

    assert isinstance(waiting, Checking)
    assert shown.visit.genuine is Genuineness.UNCHECKED
    assert [apdu for apdu in card.heard if apdu[1] == 0x20 and len(apdu) > 5] == []


def test_the_issuers_proof_does_not_stay_on_the_card() -> None:
    card = Listening(virtual_card())
    with hall(card) as at:
        at.menu()
        card.transmit(bytes.fromhex(f"00A404000F{SSSE_NAME.hex()}"))  # which would keep it
        holder = card.transmit(bytes.fromhex("00B2083014"))

    assert holder == bytes.fromhex("6982")


def test_the_holders_data_rule_out_a_new_pin() -> None:
    with hall(virtual_card()) as at:
        at.to_pin_new()
        at.keys(HOLDER.number[6:12].encode())

        assert isinstance(at.state, PinNew)
        assert "holder-number" in [refusal.value for refusal in at.state.refused]
