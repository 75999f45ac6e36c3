"""A registry of invented people and their cards, from card files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulator.card.personalise import fixed_day
from emulator.card.profile import CardProfile
from emulator.issuer.answers import Standing
from emulator.issuer.changes import LOST_DAYS
from emulator.issuer.database import Database
from emulator.issuer.schema import CardRow, Holder, ServicePoint, StaffRow

BANK_YEARS = 10
_BANK_ENDED = frozenset(("expiring",))


@dataclass(frozen=True, slots=True)
class StaffedPoint:
    """A staffed service point."""

    id: str
    name: str


def seed(
    database: Database,
    profiles: Sequence[CardProfile],
    today: date,
    places: Sequence[StaffedPoint],
    *,
    operator: bytes,
) -> None:
    """Put down each social security card of `profiles`, its holder, `places`, and the staff of the first of them.

    A registry that has cards already gets none, and no staff: its places alone are renewed. Staff is made by the card
    with the identification `operator`, whatever a card file says of itself. Of two cards with one identification the
    first is it. A card file says nothing of the bank account: it is invented, the same each time. Raises
    DatabaseUnavailable.
    """
    with database.writing() as session:
        for place in places:
            session.merge(ServicePoint(id=place.id, name=place.name))
        session.flush()
        if session.scalars(select(CardRow.identification).limit(1)).first() is not None:
            return
        cards: dict[bytes, CardProfile] = {}
        for profile in _social_security(profiles):
            cards.setdefault(profile.identification, profile)
        people = _people(session, cards.values())
        for identification, profile in cards.items():
            session.add(_card(profile, people[profile.holder.number], today))
            if identification == operator:
                _put_down_staff(session, profile, places[0])


def _social_security(profiles: Iterable[CardProfile]) -> Iterable[CardProfile]:
    """A card that has the bank's application alone is none of the registry's."""
    return (profile for profile in profiles if "social-security" in profile.card.applications)


def _people(session: Session, profiles: Iterable[CardProfile]) -> dict[str, int]:
    """The rows of all holders by their numbers; who is not here yet is put down, however many cards there are."""
    known = {number: id for number, id in session.execute(select(Holder.number, Holder.id))}  # noqa: C416
    new: dict[str, Holder] = {}
    for person in (profile.holder for profile in profiles):
        if person.number not in known:
            new.setdefault(person.number, Holder(number=person.number, name=person.name, birth_date=person.birth_date))
    session.add_all(new.values())
    session.flush()
    return known | {number: row.id for number, row in new.items()}


def _card(profile: CardProfile, holder: int, today: date) -> CardRow:
    issued, standing = fixed_day(profile.dates.issued, today), Standing(profile.registry.standing)
    ended = profile.card.id in _BANK_ENDED
    return CardRow(
        identification=profile.identification.hex(),
        holder_id=holder,
        number=profile.card.number,
        region=profile.card.region,
        standing=standing,
        lost_until=today + timedelta(LOST_DAYS) if standing is Standing.TEMPORARILY_LOST else None,
        bank_active=standing is not Standing.SEALED,
        bank_until=today - timedelta(1) if ended else _years_later(issued, BANK_YEARS),
        valid_until=fixed_day(profile.dates.valid_until, today),
        version=1,
        pin_limit=profile.pin.limit,
    )


def _years_later(day: date, years: int) -> date:
    """The last of so many years from `day` on."""
    leap_day = (day.month, day.day) == (2, 29)
    return (day.replace(day=28) if leap_day else day).replace(year=day.year + years) - timedelta(not leap_day)


def _put_down_staff(session: Session, profile: CardProfile, place: StaffedPoint) -> None:
    card = profile.identification.hex()
    session.add(
        StaffRow(id=f"{place.id}-01", name=profile.holder.name, operator_card=card, service_point=place.id, active=True)
    )
