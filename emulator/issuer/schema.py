"""The tables of the back office. What they hold of keys and PINs: nothing.

Times are UTC, whole microseconds. A card is named by its identification (card.md, EF05 tag 01): 32 hex digits.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from emulator.issuer.columns import Day, Flag, Octets, Utc


class Base(DeclarativeBase):
    """All tables; the names of constraints are fixed, so that a migration can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {datetime: Utc, date: Day, bytes: Octets, bool: Flag}


class Sealed:
    """A row of short life, or a column that no change of is put down: its `seal` is the issuer's, or it is nothing.

    As `emulator.issuer.decisive` makes and checks it, by itself.
    """

    seal: Mapped[bytes | None] = mapped_column(sort_order=1)


# --- the registry ---------------------------------------------------------------------------------------------------


class Holder(Base):
    """A person with one card or more; `number` is the social security number."""

    __tablename__ = "holder"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(18), unique=True)
    name: Mapped[str] = mapped_column(String(50))
    birth_date: Mapped[date]


class CardRow(Base):
    """A card as the registry knows it; `version` counts its changes, for compare-and-set."""

    __tablename__ = "card"
    identification: Mapped[str] = mapped_column(String(32), primary_key=True)
    holder_id: Mapped[int] = mapped_column(ForeignKey("holder.id"), index=True)
    number: Mapped[str] = mapped_column(String(9))
    region: Mapped[str] = mapped_column(String(6))
    standing: Mapped[int]
    lost_until: Mapped[date | None]  # a temporary loss ends by itself on the day after
    bank_active: Mapped[bool]
    bank_until: Mapped[date | None]  # the bank account is good until then
    valid_until: Mapped[date | None]
    version: Mapped[int]
    pin_limit: Mapped[int | None]  # how many wrong PINs in a row lock it; None where its maker did not say
    __table_args__ = (CheckConstraint("standing IN (0, 1, 2, 3, 4, 9)", name="standing"),)


class History(Base):
    """One change of a card's standing, and who caused it."""

    __tablename__ = "history"
    id: Mapped[int] = mapped_column(primary_key=True)
    card: Mapped[str] = mapped_column(ForeignKey("card.identification"), index=True)
    at: Mapped[datetime]
    before: Mapped[int]
    after: Mapped[int]
    actor: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(40))  # terminal or member of staff, empty where neither
    key: Mapped[str] = mapped_column(String(64))
    basis: Mapped[str] = mapped_column(
        String(10), default=""
    )  # why an enabling was believed, as changes.Basis; empty: no enabling


class Idempotency(Sealed, Base):
    """A request that was carried out, and its answer: asked again, it gets that answer and changes nothing."""

    __tablename__ = "idempotency"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    request: Mapped[str] = mapped_column(String(64))  # SHA-256 of what was asked: a key belongs to one request
    answer: Mapped[str] = mapped_column(String(400))
    at: Mapped[datetime] = mapped_column(index=True)


class Review(Base):
    """A reported first change of a PIN that was proved in part; it freezes nothing and waits for more, or for staff.

    `state`: open → completed (the card is normal by it) or refused.
    """

    __tablename__ = "review"
    id: Mapped[int] = mapped_column(primary_key=True)
    card: Mapped[str] = mapped_column(ForeignKey("card.identification"), index=True)
    terminal: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    why: Mapped[str] = mapped_column(String(20))  # what was missing, as reviews.Why
    presence: Mapped[str] = mapped_column(String(64), unique=True)  # the proof that it stands on opens one, and once
    state: Mapped[str] = mapped_column(String(10), index=True)
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(String(40))  # terminal, member of staff or operator
    reason: Mapped[str] = mapped_column(String(200))
    __table_args__ = (CheckConstraint("state IN ('open', 'completed', 'refused')", name="state"),)


class Unproved(Sealed, Base):
    """How many reports a terminal made on a day (China's) that no card's proof stood behind; no more is kept."""

    __tablename__ = "unproved"
    terminal: Mapped[str] = mapped_column(String(20), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    count: Mapped[int]


class ServicePoint(Base):
    """A staffed service point."""

    __tablename__ = "service_point"
    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str] = mapped_column(String(60))


class TerminalRow(Base):
    """A registered terminal; of its secret the SHA-256 is kept. `role` is "self-service" or "service-point"."""

    __tablename__ = "terminal"
    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    role: Mapped[str] = mapped_column(String(20))
    service_point: Mapped[str | None] = mapped_column(ForeignKey("service_point.id"))
    secret: Mapped[str] = mapped_column(String(64))
    active: Mapped[bool]
    __table_args__ = (
        CheckConstraint("role IN ('self-service', 'service-point')", name="role"),
        CheckConstraint("role = 'self-service' OR service_point IS NOT NULL", name="place"),
    )


