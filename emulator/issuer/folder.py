"""The files of an issuer's folder, opened together: what is missing, or another folder's, is said and not made anew.

registry.sqlite; keys.toml, the cards' keys; audit.key, which is none of theirs and best in another place, as
issuer.toml says, or by a link;
audit.head, where the audit ends. Each of the keys is made once, together with the registry.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import RowMapping
from sqlalchemy.orm import Session

from emulator.issuer import audit_log, audit_old
from emulator.issuer.audit import Audit, AuditBroken
from emulator.issuer.audit_check import Whole, verified
from emulator.issuer.audit_key import AuditKey, AuditKeyRefused, is_signed
from emulator.issuer.audit_log import Ends, Entry
from emulator.issuer.columns import NotAsWritten
from emulator.issuer.database import PATIENCE_S, Database
from emulator.issuer.decisive import RowKey, put_seals
from emulator.issuer.private_file import is_no_file
from emulator.issuer.settings import SETTINGS, read_settings
from emulator.issuer.vault import Vault, VaultRefused

REGISTRY, KEYS, AUDIT_KEY, HEAD = "registry.sqlite", "keys.toml", "audit.key", "audit.head"
_VAULT = RowKey("vault", KEYS)  # what the audit knows the cards' keys by


_OURS = (REGISTRY, KEYS, AUDIT_KEY, HEAD, SETTINGS)  # and what is beside them: a lock, a file that is not finished


class FolderRefused(Exception):
    """The files don't belong together; the message names file, reason and mend."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A folder's files, open."""

    database: Database
    vault: Vault
    key: AuditKey
    audit: Audit


def why_not_made(folder: Path) -> str:
    """Why no issuer is made in `folder`, and what mends it; empty where one is plainly meant to be.

    A disk that is not mounted, or a mistyped path, would else become a new issuer, with keys and a registry of its own.
    """
    if not folder.is_absolute():
        return f"{folder} has no {REGISTRY}, and a new issuer is made at an absolute path only. Say it from / on."
    if not folder.is_dir():
        if os.path.lexists(folder):
            return f"{folder} is no folder. Name the folder of an issuer, or one that is not there yet for a new one."
        if not folder.parent.is_dir():
            return f"{folder} is not there, nor is the folder above it. Put it back, or make {folder.parent} first."
        return ""
    if (folder / HEAD).exists():
        missing = f"{folder / REGISTRY} is missing, but its {HEAD} is there."
        return f"{missing} Put it back from the backup, or choose another folder."
    if strange := sorted(each.name for each in folder.iterdir() if not each.name.startswith((*_OURS, "lost+found"))):
        return (
            f"{folder} has no {REGISTRY} and other things in it, such as {strange[0]}."
            " Name the folder of an issuer, or an empty one for a new one."
        )
    return ""


@contextmanager
def opened(
    folder: Path,
    make: Callable[[], Vault] | None,
    now: Callable[[], datetime],
    *,
    serves: bool,
    patience_s: float = PATIENCE_S,
) -> Iterator[Opened]:
    """The files in `folder`. Where there is no registry all are made, with the vault that `make` gives; None: refused.

    A folder of an earlier version is brought forward. `patience_s`: how many seconds a transaction waits for whoever
    writes just now. Raises FolderRefused, VaultRefused, AuditKeyRefused,
    AuditRefused, DatabaseRefused, DatabaseUnavailable, OSError.
    """
    vault, there = _keys(folder, make)
    with ExitStack() as held:
        database = held.enter_context(closing(Database.open(folder / REGISTRY, patience_s)))
        key = there or _made_audit_key(folder)
        _see_key(database, folder, key)
        if vault.old_audit is not None:
            audit_old.take_over(database, vault.old_audit, folder / HEAD, key, now)
        audit = held.enter_context(
            closing(Audit.open(database, key, folder / HEAD, now, serves=serves, patience_s=patience_s))
        )
        _see_vault(database, audit, folder, vault, key, now())
        yield Opened(database, vault, key, audit)


@contextmanager
def beside_the_log(folder: Path, patience_s: float = PATIENCE_S) -> Iterator[tuple[Database, AuditKey]]:
    """The registry and the key in `folder`, no transaction being part of the log: for who makes that good.

    Raises as `opened`.
    """
    vault, there = _keys(folder, None)
    with closing(Database.open(folder / REGISTRY, patience_s)) as database:
        key = there or _made_audit_key(folder)
        _see_key(database, folder, key)
        with database.writing() as session:
            try:
                known, said = audit_log.last_leaf(session, _VAULT), audit_log.ends(session)
                is_known = known is not None and said is not None and audit_log.is_in_place(session, known, said.head)
            except NotAsWritten:  # such a leaf says nothing, and is taken away
                known, is_known = None, False
            is_of_before = known is not None and known["content"] == vault.fingerprint_before()
            if is_of_before:
                put_seals(session, key)
        if known is not None and is_known and not is_of_before and known["content"] != vault.fingerprint():
            raise _not_these_keys(folder)  # to answer for the audit mends nothing of that
        yield database, key


def audit_key_of(folder: Path) -> Path:
    """Where the audit's key stands: as the folder's settings say, which may be another disk. Raises SettingsRefused."""
    return folder / (read_settings(folder).audit_key or AUDIT_KEY)


def _keys(folder: Path, make: Callable[[], Vault] | None) -> tuple[Vault, AuditKey | None]:
    """Both keys, made where there is nothing that they could belong to.

    None: the audit's stood among the cards' before, and gets a file of its own once the registry was seen to be sound.
    """
    registry, keys, audit_key = folder / REGISTRY, folder / KEYS, audit_key_of(folder)
    if is_no_file(registry):
        raise FolderRefused(f"{registry} is no file. Move it away, and put its own back from the backup.")
    if registry.exists():
        vault = Vault.open(keys)
        if vault.old_audit is not None and not os.path.lexists(audit_key):
            return vault, None
        return vault, AuditKey.open(audit_key)
    if make is None:
        raise FolderRefused(f"{folder} has no {REGISTRY}. Say --dir for the folder of a back office.")
    if why := why_not_made(folder):
        raise FolderRefused(why)
    folder.mkdir(exist_ok=True)
    if not os.path.lexists(keys):
        make().save(keys)
    if not os.path.lexists(audit_key):
        AuditKey(os.urandom(32)).save(audit_key)
    return Vault.open(keys), AuditKey.open(audit_key)


def _made_audit_key(folder: Path) -> AuditKey:
    path = audit_key_of(folder)
    if not os.path.lexists(path):
        AuditKey(os.urandom(32)).save(path)
    return AuditKey.open(path)


def _see_key(database: Database, folder: Path, key: AuditKey) -> None:
    """Whether the log was signed with it. A head that nobody signed is no matter of the key's."""
    with database.reading() as session:
        said = audit_log.ends(session)
    if said is not None and said.public != key.public and is_signed(said.head, said.public):
        raise AuditKeyRefused(
            audit_key_of(folder), "it is another issuer's", "Put this folder's own back from the backup."
        )


