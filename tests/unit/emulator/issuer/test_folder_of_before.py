"""A whole folder of the time before the audit's log and its seals, opened by today's program: nobody is locked out."""

from __future__ import annotations

import hashlib
import hmac
import json
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text

from emulator.back_office import BackOffice, back_office
from emulator.cards import invented_master_keys
from emulator.issuer.answers import (
    Block,
    Credential,
    Enabled,
    EnabledReport,
    Genuine,
    Reason,
    Record,
    Refused,
    SignedIn,
    Standing,
)
from emulator.issuer.migrations.forward import bring_forward
from emulator.issuer.vault import Vault
from emulator.issuer_report import check
from tests.support.clock import NOON
from tests.unit.emulator.issuer.registry_scenes import CARDS, PROFILES
from tests.unit.emulator.issuer.service_point import CardInReader, got

OLD_KEY = bytes(range(32))
HALL, POINT = Credential("610100-0007", b"a terminal's secret, of 32 bytes"), Credential("610100-D001", b"x" * 32)
PIK, OPERATORS_PIN, INITIAL_PIN = "0C", "0020000003246802", "0020000003135790"
CASE = "ca5e" * 8
OF_BEFORE = ("registry.sqlite", "audit.head", f"{HALL.terminal}.secret", f"{POINT.terminal}.secret")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """As the program of then left it: cards, staff, two terminals, a case under way, what was asked, files of 0644."""
    folder = tmp_path / "issuer"
    folder.mkdir()
    engine = create_engine(f"sqlite:///{folder}/registry.sqlite")
    with engine.begin() as connection:
        bring_forward(connection, "0003")
        put_people_down(connection)
        put_under_way(connection)
        head = put_chain_down(connection)
    engine.dispose()
    Vault.of(PROFILES, invented_master_keys()).save(folder / "keys.toml")
    keys = (folder / "keys.toml").read_text()
    without_pik = "\n".join(line for line in keys.splitlines() if not line.startswith("PIK"))
    (folder / "keys.toml").write_text(f'audit = "{OLD_KEY.hex().upper()}"\n{without_pik}\n')
    (folder / "audit.head").write_text(head)
    for terminal in (HALL, POINT):
        (folder / f"{terminal.terminal}.secret").write_bytes(terminal.secret())
    for name in OF_BEFORE:
        (folder / name).chmod(0o644)
    return folder


def put_people_down(connection: Connection) -> None:
    """Cards with their holders, in their standings; a member of staff; a terminal of each role."""
    for number, profile in enumerate(PROFILES, start=1):
        if "social-security" not in profile.card.applications:
            continue
        holder = {"id": number, "number": f"61010019900101{number:04}", "name": profile.holder.name}
        connection.execute(text("INSERT INTO holder VALUES (:id, :number, :name, '1990-01-01')"), holder)
        card = {
            "card": profile.identification.hex(),
            "holder": number,
            "number": profile.card.number,
            "region": profile.card.region,
            "standing": int(profile.registry.standing),
        }
        connection.execute(
            text(
                "INSERT OR IGNORE INTO card VALUES"
                " (:card, :holder, :number, :region, :standing, NULL, 1, NULL, NULL, 1)"
            ),
            card,
        )
    connection.execute(text("INSERT INTO service_point VALUES ('01', '城东政务大厅')"))
    operator = CARDS["operator"].hex()
    connection.execute(text("INSERT INTO staff VALUES ('01-01', '罗建平', :card, '01', 1)"), {"card": operator})
    for terminal, role, place in ((HALL, "self-service", None), (POINT, "service-point", "01")):
        row = {"id": terminal.terminal, "role": role, "place": place, "secret": digest(terminal.secret())}
        connection.execute(text("INSERT INTO terminal VALUES (:id, :role, :place, :secret, 1)"), row)


def put_under_way(connection: Connection) -> None:
    """A case with a message and no outcome, and rows that have seals today: session, proof, answer, challenge."""
    locked = CARDS["locked"].hex()
    connection.execute(
        text(
            "INSERT INTO service_case VALUES (:case, :card, 'unlock', 'holder', 'holder-id', '01-01', :terminal, :at,"
            " 'message', :at, NULL)"
        ),
        {"case": CASE, "card": locked, "terminal": POINT.terminal, "at": kept(NOON)},
    )
    connection.execute(
        text("INSERT INTO staff_session VALUES (:token, '01-01', :terminal, :at, :at, 0)"),
        {"token": digest(b"session"), "terminal": POINT.terminal, "at": kept(NOON)},
    )
    connection.execute(
        text("INSERT INTO presence VALUES (:token, :terminal, :card, :at, 'none', NULL)"),
        {
            "token": digest(b"presence"),
            "terminal": HALL.terminal,
            "card": CARDS["sealed"].hex(),
            "at": kept(NOON),
        },
    )
    connection.execute(
        text("INSERT INTO idempotency VALUES ('a key', :request, 'done ', :at)"),
        {"request": digest(b"request"), "at": kept(NOON)},
    )
    connection.execute(
        text("INSERT INTO answered VALUES (:card, :challenge, :at)"),
        {"card": locked, "challenge": "11" * 16, "at": kept(NOON)},
    )