class StaffRow(Base):
    """A member of staff and the card that makes one."""

    __tablename__ = "staff"
    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    operator_card: Mapped[str] = mapped_column(String(32), unique=True)
    service_point: Mapped[str] = mapped_column(ForeignKey("service_point.id"))
    active: Mapped[bool]


# --- the key service ------------------------------------------------------------------------------------------------


class ProofWanted(Sealed, Base):
    """An INTERNAL AUTHENTICATE that was asked for: issued once, answered once, and not for long."""

    __tablename__ = "proof_wanted"
    number: Mapped[str] = mapped_column(String(32), primary_key=True)
    terminal: Mapped[str] = mapped_column(String(20))
    card: Mapped[str] = mapped_column(String(32))
    purpose: Mapped[str] = mapped_column(String(20))  # as challenges.PURPOSES
    about: Mapped[str] = mapped_column(String(64))  # the presence, session or case that it belongs to, if any
    factor: Mapped[bytes]
    info: Mapped[bytes]
    at: Mapped[datetime] = mapped_column(index=True)
    answered: Mapped[bool]


class Presence(Sealed, Base):
    """A card that has proved itself at a terminal; `token` is the SHA-256 of what the terminal was given.

    `pin`: "none", "claimed" (the terminal says that it was verified) or "proved" (by PIK), at `pin_at`.
    """

    __tablename__ = "presence"
    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    terminal: Mapped[str] = mapped_column(String(20))
    card: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(index=True)
    pin: Mapped[str] = mapped_column(String(10))
    pin_at: Mapped[datetime | None]


class EnablingWanted(Sealed, Base):
    """What a card was to answer around the first change of its PIN; a report may bring it weeks later, once."""

    __tablename__ = "enabling_wanted"
    number: Mapped[str] = mapped_column(String(32), primary_key=True)
    terminal: Mapped[str] = mapped_column(String(20))
    card: Mapped[str] = mapped_column(String(32))
    presence: Mapped[str] = mapped_column(String(64))
    before_factor: Mapped[bytes]
    before_info: Mapped[bytes]
    after_factor: Mapped[bytes]
    after_info: Mapped[bytes]
    evidence: Mapped[bool]  # after the change PIK is asked; else IRK, of a card without PIK
    at: Mapped[datetime] = mapped_column(index=True)
    answered: Mapped[bool]


class CasePresence(Sealed, Base):
    """A presence that was proved inside a case; `proved` once the card got a proof of PUK for it."""

    __tablename__ = "case_presence"
    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    case: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(index=True)
    proved: Mapped[bool]


class Answered(Sealed, Base):
    """A card's challenge that was answered: there is one answer a challenge.

    It is kept as the card uses it, padded with 00 to 16 bytes: what pads to the same block is one.
    """

    __tablename__ = "answered"
    card: Mapped[str] = mapped_column(String(32), primary_key=True)
    challenge: Mapped[str] = mapped_column(String(32), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


class StaffSession(Sealed, Base):
    """A signed-in member of staff at one terminal; `token` is the SHA-256 of what the terminal was given.

    `card`: the operator card that proved itself and its PIN; empty where nothing proved the PIN.
    """

    __tablename__ = "staff_session"
    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff: Mapped[str] = mapped_column(ForeignKey("staff.id"), index=True)
    card: Mapped[str] = mapped_column(String(32), server_default="")
    terminal: Mapped[str] = mapped_column(String(20))
    began: Mapped[datetime]
    last: Mapped[datetime]
    ended: Mapped[bool]


class Case(Base):
    """Why a PIN may be unlocked or reset: who came for whose card, with what, and what became of it.

    `state`: open → message (one was handed out) → done (proved by the card), or as the terminal says: reported, failed,
    unknown. What is open for longer than half an hour has expired. `closed_at`: somebody closed it, with a reason.
    """

    __tablename__ = "service_case"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    card: Mapped[str] = mapped_column(String(32), index=True)
    matter: Mapped[str] = mapped_column(String(10))  # "unlock" or "reset"
    who: Mapped[str] = mapped_column(String(10))  # "holder", "proxy" or "guardian"
    documents: Mapped[str] = mapped_column(String(200))
    staff: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    terminal: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10))
    message_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    session: Mapped[str] = mapped_column(String(64), server_default="")  # of staff, as it is kept
    proofs: Mapped[int] = mapped_column(server_default="0")  # of PUK, and messages, that it got
    messages: Mapped[int] = mapped_column(server_default="0")
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(String(40), server_default="")
    closed_why: Mapped[str] = mapped_column(String(200), server_default="")


