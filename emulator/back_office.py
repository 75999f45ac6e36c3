"""The back office of invented people and cards, put together: registry, vault, audit, and the terminals that may ask.

In a folder: registry.sqlite, keys.toml, audit.head, the secret of each terminal in a file of its own, and issuer.toml
where its settings are not the defaults. All keys are test keys.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from emulator import china
from emulator.assets import ASSETS
from emulator.card.profile import CardProfile
from emulator.cards import find_card, invented_master_keys
from emulator.issuer.answers import Credential
from emulator.issuer.audit import Audit, AuditRefused
from emulator.issuer.database import Database, DatabaseRefused, DatabaseUnavailable
from emulator.issuer.durable_file import replace_file
from emulator.issuer.limits import DESK_LIMITS, LIMITS
from emulator.issuer.office import Office
from emulator.issuer.schema import TerminalRow
from emulator.issuer.seed import StaffedPoint, seed
from emulator.issuer.settings import IssuerSettings, SettingsRefused, read_settings
from emulator.issuer.terminals import TerminalRole, register
from emulator.issuer.vault import Vault, VaultRefused

OPERATOR = "operator"  # the bundled card that makes its holder a member of staff
REGISTRY, KEYS, HEAD = "registry.sqlite", "keys.toml", "audit.head"
SECRET_LENGTH = 32
AUDITED_IN_MEMORY = 300  # questions


class BackOfficeRefused(Exception):
    """The folder can't serve as a back office; the message names file, reason and mend."""


@dataclass(frozen=True, slots=True)
class BackOffice:
    """An office at work, and what it stands on. `folder` is None where it is in memory."""

    office: Office
    database: Database
    audit: Audit
    folder: Path | None
    random: Callable[[int], bytes]

    def enrol(self, terminal: str, role: TerminalRole) -> Credential:
        """What the terminal identifies itself with; one that is not registered yet is, in `role`.

        One that is keeps the role that the registry has. Raises BackOfficeRefused.
        """
        kept = None if self.folder is None else self.folder / f"{terminal}.secret"
        try:
            secret = kept.read_bytes() if kept and kept.exists() else b""
            with self.database.writing() as session:
                known = session.get(TerminalRow, terminal)
                if known is None or len(secret) != SECRET_LENGTH:
                    secret = self.random(SECRET_LENGTH)
                    first, *_ = _places()
                    register(session, terminal, known.role if known else role, first.id, secret)  # type: ignore[arg-type]
                    if kept:
                        replace_file(kept, secret)
        except OSError as error:
            raise BackOfficeRefused(f"{kept}: {error.strerror}. Choose a folder that you may write to.") from error
        except DatabaseUnavailable as error:
            raise BackOfficeRefused(f"the registry can't be written: {error}. Try again.") from error
        return Credential(terminal, secret)


@contextmanager
def back_office(
    folder: Path | None,
    profiles: Sequence[CardProfile],
    now: Callable[[], datetime] = china.now,
    random: Callable[[int], bytes] = os.urandom,
    settings: IssuerSettings | None = None,
) -> Iterator[BackOffice]:
    """The back office in `folder`, or in memory. Where there is none it is made, with the cards of `profiles`.

    One that was made before has the cards that it has, whatever is bundled by now. `settings` are the folder's own
    where None are given. One process at a time has it open. Raises BackOfficeRefused.
    """
    with ExitStack() as held:
        try:
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
            settings = settings or read_settings(folder)
            database = held.enter_context(closing(Database.open(folder and folder / REGISTRY)))
            vault = _vault(folder and folder / KEYS, profiles, random)
            newest = AUDITED_IN_MEMORY if folder is None else None
            limits = DESK_LIMITS if folder is None else LIMITS
            audit = held.enter_context(closing(Audit.open(database, vault.audit_key, folder and folder / HEAD, newest)))
            known = [profile for profile in profiles if profile.identification in vault]
            operator = find_card(OPERATOR).identification
            seed(database, known, china.day(now()), _places(), operator=operator)
        except (AuditRefused, DatabaseRefused, SettingsRefused, VaultRefused) as error:
            raise BackOfficeRefused(str(error)) from error
        except DatabaseUnavailable as error:
            raise BackOfficeRefused(f"the registry can't be used: {error}. Try again.") from error
        except OSError as error:
            raise BackOfficeRefused(f"{folder}: {error.strerror}. Choose a folder that you may write to.") from error
        office = Office(database, vault, audit, now, random, limits, settings.claims_list_cards)
        yield BackOffice(office, database, audit, folder, random)


def _vault(path: Path | None, profiles: Sequence[CardProfile], random: Callable[[int], bytes]) -> Vault:
    if path is not None and path.exists():
        return Vault.open(path)
    vault = Vault.of(profiles, invented_master_keys(), random)
    if path is not None:
        vault.save(path)
    return vault


def _places() -> list[StaffedPoint]:
    listed = tomllib.loads((ASSETS / "guide" / "service-points.toml").read_text("utf-8"))["point"]
    return [StaffedPoint(f"{number:02}", point["zh"]) for number, point in enumerate(listed, start=1)]
