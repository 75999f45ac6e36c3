"""The back office of invented people and cards, put together: registry, vault, audit, and the terminals that may ask.

In a folder: what `emulator.issuer.folder` keeps there, the secret of each terminal in a file of its own, and
issuer.toml where its settings are not the defaults. All keys are test keys.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from emulator import china
from emulator.assets import ASSETS
from emulator.card.profile import CardProfile
from emulator.cards import find_card, invented_master_keys
from emulator.issuer.answers import Credential, Reason
from emulator.issuer.audit import Audit, AuditBroken, AuditRefused
from emulator.issuer.audit_key import AuditKey, AuditKeyRefused
from emulator.issuer.database import Database, DatabaseRefused, DatabaseUnavailable
from emulator.issuer.decisive import RowKey
from emulator.issuer.durable_file import replace_file
from emulator.issuer.enrolment import SECRET_LENGTH, Admission, adding, admission, take, told
from emulator.issuer.folder import HEAD, KEYS, REGISTRY, FolderRefused, Opened, opened, why_not_made
from emulator.issuer.in_the_way import made_private
from emulator.issuer.limits import DESK_LIMITS, LIMITS
from emulator.issuer.office import Office
from emulator.issuer.private_file import NO_FILE, file_bytes, mend
from emulator.issuer.schema import TerminalRow
from emulator.issuer.seed import StaffedPoint, seed
from emulator.issuer.settings import SETTINGS, IssuerSettings, SettingsRefused, read_settings
from emulator.issuer.terminals import TerminalRole, register
from emulator.issuer.vault import Vault, VaultRefused

OPERATOR = "operator"  # the bundled card that makes its holder a member of staff
REFUSED = (AuditKeyRefused, AuditRefused, DatabaseRefused, FolderRefused, SettingsRefused, VaultRefused)
__all__ = ["HEAD", "KEYS", "REGISTRY", "BackOffice", "BackOfficeRefused", "back_office"]

_log = logging.getLogger(__name__)
_ANOTHER_FOLDER = "Choose a folder that you may write to."
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
        """What the terminal identifies itself with, in the role that the registry has for it.

        In memory, whoever comes is enrolled; in a folder as `emulator.issuer.enrolment` says. Raises BackOfficeRefused.
        """
        first, *_ = _places()
        kept = self._secret(terminal)
        found = Admission.NEW
        try:
            secret = _content(kept)
            with self.database.writing() as session:
                if kept is None:
                    known = session.get(TerminalRow, terminal)
                    secret = self.random(SECRET_LENGTH)
                    register(session, terminal, known.role if known else role, first.id, secret)  # type: ignore[arg-type]
                    return Credential(terminal, secret)
                found = admission(session, terminal, role, secret)
                if found is Admission.NEW:
                    secret = self.random(SECRET_LENGTH)
                    take(session, terminal, role, first.id, secret)
                    replace_file(kept, secret)
        except OSError as error:
            raise BackOfficeRefused(f"{kept}: {error.strerror}. {self._mend(error, terminal, role)}") from error
        except DatabaseUnavailable as error:
            raise BackOfficeRefused(f"the registry can't be written: {error}. Try again.") from error
        except AuditBroken as error:
            if found is Admission.NEW:  # else it is registered, and the office says to it what is wrong
                raise BackOfficeRefused(
                    f"{terminal} can't be enrolled: {error}. Say: emulator issuer check."
                ) from error
        if why := told(found, terminal, role, self.folder):
            raise BackOfficeRefused(why)
        return Credential(terminal, secret)

    def may_not_enrol(self, terminal: str, role: TerminalRole) -> str:
        """Why the terminal could not be enrolled, and what mends that; empty where it could. Nothing is changed.

        Raises BackOfficeRefused.
        """
        kept = self._secret(terminal)
        try:
            secret = _content(kept)
            with self.database.reading() as session:
                return told(admission(session, terminal, role, secret), terminal, role, self.folder)
        except OSError as error:
            raise BackOfficeRefused(f"{kept}: {error.strerror}. {self._mend(error, terminal, role, '')}") from error
        except (AuditBroken, DatabaseUnavailable) as error:
            raise BackOfficeRefused(f"the registry can't be believed: {error}. Say: emulator issuer check.") from error

    def trouble(self) -> str:
        """Why nothing that has to do with keys would be answered; empty where it would. Raises BackOfficeRefused."""
        try:
            with self.database.writing() as session:
                obstacle = self.audit.obstacle(session)
        except (AuditBroken, DatabaseUnavailable) as error:
            raise BackOfficeRefused(f"the registry can't be believed: {error}. Say: emulator issuer check.") from error
        match obstacle:
            case None:
                return ""
            case Reason.AUDIT_BROKEN:
                return "its audit was tampered with, so that no key is used. Say: emulator issuer check."
            case _:
                return "the head of its audit can't be written. Make it writable for its owner, on a disk with room."

    def known(self, terminal: str) -> Credential:
        """What the terminal would identify itself with; nothing is changed. Raises OSError."""
        return Credential(terminal, _content(self._secret(terminal)))

    def _mend(self, error: OSError, terminal: str, role: TerminalRole, instead: str = _ANOTHER_FOLDER) -> str:
        if error.strerror == NO_FILE:  # once it is moved away its secret is missing
            instead = f"Then renew it: {adding(terminal, role, self.folder)}."
        return mend(error, instead)

    def _secret(self, terminal: str) -> Path | None:
        return None if self.folder is None else self.folder / f"{terminal}.secret"


def _content(secret: Path | None) -> bytes:
    return file_bytes(secret) if secret is not None and secret.exists() else b""


@contextmanager
def back_office(
    folder: Path | None,
    profiles: Sequence[CardProfile],
    now: Callable[[], datetime] = china.now,
    random: Callable[[int], bytes] = os.urandom,
    settings: IssuerSettings | None = None,
    *,
    beside: bool = False,
) -> Iterator[BackOffice]:
    """The back office in `folder`, or in memory. Where there is none it is made, with the cards of `profiles`, in a
    folder that is empty or not there yet (`why_not_made`).

    One that was made before has the cards that it has, whatever is bundled by now. `settings` are the folder's own
    where None are given. One process at a time serves it; any number may ask `beside`, which makes none: all that an
    office knows is in its registry, one transaction after the other. Raises BackOfficeRefused.
    """
    with ExitStack() as held:
        try:
            if folder is not None and not beside and not (folder / REGISTRY).exists() and (why := why_not_made(folder)):
                raise FolderRefused(why)
            settings = settings or read_settings(folder)
            if folder is not None and not beside:
                for path in made_private(folder):
                    _log.warning("%s: others than its owner could use it until now. Its mode is 0600 since.", path)
            if folder is None:
                files = _in_memory(held, profiles, now, random)
            else:
                make = None if beside else partial(_vault, profiles)
                files = held.enter_context(opened(folder, make, now, serves=not beside))
            limits = DESK_LIMITS if folder is None else LIMITS
            known = [profile for profile in profiles if profile.identification in files.vault]
            operator = find_card(OPERATOR).identification
            with suppress(AuditBroken):  # nothing is put down beside what is not believed; the office says so
                _note_settings(files, settings)
                seed(files.database, known, china.day(now()), _places(), operator=operator)
        except REFUSED as error:
            raise BackOfficeRefused(str(error)) from error
        except DatabaseUnavailable as error:
            raise BackOfficeRefused(f"the registry can't be used: {error}. Try again.") from error
        except OSError as error:
            raise BackOfficeRefused(f"{folder}: {error.strerror}. Choose a folder that you may write to.") from error
        office = Office(files.database, files.vault, files.audit, now, random, limits, settings.claims_list_cards)
        yield BackOffice(office, files.database, files.audit, folder, random)


def _note_settings(files: Opened, settings: IssuerSettings) -> None:
    """A setting decides as well: when it became another is in the audit."""
    with files.database.writing() as session:
        if files.audit.obstacle(session) is None:
            said = hashlib.sha256(settings.model_dump_json().encode()).hexdigest()
            files.audit.note(session, RowKey("settings", SETTINGS), said)


def _in_memory(
    held: ExitStack, profiles: Sequence[CardProfile], now: Callable[[], datetime], random: Callable[[int], bytes]
) -> Opened:
    database, key = held.enter_context(closing(Database.open(None))), AuditKey(random(32))
    audit = held.enter_context(closing(Audit.open(database, key, None, now, newest=AUDITED_IN_MEMORY)))
    return Opened(database, _vault(profiles), key, audit)


def _vault(profiles: Sequence[CardProfile]) -> Vault:
    return Vault.of(profiles, invented_master_keys())


def _places() -> list[StaffedPoint]:
    listed = tomllib.loads((ASSETS / "guide" / "service-points.toml").read_text("utf-8"))["point"]
    return [StaffedPoint(f"{number:02}", point["zh"]) for number, point in enumerate(listed, start=1)]