class AuditRow(Base):
    """One leaf of the audit's log: a question to the key service, or a decisive row that is another one from here on.

    A question has `question` and what belongs to it; a row `subject` (its table), `subject_key`, and `content`, the
    digest of what is in it, empty where it is gone. `digest` is the leaf's hash. No PIN, key or message is here.
    """

    __tablename__ = "audit"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)  # how often a terminal asked in the last minute
    question: Mapped[str] = mapped_column(String(40))
    terminal: Mapped[str] = mapped_column(String(20))
    staff: Mapped[str] = mapped_column(String(20))
    case: Mapped[str] = mapped_column(String(32))
    card: Mapped[str] = mapped_column(String(32))
    challenge: Mapped[str] = mapped_column(String(32))
    answer: Mapped[str] = mapped_column(String(40))  # "answered", or why not
    digest: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(30), default="")
    subject_key: Mapped[str] = mapped_column(String(100), default="")
    content: Mapped[str] = mapped_column(String(64), default="")
    __table_args__ = (UniqueConstraint("digest"), Index("ix_audit_subject", "subject", "subject_key", "seq"))


class AuditNode(Base):
    """The hash of a complete subtree of the log; not of a leaf. `place`: its number among those of its level, << 6,
    and the level."""

    __tablename__ = "audit_node"
    place: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False
    )
    hash: Mapped[bytes]


class AuditHead(Base):
    """Where the log ends: one row, `head` and the one before it as the file of the head has them.

    The one before is what a crash leaves in the file.
    """

    __tablename__ = "audit_head"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    head: Mapped[bytes]
    before: Mapped[bytes]
    public: Mapped[bytes]  # the key that signs it


class RestoredRow(Base):
    """A statement that the log is what it is for a reason, such as a lawful restore; signed for all who saw another."""

    __tablename__ = "restored"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    size: Mapped[int]
    root: Mapped[bytes]
    reason: Mapped[str] = mapped_column(String(200))
    signature: Mapped[bytes]


# --- limits ---------------------------------------------------------------------------------------------------------


class LimitCount(Sealed, Base):
    """How often something was asked in the window that ends at `until`; one row a limit and subject.

    `kind`, of the subject: "terminal", "card" or "operator"; `terminal`: at which one, empty for all together;
    `window`: "minute", "hour" or "day". What is over the limit counts once, for its being put down.
    """

    __tablename__ = "limit_count"
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    subject: Mapped[str] = mapped_column(String(32), primary_key=True)
    terminal: Mapped[str] = mapped_column(String(20), primary_key=True, default="")
    what: Mapped[str] = mapped_column(String(20), primary_key=True)
    window: Mapped[str] = mapped_column(String(10), primary_key=True)
    until: Mapped[datetime] = mapped_column(index=True)
    count: Mapped[int]


class Decision(Base):
    """Something that people decided by command, and why: a limit lifted, a terminal added or revoked."""

    __tablename__ = "decision"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(40))
    what: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(String(200))


class RefusedCount(Sealed, Base):
    """How often a terminal's question was refused on a day (China's), for each reason: a trace that does not grow."""

    __tablename__ = "refused_count"
    day: Mapped[date] = mapped_column(primary_key=True)
    terminal: Mapped[str] = mapped_column(String(20), primary_key=True)
    question: Mapped[str] = mapped_column(String(40), primary_key=True)
    reason: Mapped[str] = mapped_column(String(40), primary_key=True)
    count: Mapped[int]


class Enrolment(Base):
    """A terminal that was added and has yet to take its secret; of its code, good once and until then, the SHA-256."""

    __tablename__ = "enrolment"
    terminal: Mapped[str] = mapped_column(ForeignKey("terminal.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(64))
    until: Mapped[datetime]


# No program can change or take away a row of these.
APPEND_ONLY = (AuditRow.__tablename__, History.__tablename__, RestoredRow.__tablename__)
APPEND_ONLY_TRIGGERS = {
    f"{table}_no_{change}": (
        f"CREATE TRIGGER {table}_no_{change} BEFORE {change.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )
    for table in APPEND_ONLY
    for change in ("update", "delete")
}
AUDIT_KEEPS_ALL = f"{AuditRow.__tablename__}_no_delete"
