"""Which new PINs are refused: for each rule what it refuses, and the nearest that it lets through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.card.facts import CardFacts, HolderFacts
from kiosk.card.pin import Pin
from kiosk.rules.new_pin import PinPolicy, Refusal, is_initial, refusals, refusals_again
from tests.support.samples import FACTS

PRESENT = b"246803"
POLICY = PinPolicy()
NO_INITIAL = PinPolicy(initial=())

# Born 12 March 1885: YYMMDD 850312, DDMMYY 120385, MMDDYY 031285, YYYYMM 188503, MMYYYY 031885.
HOLDER = HolderFacts("610323188503120111", "李明轩", date(1885, 3, 12))
BORN = replace(FACTS, holder=replace(HOLDER, number=""))  # the birth date alone
NUMBERED = replace(FACTS, holder=replace(HOLDER, birth_date=None))  # the number alone
CARD = replace(FACTS, number="70281943X")


class Examples(NamedTuple):
    """What a rule refuses, knowing `card`, and the nearest that it lets through."""

    card: CardFacts | None
    refused: list[str]
    let_through: list[str]


CASES: dict[Refusal, Examples] = {
    Refusal.INITIAL: Examples(None, ["123456", "000000", "888888"], ["123457", "654320", "888880"]),
    Refusal.SAME: Examples(None, ["246803"], ["246802", "308642"]),
    Refusal.ONE_DIGIT: Examples(None, ["000000", "777777", "999999"], ["777778", "877777", "777877"]),
    Refusal.RUN: Examples(
        None, ["012345", "345678", "456789", "987654", "543210"], ["345679", "135790", "890123", "345677"]
    ),
    Refusal.REPEATED: Examples(None, ["121212", "909090", "123123", "550550"], ["121213", "123124", "122133"]),
    Refusal.HOLDER_NUMBER: Examples(NUMBERED, ["610323", "103231", "120111", "188503"], ["610324", "201110", "911016"]),
    Refusal.BIRTH_DATE: Examples(
        BORN, ["850312", "120385", "031285", "188503", "031885"], ["850313", "128503", "851203"]
    ),
    Refusal.CARD_NUMBER: Examples(CARD, ["702819", "028194", "281943"], ["702818", "391820", "819437"]),
}


def reasons(
    digits: str, card: CardFacts | None = None, policy: PinPolicy = POLICY, present: bytes | None = PRESENT
) -> tuple[Refusal, ...]:
    held = None if present is None else Pin(present)
    return refusals(Pin(digits.encode()), present=held, card=card, policy=policy)


def rows(pick: Callable[[Examples], list[str]]) -> list[pytest.ParameterSet]:
    return [
        pytest.param(refusal, examples.card, digits, id=f"{refusal.value} {digits}")
        for refusal, examples in CASES.items()
        for digits in pick(examples)
    ]


@pytest.mark.parametrize(("refusal", "card", "digits"), rows(lambda examples: examples.refused))
def test_refused(refusal: Refusal, card: CardFacts | None, digits: str) -> None:
    assert refusal in reasons(digits, card)


@pytest.mark.parametrize(("refusal", "card", "digits"), rows(lambda examples: examples.let_through))
def test_not_refused_for_that_reason(refusal: Refusal, card: CardFacts | None, digits: str) -> None:
    assert refusal not in reasons(digits, card)


def test_every_rule_has_its_examples() -> None:
    """Refusal.DIFFERENT is the second entry's, and the session's to say."""
    assert set(CASES) == set(Refusal) - {Refusal.DIFFERENT}


@pytest.mark.parametrize("digits", ["624815", "135790", "908172", "112233", "123321"])
def test_a_good_pin_has_no_reason_against_it(digits: str) -> None:
    assert reasons(digits, replace(CARD, holder=HOLDER)) == ()


def test_all_reasons_are_given_in_their_order() -> None:
    card = replace(FACTS, number="123456789", holder=replace(HOLDER, number="123456000000000000"))

    assert reasons("123456", card, present=b"123456") == (
        Refusal.INITIAL,
        Refusal.SAME,
        Refusal.RUN,
        Refusal.HOLDER_NUMBER,
        Refusal.CARD_NUMBER,
    )


def test_one_digit_repeated_is_not_a_repeated_pair_as_well() -> None:
    assert reasons("777777", policy=NO_INITIAL) == (Refusal.ONE_DIGIT,)


@pytest.mark.parametrize("digits", ["850312", "120385", "031285", "188503", "031885", "610323", "120111"])
def test_where_the_holder_is_unread_its_rules_are_skipped(digits: str) -> None:
    """A version 3 card tells its holder to nobody without the key service."""
    assert reasons(digits, replace(FACTS, holder=None)) == ()


def test_where_the_card_is_unread_its_rules_are_skipped() -> None:
    assert reasons("702819", card=None) == ()


def test_where_the_present_pin_is_not_known_it_is_not_compared() -> None:
    assert reasons("246803", present=None) == ()


def test_initial_pins_are_the_regions_own() -> None:
    own = PinPolicy(initial=(b"960815",))

    assert (reasons("960815", policy=own), reasons("888888", policy=own)) == ((Refusal.INITIAL,), (Refusal.ONE_DIGIT,))


def test_the_pins_are_left_as_they_are() -> None:
    new, present = Pin(b"624815"), Pin(PRESENT)
    refusals(new, present=present, card=FACTS, policy=POLICY)

    assert (new == Pin(b"624815"), present == Pin(PRESENT)) == (True, True)


@given(pattern=st.from_regex(r"[0-9]{2}|[0-9]{3}", fullmatch=True))
def test_any_repeated_pair_or_triple_is_refused(pattern: str) -> None:
    expected = Refusal.ONE_DIGIT if len(set(pattern)) == 1 else Refusal.REPEATED

    assert expected in reasons(pattern * (6 // len(pattern)))


@given(start=st.integers(0, 4), down=st.booleans())
def test_any_run_is_refused(start: int, down: bool) -> None:
    run = "".join(str(start + step) for step in range(6))

    assert Refusal.RUN in reasons(run[::-1] if down else run)


@given(digits=st.from_regex(r"[0-9]{6}", fullmatch=True))
def test_a_pattern_is_refused_exactly_where_it_is_one(digits: str) -> None:
    """The rules in the words of the service: one digit, a run, a repeated pair or triple."""
    patterns = {
        Refusal.ONE_DIGIT: digits == digits[0] * 6,
        Refusal.RUN: digits in "0123456789" or digits in "9876543210",
        Refusal.REPEATED: digits != digits[0] * 6 and digits in (digits[:2] * 3, digits[:3] * 2),
    }

    assert set(reasons(digits, policy=NO_INITIAL, present=None)) == {
        refusal for refusal, applies in patterns.items() if applies
    }


@given(start=st.integers(0, 12), number=st.from_regex(r"[0-9]{17}[0-9X]", fullmatch=True))
def test_any_six_digits_in_a_row_of_the_holders_number_are_refused(start: int, number: str) -> None:
    part = number[start : start + 6]
    card = replace(FACTS, holder=HolderFacts(number, "", None))

    assert not part.isdigit() or Refusal.HOLDER_NUMBER in reasons(part, card)


@given(born=st.dates(min_value=date(1000, 1, 1)))
def test_any_birth_date_is_refused_in_each_of_its_five_forms(born: date) -> None:
    year, month, day = f"{born.year:04}", f"{born.month:02}", f"{born.day:02}"
    card = replace(FACTS, holder=HolderFacts("", "", born))
    forms = (year[2:] + month + day, day + month + year[2:], month + day + year[2:], year + month, month + year)

    assert [Refusal.BIRTH_DATE in reasons(form, card) for form in forms] == [True] * 5


@pytest.mark.parametrize(
    ("again", "card", "refused"),
    [
        (b"188503", None, ()),
        (b"188504", None, (Refusal.DIFFERENT,)),
        (b"188503", BORN, (Refusal.BIRTH_DATE,)),  # known by now, and not at the first entry
        (b"188504", BORN, (Refusal.BIRTH_DATE, Refusal.DIFFERENT)),
    ],
)
def test_the_second_entry_is_judged_by_what_is_known_by_then(
    again: bytes, card: CardFacts | None, refused: tuple[Refusal, ...]
) -> None:
    assert refusals_again(Pin(b"188503"), Pin(again), present=Pin(PRESENT), card=card, policy=POLICY) == refused


@pytest.mark.parametrize(
    ("digits", "policy", "initial"),
    [
        (b"123456", POLICY, True),
        (b"888888", POLICY, True),
        (b"777777", POLICY, False),  # refused as a new one, and still nobody's first
        (b"960815", PinPolicy(initial=(b"960815",)), True),
        (b"123456", PinPolicy(initial=(b"960815",)), False),
    ],
)
def test_a_pin_that_cards_are_issued_with_is_known_by_the_region_alone(
    digits: bytes, policy: PinPolicy, initial: bool
) -> None:
    """The office hears of it: such a PIN completes no review, since everybody knows it."""
    assert is_initial(Pin(digits), policy) is initial
