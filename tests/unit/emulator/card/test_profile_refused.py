"""A card file that is not right is refused with its line and the reason, and never quotes a secret."""

from __future__ import annotations

from datetime import date

import pytest

from emulator.card.personalise import new_memory
from emulator.card.profile import ProfileError, parse_profile
from tests.support.workbench import NORMAL, TODAY, edited, profile

SECRETS = ("135790", "C1A9808BA5D7BD098459EBAEDD83CA81")


def refusal(text: str) -> ProfileError:
    with pytest.raises(ProfileError) as caught:
        parse_profile(text)
    return caught.value


def line_with(text: str, start: str) -> int:
    """The number of the line that starts so, in the section that has it first."""
    return next(number for number, line in enumerate(text.splitlines(), start=1) if line.startswith(start))


def without(section: str) -> str:
    """The normal card's file without one of its sections."""
    return "\n[".join(part for part in NORMAL.split("\n[") if not part.startswith(f"{section}]"))


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        pytest.param("pin.remainig", "3", "pin.remainig: unknown key", id="unknown key"),
        pytest.param("pin.limit", '"6"', "pin.limit: not a whole number from 1 to 15", id="text for a number"),
        pytest.param("pin.limit", "6.0", "pin.limit: not a whole number from 1 to 15", id="fraction for a number"),
        pytest.param("pin.limit", "16", "pin.limit: not a whole number from 1 to 15", id="limit too high"),
        pytest.param("pin.limit", "0", "pin.limit: not a whole number from 1 to 15", id="no attempts"),
        pytest.param("pin.remaining", "7", "pin.remaining: more attempts than the limit", id="remaining over limit"),
        pytest.param("pin.value", "135790", "pin.value: not 4 to 16 digits, in quotes", id="number for a PIN"),
        pytest.param("pin.value", '"135"', "pin.value: not 4 to 16 digits", id="PIN too short"),
        pytest.param("pin.value", '"13579013579013579"', "pin.value: not 4 to 16 digits", id="PIN too long"),
        pytest.param("pin.value", '"13579O"', "pin.value: a PIN has the digits 0 to 9 only", id="letter in a PIN"),
        pytest.param("pin.value", '"１３５７９０"', "pin.value: a PIN has the digits", id="wide digits in a PIN"),
        pytest.param("pin.initial", "0", "pin.initial: not true or false", id="number for a truth"),
        pytest.param("keys.BK", '"' + "0G" * 16 + '"', "keys.BK: a key has 32 hex digits", id="key not hex"),
        pytest.param("keys.BK", '"00"', "keys.BK: not 32 hex digits", id="key too short"),
        pytest.param("card.id", '"Normal Card"', "card.id: not small letters, digits", id="id that is no file name"),
        pytest.param("card.id", '"../normal"', "card.id: not small letters, digits", id="id that leaves the folder"),
        pytest.param("card.version", '"3.10"', 'card.version: not "1.00"', id="unknown version"),
        pytest.param("card.protocol", '"t2"', "card.protocol: not ", id="unknown protocol"),
        pytest.param("card.protocol", '"t1"', "card.atr: it offers T=0, but protocol is t1", id="ATR of T=0 for t1"),
        pytest.param("card.atr", '"3B6D0000"', "card.atr: the number of historical bytes", id="ATR cut short"),
        pytest.param("card.atr", '"3B6"', "card.atr: not hex digits", id="ATR of half a byte"),
        pytest.param("card.atr", '"3B600000"', "card.atr: a social security card has 13", id="no historical bytes"),
        pytest.param("card.number", '"D21435690"', "card.number: the check character is not X", id="check character"),
        pytest.param("card.region", '"6101"', "card.region: not six digits", id="region too short"),
        pytest.param("card.region", '"６１０１００"', "card.region: not six digits", id="wide digits"),
        pytest.param(
            "card.applications", '["bank", "health"]', "card.applications: not a list like [", id="unknown app"
        ),
        pytest.param("card.applications", '["bank", "bank"]', "card.applications: one is named twice", id="app twice"),
        pytest.param("card.applications", '"bank"', "card.applications: not a list like [", id="no list"),
        pytest.param("card.blocked", '"bank"', "card.blocked: not ", id="no block"),
        pytest.param("keys.derived", "true", "keys.derived: a card has its keys derived or given", id="both ways"),
        pytest.param("keys.derived", "false", "keys.derived: not true", id="neither way"),
        pytest.param("card.class", "5", "card.class: not 1 pre-school", id="unknown class"),
        pytest.param("holder.number", '"6103231885031201１1"', "holder.number: not 17 digits", id="wide number"),
        pytest.param("holder.birth_date", "1885-03-13", "holder.birth_date: not the one in", id="another birth date"),
        pytest.param("holder.sex", '"3"', "holder.sex: not ", id="unknown sex"),
        pytest.param("holder.ethnic_group", '"０１"', "holder.ethnic_group: not two digits", id="wide code"),
        pytest.param("holder.name", '""', "holder.name: not a text of 1 to 60", id="no name"),
        pytest.param(
            "holder.name", r'"a\u0007"', "holder.name: it has characters that can't be", id="a bell in a name"
        ),
        pytest.param("dates.valid_until", "2024-03-17", "dates.valid_until: it is before the day", id="never valid"),
        pytest.param("dates.valid_until", '"tomorrow"', "dates.valid_until: neither a date", id="no date"),
        pytest.param("dates.valid_until", '"today+45"', "dates.valid_until: neither a date", id="no unit"),
        pytest.param("dates.issued", "2024-03-18T00:00:00", "dates.issued: neither a date", id="a time as well"),
        pytest.param("registry.standing", "5", "registry.standing: not 0 sealed, 1", id="unknown standing"),
        pytest.param("application.algorithm", '"ssf33"', "application.algorithm: not ", id="unpublished"),
    ],
)
def test_a_wrong_value_is_refused_at_its_line(key: str, value: str, reason: str) -> None:
    text = edited(NORMAL, {key: value})
    section, _, name = key.partition(".")
    blamed = "atr" if "card.atr:" in reason else name
    header = line_with(text, f"[{section}]")
    offset = line_with("\n".join(text.splitlines()[header:]), blamed)

    error = refusal(text)

    assert (error.reason[: len(reason)], error.line) == (reason, header + offset)