def _not_these_keys(folder: Path) -> VaultRefused:
    return VaultRefused(
        folder / KEYS, "these are not the keys of this registry's cards", "Put its own back from the backup."
    )


def _see_vault(database: Database, audit: Audit, folder: Path, vault: Vault, key: AuditKey, now: datetime) -> None:
    """Whether these are the cards' keys that the log knows of; the first ones are put down.

    A log that knows them by their fingerprint of before is of the time when there were no seals either: both are
    made good, once.
    """
    try:
        with database.writing() as session:
            if audit.obstacle(session) is not None:
                return
            known, said = audit_log.last_leaf(session, _VAULT), audit_log.ends(session)
            if said is None or not _is_known_so(session, known, said, key):
                audit.distrust("what it says of the cards' keys is not what was written")
                return
            is_of_before = known is None or known["content"] == vault.fingerprint_before()
            if is_of_before:
                put_seals(session, key)
                audit.put_down(
                    session,
                    Entry(now, "keys", subject=_VAULT.table, subject_key=_VAULT.key, content=vault.fingerprint()),
                )
    except AuditBroken:
        return
    if known is not None and not is_of_before and known["content"] != vault.fingerprint():
        raise _not_these_keys(folder)
    if vault.old_audit is not None:
        vault.save(folder / KEYS)


def _is_known_so(session: Session, known: RowMapping | None, said: Ends, key: AuditKey) -> bool:
    """Whether the log says that of the cards' keys, or, looked through as a whole, nothing."""
    if known is None:
        return said.head.size == 0 or isinstance(verified(session, key.public), Whole)
    return audit_log.is_in_place(session, known, said.head)
