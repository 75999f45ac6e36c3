"""What the watcher tells of what it sees: the table of `kiosk.card.watcher`, one look after another."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.card.port import Failure, Fault, ReaderStatus
from kiosk.card.sighting import CardIn, CardMute, CardOut, ReaderFailed, Sighting
from kiosk.card.watcher import LastSeen, look

Seen = Mapping[str, ReaderStatus] | Failure

ATR, OTHER_ATR = b"\x3b\x00", b"\x3b\x01\x00"
NO_SERVICE, NO_READER = Failure(Fault.NO_SERVICE, 0x8010001D), Failure(Fault.NO_READER)


def empty(moves: int = 0) -> ReaderStatus:
    return ReaderStatus(None, moves=moves)


def card(moves: int = 1, atr: bytes = ATR) -> ReaderStatus:
    return ReaderStatus(atr, moves=moves)


def mute(moves: int = 1) -> ReaderStatus:
    return ReaderStatus(ATR, mute=True, moves=moves)


def told(*seen: Seen, wanted: str = "", beside: str = "") -> list[list[Sighting]]:
    """What is told at each look."""
    view, all_told = LastSeen(), []
    for each in seen:
        view, now = look(view, each, wanted, beside)
        all_told.append(now)
    return all_told


LOOKS: dict[str, tuple[list[Seen], list[list[Sighting]]]] = {
    "an empty reader, told once": ([{"A": empty()}, {"A": empty()}], [[CardOut("A")], []]),
    "a card present at start (pyscard#231)": ([{"A": card()}], [[CardIn("A", ATR, 1)]]),
    "in, out, in: each visit has its number": (
        [{"A": empty()}, {"A": card(1)}, {"A": empty(2)}, {"A": card(3)}],
        [[CardOut("A")], [CardIn("A", ATR, 1)], [CardOut("A")], [CardIn("A", ATR, 2)]],
    ),
    "a card that stays is told once": ([{"A": card()}] * 3, [[CardIn("A", ATR, 1)], [], []]),
    "out and in between two looks: a new visit (vxsuite#1823)": (
        [{"A": card(1)}, {"A": card(3)}],
        [[CardIn("A", ATR, 1)], [CardOut("A"), CardIn("A", ATR, 2)]],
    ),
    "another card at once": (
        [{"A": card(1)}, {"A": card(1, OTHER_ATR)}],
        [[CardIn("A", ATR, 1)], [CardOut("A"), CardIn("A", OTHER_ATR, 2)]],
    ),
    "in and out between two looks: nothing happened": ([{"A": empty(0)}, {"A": empty(2)}], [[CardOut("A")], []]),
    "a mute card": ([{"A": mute()}, {"A": mute()}], [[CardMute("A")], []]),
    "a mute card taken out": ([{"A": mute(1)}, {"A": empty(2)}], [[CardMute("A")], [CardOut("A")]]),
    "a mute card turned round (vxsuite#2278)": (
        [{"A": mute(1)}, {"A": card(3)}],
        [[CardMute("A")], [CardOut("A"), CardIn("A", ATR, 2)]],
    ),
    "two readers, a card in the second": ([{"A": empty(), "B": card()}], [[CardIn("B", ATR, 1)]]),
    "a second card in another reader: one card at a time (pyscard#220)": (
        [{"A": empty(), "B": card()}, {"A": card(), "B": card()}],
        [[CardIn("B", ATR, 1)], []],
    ),
    "the first card goes: the second is in": (
        [{"A": card(), "B": card(1, OTHER_ATR)}, {"A": empty(2), "B": card(1, OTHER_ATR)}],
        [[CardIn("A", ATR, 1)], [CardOut("A"), CardIn("B", OTHER_ATR, 2)]],
    ),
    "another reader comes and goes beside": (
        [{"A": card()}, {"A": card(), "B": empty()}, {"A": card()}],
        [[CardIn("A", ATR, 1)], [], []],
    ),
    "a failure is told once": ([NO_SERVICE] * 3, [[ReaderFailed(NO_SERVICE)], [], []]),
    "another failure is told again": (
        [NO_SERVICE, NO_READER],
        [[ReaderFailed(NO_SERVICE)], [ReaderFailed(NO_READER)]],
    ),
    "no reader at all is a failure": ([{}], [[ReaderFailed(NO_READER)]]),
    "the reader unplugged and back (eid-mw#27)": (
        [{"A": empty()}, NO_READER, NO_READER, {"A": empty()}],
        [[CardOut("A")], [ReaderFailed(NO_READER)], [], [CardOut("A")]],
    ),
    "the reader unplugged with its card and back with it (eid-mw#27)": (
        [{"A": card()}, NO_READER, {"A": card()}],
        [[CardIn("A", ATR, 1)], [ReaderFailed(NO_READER)], [CardIn("A", ATR, 2)]],
    ),
    "one of two readers unplugged with its card": (
        [{"A": card(), "B": empty()}, {"B": empty()}],
        [[CardIn("A", ATR, 1)], [CardOut("A")]],
    ),
    "pcscd comes back (eid-mw#174)": (
        [NO_SERVICE, {"A": card()}],
        [[ReaderFailed(NO_SERVICE)], [CardIn("A", ATR, 1)]],
    ),
}


@pytest.mark.parametrize(("seen", "expected"), LOOKS.values(), ids=LOOKS)
def test_look(seen: list[Seen], expected: list[list[Sighting]]) -> None:
    assert told(*seen) == expected


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("", CardIn("Desk A", ATR, 1)),
        ("Desk B", CardIn("Desk B", OTHER_ATR, 1)),
        ("B", CardIn("Desk B", OTHER_ATR, 1)),
        ("Desk C", ReaderFailed(NO_READER)),
        ("Desk", ReaderFailed(Failure(Fault.READERS_ALIKE))),
    ],
)
def test_only_readers_that_are_wanted_count(wanted: str, expected: Sighting) -> None:
    readers = {"Desk A": card(), "Desk B": card(1, OTHER_ATR)}

    assert told(readers, wanted=wanted) == [[expected]]


@pytest.mark.parametrize(("wanted", "beside"), [("ACR39U 00", "00 01"), ("00 01", "ACR39U 00")])
def test_no_card_is_taken_from_a_reader_that_could_be_the_terminals_other_one(wanted: str, beside: str) -> None:
    alike = ReaderFailed(Failure(Fault.READERS_ALIKE))

    assert told({"ACS ACR39U 00 01": card()}, wanted=wanted, beside=beside) == [[alike]]


def test_a_reader_plugged_in_beside_does_not_end_a_visit_and_the_next_one_is_refused() -> None:
    gone = ReaderStatus(None, moves=2)
    alone, both, empty = {"Desk A": card()}, {"Desk A": card(), "Desk B": gone}, {"Desk A": gone, "Desk B": gone}

    assert told(alone, both, empty, wanted="Desk") == [
        [CardIn("Desk A", ATR, 1)],
        [],
        [ReaderFailed(Failure(Fault.READERS_ALIKE))],
    ]


statuses = st.builds(
    ReaderStatus, atr=st.sampled_from([None, ATR, OTHER_ATR]), mute=st.booleans(), moves=st.integers(0, 4)
)
looks = st.lists(
    st.sampled_from([NO_SERVICE, NO_READER]) | st.dictionaries(st.sampled_from("ABC"), statuses, max_size=3),
    max_size=12,
)


@given(looks)
def test_whatever_is_seen_a_visit_ends_before_another_begins(seen: list[Seen]) -> None:
    """vxsuite#1823: the next person inherits the session."""
    inside = False
    for sighting in (sighting for now in told(*seen) for sighting in now):
        begins = isinstance(sighting, CardIn | CardMute)
        assert not (begins and inside)
        inside = begins


@given(looks)
def test_whatever_is_seen_no_visit_number_comes_twice(seen: list[Seen]) -> None:
    visits = [sighting.visit for now in told(*seen) for sighting in now if isinstance(sighting, CardIn)]

    assert visits == sorted(set(visits))


@given(looks)
def test_seeing_the_same_again_tells_nothing(seen: list[Seen]) -> None:
    doubled = [each for each in seen for _ in range(2)]

    assert told(*doubled)[1::2] == [[] for _ in seen]