@pytest.mark.parametrize("key", ["card.atr", "keys.PUK", "holder.name", "dates.issued", "card.class"])
def test_a_missing_key_is_told_at_its_section(key: str) -> None:
    text = edited(NORMAL, {key: None})
    error = refusal(text)

    assert (error.reason, error.line) == (f"{key}: missing", line_with(text, f"[{key.partition('.')[0]}]"))


@pytest.mark.parametrize(("left", "line"), [("remaining", "remaining"), ("initial", "initial")])
def test_a_card_without_a_pin_yet_has_nothing_to_count(left: str, line: str) -> None:
    """So a value that got lost is told, too."""
    others = {"remaining": None, "initial": None}
    del others[left]
    text = edited(NORMAL, {"pin.value": None} | {f"pin.{name}": None for name in others})
    error = refusal(text)

    assert error.reason == f"pin.{left}: without a value there is no PIN yet; leave it out"
    assert error.line == line_with(text, line)


@pytest.mark.parametrize("section", ["card", "application", "pin", "keys", "holder", "dates", "registry"])
def test_a_missing_section_is_told(section: str) -> None:
    error = refusal(without(section))

    assert (error.reason, error.line) == (f"{section}: missing", None)


def test_an_unknown_section_is_told_at_its_line() -> None:
    text = NORMAL + "\n[pins]\nvalue = 1\n"
    error = refusal(text)

    assert (error.reason, error.line) == ("pins: unknown key", line_with(text, "[pins]"))


def test_a_misspelt_key_is_told_as_unknown_not_as_missing() -> None:
    text = NORMAL.replace("issued ", "isued  ")
    error = refusal(text)

    assert (error.reason, error.line) == ("dates.isued: unknown key", line_with(text, "isued"))


