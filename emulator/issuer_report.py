"""What the back office in a folder knows, in words for people: a card, its history, the cases, what does not agree.

Names of people are masked. Nothing is changed, but that an older registry is brought forward.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import assert_never

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from emulator import china
from emulator.back_office import HEAD, BackOfficeRefused
from emulator.cards import find_card
from emulator.counted import counted
from emulator.describe import STANDINGS
from emulator.issuer import records, restore, reviews
from emulator.issuer.answers import Refused
from emulator.issuer.audit_check import Tampered, Whole, row_differences
from emulator.issuer.cases import stage
from emulator.issuer.columns import NotAsWritten
from emulator.issuer.differences import (
    BrokenHistory,
    Difference,
    DoneWithoutMessage,
    FailedAfterMessage,
    ForbiddenChange,
    InReview,
    LeftOpen,
    Note,
    NotEnded,
    NotProved,
    OutcomeUnknown,
    SeveralMessages,
    Unbelieved,
    WrongStanding,
    differences,
    notes,
)
from emulator.issuer.in_the_way import in_the_way, open_to_others
from emulator.issuer.reason import NO_REASON, is_reason
from emulator.issuer.references import dangling
from emulator.issuer.schema import CardRow, Case, History, Holder
from emulator.issuer.structure import strange
from emulator.issuer.terminal_secrets import secrets_in_the_way
from emulator.issuer.witnesses import WitnessRefused, contradiction
from emulator.issuer_folder import PATIENCE_S, for_restore, is_writable, to_look
from emulator.issuer_words import STRUCTURE, accepted_words, in_short, row_lines, row_words, tampered_words
from emulator.printable import printable

Row = tuple[str, ...]
_STUMBLED = (  # over what a hand put into a row, or took away
    NotAsWritten,
    NoResultFound,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
)


class RowRefused(BackOfficeRefused):
    """A row is not what this program wrote, and can't be shown."""


HISTORY_COLUMNS = ("when", "from", "to", "who", "by", "on the strength of")
_WHY = {
    "no-challenge": "the office was away at the change of PIN",
    "not-shown": "the card did not show all of its proofs",
    "late": "the report came late",
}
_BASES = {"": "–", "proved": "the card's proofs", "claimed": "a claim", "review": "a review"}
CASE_COLUMNS = ("case", "opened", "card", "matter", "came", "staff", "terminal", "messages", "state", "ended")


def card_rows(folder: Path, card: str, now: datetime) -> list[Row]:
    """What the registry says of a card: a bundled card's id, a card file, or an identification in hex.

    Raises BackOfficeRefused, also for a card that is not in it; CardRefused.
    """
    identification = _identified(card)
    with _reading(folder) as session:
        row, record = _card(session, card, identification), records.record(session, identification, now)
        others = records.others(session, identification, now)
        if isinstance(record, Refused) or isinstance(others, Refused):
            raise _not_listed(card)
        holder = session.get_one(Holder, row.holder_id)
        loss = f", until {record.lost_until}" if record.lost_until else ""
        return [
            ("card", f"{_masked_number(row.number)}, region {row.region}"),
            ("identification", row.identification.upper()),
            ("holder", f"{masked_name(holder.name)}, {'a minor' if record.minor else 'of age'}"),
            ("standing", f"{_standing(record.standing)}{loss}"),
            *(
                ("in review", f"since {time_of(each.at)}, {_WHY[each.why]}")
                for each in reviews.of_card(session, identification)
            ),
            ("bank account", f"{'active' if record.bank_active else 'not activated'}, until {_day(record.bank_until)}"),
            ("valid until", _day(row.valid_until)),
            ("registry revision", str(row.version)),
            *(
                ("another card", f"*****{other.last_four}, region {other.region}: {_standing(other.standing)}")
                for other in others.cards
            ),
        ]


