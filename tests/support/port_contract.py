"""What every port to readers must do: one suite, run over each adapter.

A test module runs it by subclassing `PortContract` with a fixture `place` that gives a `Place`. The suite assumes
nothing of the place but what `Place` says.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.card.port import CardSession, Failure, Fault, Port
from tests.support.port_place import (
    DEADLINE_S,
    Place,
    Waiting,
    connection,
    fault_of,
    said,
    seen,
    settled,
)

PROMPTLY_S = 2.0  # until a cancelled wait must have ended

SELECT_SSSE = bytes.fromhex("00A4040C0F7378312E73682EC9E7BBE1B1A3D5CF")
COUNT, VERIFY = bytes.fromhex("00200000"), bytes.fromhex("0020000003135790")
NOT_SELECTED, SIX_LEFT, DONE = b"\x69\x85", b"\x63\xc6", b"\x90\x00"


class PortContract:
    """The suite."""

    @pytest.fixture
    def port(self, place: Place) -> Iterator[Port]:
        port = place.open_port()
        yield port
        port.close()

    @pytest.fixture
    def session(self, place: Place, port: Port) -> Iterator[CardSession]:
        place.insert()
        session = connection(port, place)
        yield session
        session.close()

    # Readers, and what is in them

    @pytest.mark.parametrize("with_card", [False, True], ids=["empty", "with a card"])
    def test_the_reader_is_named(self, place: Place, port: Port, with_card: bool) -> None:
        if with_card:
            place.insert()

        names = port.readers()

        assert not isinstance(names, Failure)
        assert place.reader in names

    def test_a_card_present_at_start_is_told(self, place: Place, port: Port) -> None:
        """pyscard#231: CardMonitor misses cards present at start."""
        place.insert()

        assert seen(port.wait_change({}, DEADLINE_S), place).atr == place.atr

    def test_an_empty_reader_is_told_at_start(self, place: Place, port: Port) -> None:
        assert seen(port.wait_change({}, DEADLINE_S), place).atr is None

    def test_a_wait_ends_with_its_time(self, place: Place, port: Port) -> None:
        known = settled(port)

        assert port.wait_change(known, 0.02) == known

    def test_an_insertion_ends_the_wait(self, place: Place, port: Port) -> None:
        waiting = Waiting(port, settled(port))
        place.insert()

        assert waiting.until(lambda status: status.atr is not None, place).atr == place.atr

    def test_a_removal_ends_the_wait(self, place: Place, port: Port) -> None:
        place.insert()
        waiting = Waiting(port, settled(port))
        place.remove()

        assert waiting.until(lambda status: status.atr is None, place).atr is None

    def test_out_and_in_between_two_waits_is_noticed_as_a_move(self, place: Place, port: Port) -> None:
        """vxsuite#1823: the next person inherits the session."""
        place.insert()
        before = settled(port)
        place.remove()
        place.insert()
        after = seen(port.wait_change(before, DEADLINE_S), place)

        assert (after.atr, after.moves) != (before[place.reader].atr, before[place.reader].moves)

    def test_two_ports_see_the_same_card(self, place: Place, port: Port) -> None:
        other = place.open_port()
        place.insert()
        both = [seen(each.wait_change({}, DEADLINE_S), place).atr for each in (port, other)]
        other.close()

        assert both == [place.atr] * 2

    def test_cancel_from_another_thread_ends_the_wait(self, place: Place, port: Port) -> None:
        """pyscard#162: CardMonitor is not thread-safe."""
        waiting = Waiting(port, settled(port))

        assert waiting.cancelled_in() < PROMPTLY_S

    def test_a_port_can_be_closed_twice(self, place: Place) -> None:
        port = place.open_port()
        port.readers()
        port.close()
        port.close()

    # Connecting

    def test_connecting_tells_the_cards_atr_and_protocol(self, place: Place, session: CardSession) -> None:
        assert (session.atr, session.protocol) == (place.atr, place.protocol)

    def test_without_a_card_there_is_none_to_connect_to(self, place: Place, port: Port) -> None:
        settled(port)

        assert fault_of(port.connect(place.reader)) is Fault.CARD_GONE

    def test_an_unknown_reader_is_none(self, place: Place, port: Port) -> None:
        place.insert()
        settled(port)

        assert fault_of(port.connect("No Such Reader 07")) is Fault.NO_READER

    def test_a_new_connection_starts_with_nothing_selected(self, place: Place, port: Port) -> None:
        place.insert()
        first = connection(port, place)
        said(first, SELECT_SSSE, VERIFY)
        first.close()
        second = connection(port, place)
        answer = said(second, COUNT)
        second.close()

        assert answer == NOT_SELECTED

    # Exchanges

    def test_a_card_answers(self, session: CardSession) -> None:
        assert [said(session, apdu) for apdu in (SELECT_SSSE, COUNT)] == [DONE, SIX_LEFT]

    def test_what_is_selected_lasts_from_one_transaction_to_the_next(self, session: CardSession) -> None:
        said(session, SELECT_SSSE)

        assert said(session, COUNT) == SIX_LEFT

    def test_the_end_with_a_reset_takes_away_what_was_proved(self, session: CardSession) -> None:
        """vxsuite#1823: the next person inherits the session."""
        said(session, SELECT_SSSE, VERIFY, reset=True)

        assert said(session, COUNT) == NOT_SELECTED

    def test_an_exchange_with_a_card_that_went_is_lost(self, place: Place, session: CardSession) -> None:
        """status-legacy#7887: a card pulled out is reported as a wrong PIN."""
        session.begin()
        place.remove()

        assert fault_of(session.transmit(SELECT_SSSE)) in (Fault.ANSWER_LOST, Fault.CARD_GONE)

    def test_no_transaction_begins_with_a_card_that_went(self, place: Place, session: CardSession) -> None:
        place.remove()
        session.transmit(SELECT_SSSE)

        assert fault_of(session.begin()) is Fault.CARD_GONE

    def test_no_transaction_begins_with_a_card_put_back(self, place: Place, session: CardSession) -> None:
        """It is another visit, perhaps another person's."""
        place.remove()
        place.insert()

        assert fault_of(session.begin()) is Fault.CARD_GONE

    def test_a_card_put_back_can_be_connected_to(self, place: Place, port: Port, session: CardSession) -> None:
        place.remove()
        place.insert()
        again = connection(port, place)
        answer = said(again, SELECT_SSSE)
        again.close()

        assert answer == DONE

    @pytest.mark.parametrize("gone", [False, True], ids=["card in", "card gone"])
    def test_a_connection_can_be_closed_twice(self, place: Place, session: CardSession, gone: bool) -> None:
        if gone:
            place.remove()
        session.close()
        session.close()

    @pytest.mark.parametrize("reset", [False, True])
    def test_a_transaction_can_end_after_the_card_went(self, place: Place, session: CardSession, reset: bool) -> None:
        session.begin()
        place.remove()
        session.end(reset=reset)
