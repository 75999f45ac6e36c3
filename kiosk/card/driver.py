"""The driver: what is said to the card for each request. Every request starts from the card's own selection.

CHANGE PIN is sent only after the present PIN was verified in the same transaction; from then until its answer is in,
a failure means that nobody knows which PIN holds. What is lost after the card said that it is changed is evidence only.
"""

from __future__ import annotations

from typing import assert_never

from emulator.iso7816.command import Command
from emulator.iso7816.status import StatusWord, changed_nothing, tries_left
from kiosk.card.application import (
    EF05,
    IDENTIFICATION,
    SSSE_NAME,
    attempts_left,
    is_card,
    read_counter,
    read_holder,
    read_records,
    select,
)
from kiosk.card.authentication import IRK, PIK, inquire, proof_by
from kiosk.card.exchange import send_once
from kiosk.card.facts import NUMBER_FORM, VERSION_FORM, CardFacts, day, matching, text
from kiosk.card.outcome import (
    CardGone,
    CardRead,
    Changed,
    Contradicted,
    Counter,
    Locked,
    NotOurs,
    Outcome,
    Proof,
    Refused,
    Unchanged,
    Unconfirmed,
    Unknown,
    Unsettled,
    Verified,
    WrongPin,
)
from kiosk.card.pin import Pin
from kiosk.card.port import Channel, Failure, Fault
from kiosk.card.request import (
    AskWhichPin,
    ChangePin,
    EnablingChallenge,
    Evidence,
    Exchanged,
    ProveCard,
    ReadCard,
    ReadChallenge,
    ReadCounter,
    ReadHolder,
    VerifyPin,
)

BANK_NAME = bytes.fromhex("A000000333010101")

VERSION, ISSUED, VALID_UNTIL, NUMBER = 0x03, 0x05, 0x06, 0x07
_SIZES = {IDENTIFICATION: 16, VERSION: 4, ISSUED: 4, VALID_UNTIL: 4, NUMBER: 9}

_BLOCKED = (StatusWord.APPLICATION_BLOCKED, StatusWord.NOT_SUPPORTED)
SAFE_TO_ASK = 3  # two wrong answers in a row still leave an attempt


def carry_out(request: Exchanged, card: Channel) -> Outcome:
    """The outcome of `request` on `card`, inside a transaction that the caller holds."""
    match request:
        case ReadCard():
            return _read_card(card)
        case ReadCounter():
            return is_card(card, request.card) or read_counter(card)
        case VerifyPin():
            return is_card(card, request.card) or _answered(verify(card, request.present, request.evidence))
        case ChangePin():
            return is_card(card, request.card) or _change(card, request)
        case AskWhichPin():
            return is_card(card, request.card) or _which(card, request)
        case ProveCard() | ReadChallenge() | ReadHolder():
            return inquire(request, card)
        case _:
            assert_never(request)


def _read_card(card: Channel) -> Outcome:
    selected = select(card, SSSE_NAME)
    if isinstance(selected, Failure):
        return CardGone(selected)
    if selected.sw in _BLOCKED:  # one of ours, blocked for ever: its bank application is not what it is here for
        return Refused(selected.sw)
    if selected.sw != StatusWord.OK:
        bank = select(card, BANK_NAME)
        return CardGone(bank) if isinstance(bank, Failure) else NotOurs(bank=bank.sw == StatusWord.OK)
    data = read_records(card, EF05, _SIZES)
    if isinstance(data, Failure):
        return CardGone(data)
    if len(data.get(IDENTIFICATION, b"")) != 16:
        return NotOurs(bank=False)
    known = read_holder(card)
    if isinstance(known, Failure):
        return CardGone(known)
    counted = read_counter(card)
    if not isinstance(counted, Counter):
        return counted
    return CardRead(
        CardFacts(
            atr=card.atr,
            protocol=card.protocol,
            identification=data[IDENTIFICATION],
            version=matching(VERSION_FORM, text(data.get(VERSION, b""))),
            number=matching(NUMBER_FORM, text(data.get(NUMBER, b""))),
            issued=day(data.get(ISSUED, b"")),
            valid_until=day(data.get(VALID_UNTIL, b"")),
            tries_left=counted.left,
            holder=known,
            has_pin=counted.left is not None,
        )
    )