def history_rows(folder: Path, card: str) -> list[Row]:
    """The changes of a card's standing, in HISTORY_COLUMNS, the oldest first. Raises as card_rows."""
    identification = _identified(card)
    with _reading(folder) as session:
        _card(session, card, identification)
        rows = session.scalars(select(History).where(History.card == identification.hex()).order_by(History.id))
        return [
            (
                time_of(row.at),
                _standing(row.before),
                _standing(row.after),
                row.actor,
                row.by or "–",
                _BASES.get(row.basis, row.basis),
            )
            for row in rows
        ]


def case_rows(folder: Path, now: datetime) -> list[Row]:
    """All cases, in CASE_COLUMNS, the oldest first. Raises BackOfficeRefused."""
    with _reading(folder) as session:
        rows = session.execute(
            select(Case, CardRow.number).join(CardRow, CardRow.identification == Case.card).order_by(Case.at, Case.id)
        )
        return [
            (
                case.id[:8],
                time_of(case.at),
                _masked_number(number),
                case.matter,
                case.who,
                case.staff,
                case.terminal,
                str(case.messages),
                _state(case, now),
                time_of(case.ended_at) if case.ended_at else "–",
            )
            for case, number in rows
        ]


def check(
    folder: Path,
    witnesses: Sequence[Path] = (),
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> tuple[str, list[str]]:
    """What the audit is like, and all that is wrong or undecided: nothing, where all agrees.

    `witnesses` are the files of terminals; `progress` hears how many leaves of how many were read. Raises
    BackOfficeRefused.
    """
    with to_look(folder) as files:
        audit = files.audit.verify(progress)
        with files.database.unwatched() as session:
            wrong = in_short(row_lines((*row_differences(session, files.key), *dangling(session))))
            others = (f"{each}{STRUCTURE}" for each in strange(session.connection()))
            in_places = in_the_way(folder) if is_writable(folder) else open_to_others(folder)
            wrong = [*in_places, *others, *wrong]
            try:
                wrong += secrets_in_the_way(session, folder)
                wrong += in_short(
                    (type(difference), printable(_words(difference))) for difference in differences(session)
                )
            except _STUMBLED:
                if not wrong:
                    raise
            try:
                wrong += [f"{path}: {says}" for path in witnesses if (says := contradiction(session, path))]
            except WitnessRefused as error:
                raise BackOfficeRefused(str(error)) from error
    match audit:
        case Whole(count):
            return f"the audit is whole: {counted(count, 'entry', 'entries')}", wrong
        case Tampered():
            return "the audit was tampered with", [tampered_words(audit), *wrong]


def worth_knowing(folder: Path, now: datetime) -> list[str]:
    """What is no fault, and worth knowing all the same. Raises BackOfficeRefused."""
    with suppress(RowRefused), _reading(folder) as session:
        return [printable(_note(note)) for note in notes(session, now)]
    return []  # `check` names the row


def accept(
    folder: Path, reason: str, now: Callable[[], datetime] = china.now, take_away: Collection[str] = ()
) -> list[str]:
    """Sign that the registry is as it is for this reason; what that answers for, in words. Raises BackOfficeRefused.

    `take_away`: the names of `restore.accept`.
    """
    if not is_reason(reason):
        raise BackOfficeRefused(NO_REASON)
    with for_restore(folder) as (database, key):
        accepted = restore.accept(database, key, folder / HEAD, now, reason.strip(), take_away, PATIENCE_S)
    return accepted_words(accepted)


@contextmanager
def _reading(folder: Path) -> Iterator[Session]:
    """What is there is shown, whether it is as the audit says or not: that is for `check` to say."""
    with to_look(folder) as files, files.database.unwatched() as session:
        try:
            yield session
        except _STUMBLED:
            found = next(chain(row_differences(session, files.key), dangling(session)), None)
            if found is None:
                raise
            raise RowRefused(f"{row_words(found)}. See emulator issuer check --dir {folder}.") from None


def cards_shown_as(session: Session, number: str) -> list[str]:
    """The identifications, hex, of the cards with this number, whole or masked as it is shown."""
    rows = session.execute(select(CardRow.identification, CardRow.number))
    return [card for card, known in rows if number.upper() in (known, _masked_number(known))]


def _identified(card: str) -> bytes:
    return bytes.fromhex(card) if re.fullmatch("[0-9A-Fa-f]{32}", card) else find_card(card).identification


def _card(session: Session, card: str, identification: bytes) -> CardRow:
    row = session.get(CardRow, identification.hex())
    if row is None:
        raise _not_listed(card)
    return row


def _not_listed(card: str) -> BackOfficeRefused:
    return BackOfficeRefused(f"the registry has no card {card}. Say a bundled card's id, or an identification in hex.")


def _standing(code: int) -> str:
    return f"{code} {STANDINGS.get(code, 'no standing')}"


def _words(found: Difference) -> str:
    match found:
        case NotEnded(case, _, terminal, since):
            return f"case {case[:8]}: {terminal} was given a message at {time_of(since)} and has not told the outcome"
        case OutcomeUnknown(case, _, terminal, since):
            return f"case {case[:8]}: {terminal} does not know what became of the message of {time_of(since)}"
        case FailedAfterMessage(case, _, terminal, since):
            return f"case {case[:8]}: {terminal} says that nothing came of the message of {time_of(since)}, not proved"
        case DoneWithoutMessage(case, _, terminal):
            return f"case {case[:8]}: {terminal} says it is done, but the audit has no message for it"
        case BrokenHistory(card, expected, begins):
            return f"card {card.upper()}: a change begins with {_standing(begins)} after {_standing(expected)}"
        case WrongStanding(card, expected, standing):
            stands = "it is gone" if standing is None else f"it stands as {_standing(standing)}"
            return f"card {card.upper()}: {stands}, but its last change made it {_standing(expected)}"
        case ForbiddenChange(card, before, after, actor):
            change = f"from {_standing(before)} to {_standing(after)}"
            return f"card {card.upper()}: {actor} took it {change}, which is not allowed"
        case _:
            assert_never(found)


def _note(note: Note) -> str:
    match note:
        case LeftOpen(case, _, terminal, until):
            return f"case {case[:8]}: open at {terminal}, without a message so far; it expires at {time_of(until)}"
        case SeveralMessages(case, _, terminal, messages):
            took = counted(messages, "message")
            return f"case {case[:8]}: {terminal} took {took}; a patched one has as many unlocks by them"
        case NotProved(cases):
            done = "1 case is" if cases == 1 else f"{cases} cases are"
            return f"{done} done as the terminals say, not yet proved by the card"
        case InReview(waiting):
            changes = "1 first change of a PIN is" if waiting == 1 else f"{waiting} first changes of a PIN are"
            return f"{changes} in review: `emulator issuer review list` shows them"
        case Unbelieved(terminal, reports):
            made = counted(reports, "report")
            return f"{terminal}: {made} within thirty days that no card's proof stood behind, not believed"
        case _:
            assert_never(note)


def _state(case: Case, now: datetime) -> str:
    closed = f", closed by {case.closed_by}: {case.closed_why}" if case.closed_at else ""
    return f"{stage(case, now)}{closed}"


def time_of(at: datetime) -> str:
    """China's time, to the second."""
    return f"{at.astimezone(china.ZONE):%Y-%m-%d %H:%M:%S}"


def _day(day: date | None) -> str:
    return "–" if day is None else day.isoformat()


def masked_name(name: str) -> str:
    """The first character and two stars at the most, as terminals show it; a name of one character is hidden whole."""
    return name[0] + "*" * min(len(name) - 1, 2) if len(name) > 1 else "*"


def _masked_number(number: str) -> str:
    return "*" * (len(number) - 4) + number[-4:]