def test_a_key_of_the_same_name_in_another_section_is_not_blamed() -> None:
    text = edited(NORMAL, {"holder.number": '"1"'})

    assert refusal(text).line == line_with(text, "number = ")


def test_a_value_where_a_section_should_be_is_told_at_its_line() -> None:
    error = refusal("\npin = 135790\n" + without("pin"))

    assert (error.reason[:21], error.line) == ("pin: not a section [p", 2)


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        pytest.param("[card]\nid = \n", 2, id="no value"),
        pytest.param('[card]\n\nid = "normal\n', 3, id="no closing quote"),
        pytest.param("[card]\nid = [1,\n", 3, id="cut short at the end"),
        pytest.param("\ncard\n", 2, id="no TOML at all"),
    ],
)
def test_what_is_not_toml_is_refused_at_its_line(broken: str, line: int) -> None:
    error = refusal(broken)

    assert (error.reason[:10], error.line) == ("not TOML: ", line)


@pytest.mark.parametrize(
    "monstrous",
    [
        pytest.param(f"limit = {'6' * 5000}\n", id="a number of thousands of digits"),
        pytest.param(f"limit = {'[' * 5000}\n", id="lists within lists"),
        pytest.param(f"limit = {'{a=' * 5000}\n", id="tables within tables"),
    ],
)
def test_a_number_or_a_depth_that_python_does_not_read_is_a_refusal_as_any_other(monstrous: str) -> None:
    assert refusal(f"[pin]\n{monstrous}").reason == "not TOML: it holds a number or a depth that no card file has"


@pytest.mark.parametrize(
    "change",
    [
        {"pin.value": "135790"},
        {"pin.value": '"135790A"'},
        {"pin.value": '["135790"]'},
        {"pin.value": '"' + "135790" * 3 + '"'},
        {"pin.value": '"135790'},
        {"pin.value": "135790x"},
        {"pin.value": '"135790" "135790"'},
        {"pin.remaining": "7"},
        {"keys.IRK": '"C1A9808BA5D7BD098459EBAEDD83CA81AA"'},
        {"keys.IRK": '"C1A9808BA5D7BD098459EBAEDD83CA81'},
        {"keys.IRK": '["C1A9808BA5D7BD098459EBAEDD83CA81"]'},
        {"keys.STK": '"0G"'},
        {"keys.PIK": '"C1A9808BA5D7BD098459EBAEDD83CA81AA"'},
        {"keys.PIK": '["C1A9808BA5D7BD098459EBAEDD83CA81"]'},
    ],
    ids=str,
)
def test_no_refusal_quotes_a_pin_or_a_key(change: dict[str, str]) -> None:
    error = refusal(edited(NORMAL, change))
    chain: BaseException | None = error
    said = ""
    while chain is not None:
        said, chain = said + str(chain), chain.__cause__

    assert [secret for secret in SECRETS if secret in said] == []


@pytest.mark.parametrize(("version", "length"), [("1.00", 16), ("2.00", 26), ("3.00", 26)])
def test_a_name_that_does_not_fit_the_cards_fields_is_refused(version: str, length: int) -> None:
    named = profile(card_version=f'"{version}"', holder_name=f'"{"阿" * length}"')

    with pytest.raises(ProfileError, match=r"holder\.name: too long"):
        new_memory(named, TODAY, {})


def test_days_counted_from_today_are_in_order_too() -> None:
    days = {"dates.issued": '"today"', "dates.valid_until": '"today-1d"'}

    assert refusal(edited(NORMAL, days)).reason == "dates.valid_until: it is before the day of issue"


def test_a_date_and_a_day_counted_from_today_are_not_compared() -> None:
    """The file would be right on one day and wrong on another."""
    days = {"dates.issued": '"today"', "dates.valid_until": "2020-01-01"}

    assert parse_profile(edited(NORMAL, days)).dates.valid_until == date(2020, 1, 1)