def verify(
    card: Channel, pin: Pin, evidence: Evidence | None = None, key: int = PIK
) -> Verified | WrongPin | Locked | CardGone | Refused:
    """Whether `pin` is the card's; if so, with what `key` makes of `evidence`."""
    proved = _prove(card, pin)
    if not isinstance(proved, Verified):
        return proved
    shown = None if evidence is None else proof_by(card, key, evidence)
    proof = shown.data if isinstance(shown, Proof) else b""
    return Verified(attempts_left(card), proof, denied=isinstance(shown, Refused))


def _prove(card: Channel, pin: Pin) -> Verified | WrongPin | Locked | CardGone | Refused:
    """As `verify`, with nothing after VERIFY that could be lost."""
    response = send_once(card, Command(0x00, 0x20, 0x00, 0x00, pin.bcd()))
    if isinstance(response, Failure):
        return CardGone(response, attempt=True)
    return Verified(None) if response.sw == StatusWord.OK else _not_right(response.sw)


def _answered(said: Verified | WrongPin | Locked | CardGone | Refused) -> Verified | WrongPin | Locked | CardGone:
    """What is said of a PIN: right, wrong, locked. Any other status word is no answer, and the PIN was sent.

    This card gives a whole VERIFY no other; whoever does may have counted the attempt, whatever the word means.
    """
    return CardGone(Failure(Fault.ANSWER_LOST, said.sw), attempt=True) if isinstance(said, Refused) else said


def _not_right(sw: int) -> WrongPin | Locked | Refused:
    left = tries_left(sw)
    if left is not None:
        return WrongPin(left)
    return Locked() if sw == StatusWord.LOCKED else Refused(sw)


def _change(card: Channel, request: ChangePin) -> Outcome:
    enabling, before = request.enabling, b""
    if enabling is not None:
        shown = proof_by(card, IRK, enabling.before)
        if not isinstance(shown, Proof):  # it was silent: no PIN is sent to it
            return shown if isinstance(shown, CardGone) else CardGone(Failure(Fault.ANSWER_LOST, shown.sw))
        before = shown.data
    proved = _answered(_prove(card, request.present))
    if not isinstance(proved, Verified):
        return proved
    response = send_once(card, Command(0x80, 0x5E, 0x01, 0x00, request.present.bcd() + b"\xff" + request.new.bcd()))
    if isinstance(response, Failure):
        return Unknown(response)
    if response.sw != StatusWord.OK:
        said = _not_right(response.sw)  # of a PIN that was right a moment ago it can't say that it is wrong, or locked
        refused = isinstance(said, Refused) and changed_nothing(response.sw)
        return said if refused else Unknown(Failure(Fault.OTHER, response.sw))
    return Changed(attempts_left(card)) if enabling is None else _proved(card, request.new, enabling, before)


def _proved(
    card: Channel, new: Pin, enabling: EnablingChallenge, before: bytes
) -> Changed | Contradicted | Unconfirmed:
    """What the card proves of its new PIN; it holds, whatever is lost by now, unless the card itself denies it.

    One that the office knows to have PIK, and that answers without it, denies it as well.
    """
    proved = verify(card, new, enabling.after, PIK if enabling.evidence else IRK)
    match proved:
        case Verified(left, denied=True) if enabling.evidence:
            return Unconfirmed(left, before)
        case Verified(left, after):
            return Changed(left, before, after)
        case WrongPin(left):
            return Contradicted(left)
        case Locked():
            return Contradicted(0)
        case Refused() if enabling.evidence:
            return Unconfirmed(None, before)
        case CardGone() | Refused():
            return Changed(None, before)
        case _:
            assert_never(proved)


def _which(card: Channel, request: AskWhichPin) -> Outcome:
    """Try the new PIN, then the present one: whichever is right gives back the attempt that the other cost."""
    counted = read_counter(card)
    if not isinstance(counted, Counter):
        return counted
    if counted.left is None or counted.left < SAFE_TO_ASK:
        return Unsettled(counted.left or 0)
    as_new = verify(card, request.new, request.evidence)
    if isinstance(as_new, Verified) and as_new.denied:
        return Unconfirmed(as_new.left)
    if isinstance(as_new, Verified):
        return Changed(as_new.left, after=as_new.evidence)
    if not isinstance(as_new, WrongPin):
        return as_new
    as_present = verify(card, request.present)
    match as_present:
        case Verified(left):
            return Unchanged(left)
        case WrongPin(left):
            return Unsettled(left)
        case _:
            return as_present
