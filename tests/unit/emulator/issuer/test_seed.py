"""A registry from card files: who is in it, and that doing it again changes nothing."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, select

from emulator.back_office import back_office
from emulator.cards import find_card
from emulator.issuer.answers import Record, Standing
from emulator.issuer.database import Database
from emulator.issuer.schema import CardRow, History, Holder, ServicePoint, StaffRow
from emulator.issuer.seed import StaffedPoint, seed
from emulator.issuer.standings import Actor
from emulator.issuer.vault import Vault
from tests.unit.emulator.issuer.registry_scenes import CARDS, PLACES, PROFILES, STAFF, TODAY, Bench


def test_every_social_security_card_is_in_it_as_its_file_says(bench: Bench) -> None:
    found = {profile.card.id: bench.registry.record(profile.identification) for profile in PROFILES}

    assert {card: record.standing for card, record in found.items() if isinstance(record, Record)} == {
        profile.card.id: Standing(profile.registry.standing) for profile in PROFILES if profile.card.id != "bank-only"
    }


def test_two_cards_of_one_person_have_one_holder(bench: Bench) -> None:
    with bench.database.reading() as session:
        cards = select(CardRow.holder_id).where(
            CardRow.identification.in_([CARDS["normal"].hex(), CARDS["second-card"].hex()])
        )
        assert len(set(session.scalars(cards))) == 1
        people = {profile.holder.number for profile in PROFILES if profile.card.id != "bank-only"}
        assert session.scalar(select(func.count()).select_from(Holder)) == len(people)


def test_the_card_operator_makes_its_holder_a_member_of_staff(bench: Bench) -> None:
    with bench.database.reading() as session:
        (member,) = session.scalars(select(StaffRow))

        assert (member.id, member.operator_card, member.active) == (STAFF, CARDS["operator"].hex(), True)
        assert member.service_point == PLACES[0].id


def test_the_bank_account_is_invented_the_same_each_time(bench: Bench) -> None:
    def bank(card: str) -> tuple[bool, date | None]:
        record = bench.registry.record(CARDS[card])
        assert isinstance(record, Record)
        return record.bank_active, record.bank_until

    assert bank("normal") == (True, date(2034, 3, 17))
    assert bank("sealed")[0] is bank("initial-pin")[0] is False
    assert bank("expiring") == (True, TODAY - timedelta(1))


def test_a_temporary_loss_begins_when_the_registry_is_made(bench: Bench) -> None:
    record = bench.registry.record(CARDS["temporarily-lost"])

    assert isinstance(record, Record)
    assert record.lost_until == TODAY + timedelta(7)


def test_doing_it_again_changes_nothing_that_was_changed_since(bench: Bench) -> None:
    bench.change("normal", Standing.LOST, Actor.SERVICE_POINT)
    before = contents(bench)
    seed(bench.database, PROFILES, TODAY + timedelta(100), PLACES, operator=CARDS["operator"])

    assert contents(bench) == before


def test_a_registry_that_has_cards_gets_no_others_and_no_staff() -> None:
    """A newer program's bundled cards: their keys are not in the vault of the time when the registry was made."""
    database = Database.open(None)
    older = [profile for profile in PROFILES if profile.card.id in ("normal", "sealed")]
    seed(database, older, TODAY, PLACES, operator=CARDS["operator"])
    seed(database, PROFILES, TODAY, PLACES, operator=CARDS["operator"])

    with database.reading() as session:
        cards, staff = (session.scalar(select(func.count()).select_from(table)) for table in (CardRow, StaffRow))
    assert (cards, staff) == (2, 0)


def test_a_new_registry_beside_an_older_vault_knows_no_card_whose_keys_are_not_there(tmp_path: Path) -> None:
    Vault.of([find_card("normal")], {}).save(tmp_path / "keys.toml")
    with back_office(tmp_path, PROFILES) as issuer, issuer.database.reading() as session:
        cards = list(session.scalars(select(CardRow.identification)))

    assert cards == [CARDS["normal"].hex()]


def test_no_card_file_makes_anybody_staff_or_takes_anothers_place() -> None:
    """Whatever it says: an id, a number, a holder or an identification that is another card's."""
    operator, normal = (next(each for each in PROFILES if each.card.id == name) for name in ("operator", "normal"))
    named = normal.model_copy(update={"card": normal.card.model_copy(update={"id": "operator", "code": "AAAAAAAA"})})
    taken = operator.model_copy(update={"holder": normal.holder})
    printed = normal.card.model_copy(update={"number": operator.card.number, "code": "BBBBBBBB"})
    same_number = normal.model_copy(update={"card": printed, "holder": operator.holder})
    database = Database.open(None)
    seed(database, [*PROFILES, named, taken, same_number, *PROFILES], TODAY, PLACES, operator=CARDS["operator"])

    with database.reading() as session:
        (member,) = session.scalars(select(StaffRow))
        owner = session.get_one(Holder, session.get_one(CardRow, CARDS["operator"].hex()).holder_id)
    assert (member.operator_card, member.name) == (CARDS["operator"].hex(), operator.holder.name)
    assert owner.number == operator.holder.number


def test_a_place_that_has_a_new_name_gets_it(bench: Bench) -> None:
    renamed = [StaffedPoint(PLACES[0].id, "城东政务大厅 5 号窗口"), PLACES[1]]
    seed(bench.database, PROFILES, TODAY, renamed, operator=CARDS["operator"])
    with bench.database.reading() as session:
        assert session.get_one(ServicePoint, PLACES[0].id).name == "城东政务大厅 5 号窗口"


def contents(bench: Bench) -> list[list[tuple[object, ...]]]:
    """All rows of the registry."""
    tables = (table.__table__ for table in (Holder, CardRow, History, ServicePoint, StaffRow))
    with bench.database.reading() as session:
        return [[tuple(row) for row in session.execute(select(table))] for table in tables]