def put_chain_down(connection: Connection) -> str:
    """The audit as it was: each row's digest over the one before; what its head's file said."""
    last = hmac.digest(OLD_KEY, b"the beginning", "sha256").hex()
    locked = CARDS["locked"].hex()
    rows = (
        ["internal-challenge", HALL.terminal, "", "", locked, "", "answered"],
        ["puk-proof", POINT.terminal, "01-01", CASE, locked, "11" * 8, "answered"],
        ["unblock-command", POINT.terminal, "01-01", CASE, locked, "22" * 8, "answered"],
    )
    for seq, said in enumerate(rows, start=1):
        at = NOON.astimezone(UTC)
        chained = [seq, last, at.isoformat(timespec="microseconds"), *said]
        last = hmac.digest(OLD_KEY, json.dumps(chained).encode(), "sha256").hex()
        values = {
            "seq": seq,
            "at": kept(NOON),
            "digest": last,
            **{f"v{place}": each for place, each in enumerate(said)},
        }
        connection.execute(
            text("INSERT INTO audit VALUES (:seq, :at, :v0, :v1, :v2, :v3, :v4, :v5, :v6, :digest)"), values
        )
    return f"{len(rows)} {last}\n"


def digest(value: bytes) -> str:
    """What is kept of a secret or a token."""
    return hashlib.sha256(value).hexdigest()


def kept(at: datetime) -> str:
    """A time as SQLite has it."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"


@pytest.fixture(autouse=True)
def _what_is_said_is_expected(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    for when in ("setup", "call"):
        caplog.get_records(when).clear()


@pytest.fixture
def there(folder: Path) -> Iterator[BackOffice]:
    """Today's program on it, an hour later."""
    with back_office(folder, PROFILES, lambda: NOON + timedelta(hours=1)) as there:
        yield there


def test_both_terminals_are_who_they_were(there: BackOffice) -> None:
    roles = {HALL.terminal: "self-service", POINT.terminal: "service-point"}

    assert {name: there.enrol(name, role).secret() for name, role in roles.items()} == {  # type: ignore[arg-type]
        each.terminal: each.secret() for each in (HALL, POINT)
    }


def test_a_sealed_card_is_enabled(there: BackOffice) -> None:
    card = CardInReader("sealed")
    asked = got(there.office.internal_challenge(HALL, card.identification))
    here = got(there.office.check_proof(HALL, asked.number, card.prove_itself(asked))).presence
    around = got(there.office.enabling_challenge(HALL, here))
    before = card.prove_itself(around.before)
    assert card.say(INITIAL_PIN) == "9000"
    shown = EnabledReport(here, around.number, before, card.prove_itself(around.after, PIK))

    assert there.office.report_enabled_by(HALL, shown, "enabled") == Enabled()


def test_staff_signs_in_with_the_card_of_before(there: BackOffice) -> None:
    staff = CardInReader("operator")
    asked = got(there.office.operator_challenge(POINT, staff.identification))
    asked_pin = got(there.office.check_operator(POINT, asked.number, staff.prove_itself(asked)))
    assert staff.say(OPERATORS_PIN) == "9000"
    shown = staff.prove_itself(Block(asked_pin.factor, asked_pin.info), PIK)

    assert isinstance(there.office.open_session(POINT, asked_pin.number, shown), SignedIn)


def test_a_session_of_before_is_none_any_more(there: BackOffice) -> None:
    assert there.office.case_challenge(POINT, b"session".ljust(32, b"\0")) == Refused(Reason.NO_SESSION)


@pytest.mark.parametrize(("card", "standing"), [("locked", Standing.NORMAL), ("blocked-application", Standing(3))])
def test_a_card_stands_as_it_stood(there: BackOffice, card: str, standing: Standing) -> None:
    found = there.office.standing(HALL, CARDS[card])

    assert isinstance(found, Record)
    assert found.standing == standing


def test_a_locked_card_proves_itself(there: BackOffice) -> None:
    card = CardInReader("locked")
    asked = got(there.office.internal_challenge(HALL, card.identification))

    assert isinstance(there.office.check_proof(HALL, asked.number, card.prove_itself(asked)), Genuine)


def test_check_names_the_case_that_has_no_end_and_nothing_else(folder: Path, there: BackOffice) -> None:
    audit, wrong = check(folder)

    assert audit.startswith("the audit is whole")
    assert [each.split(":")[0] for each in wrong] == [f"case {CASE[:8]}"]


def test_an_outcome_that_comes_after_all_settles_that_case(folder: Path, there: BackOffice) -> None:
    got(there.office.report_case(POINT, CASE, "done", "outcome"))

    assert check(folder)[1] == []


def test_files_that_others_could_read_are_their_owners_alone_and_it_is_said(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with back_office(folder, PROFILES, lambda: NOON):
        pass
    modes = {name: oct(stat.S_IMODE((folder / name).stat().st_mode)) for name in OF_BEFORE}

    assert modes == dict.fromkeys(OF_BEFORE, "0o600")
    assert [name for name in OF_BEFORE if f"{folder / name}: others" not in caplog.text] == []


def test_what_a_link_leads_to_is_left_as_it_is(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "somebody's"
    elsewhere.write_bytes(HALL.secret())
    elsewhere.chmod(0o644)
    (folder / "link.secret").symlink_to(elsewhere)
    with back_office(folder, PROFILES, lambda: NOON):
        pass

    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o644
