"""INTERNAL and EXTERNAL AUTHENTICATE: the card proves that it has a key, or somebody proves it to the card.

As with the PIN, an attempt is counted, durably, before anything is compared, and given back after a match.
"""

from __future__ import annotations

from hmac import compare_digest

from emulator.card.access import Proved
from emulator.card.challenge import usable_challenge
from emulator.card.instruction import Chip, Outcome, Session
from emulator.card.keys import ATTEMPTS, PIK
from emulator.iso7816.command import Command
from emulator.iso7816.status import StatusWord, attempts

HALF = 8  # bytes: factor and info, or authentication data and info


def internal_authenticate(chip: Chip, session: Session, command: Command) -> Outcome:
    """INTERNAL AUTHENTICATE: factor ‖ info → the card's authentication data; with PIK, once the PIN was verified."""
    if command.p2 == PIK.id and not session.proved.pin:
        return Outcome(StatusWord.SECURITY_STATUS)
    key = chip.memory.keys[session.application.keys[command.p2].name]
    factor, info = command.data[:HALF], command.data[HALF:]
    return Outcome(StatusWord.OK, chip.algorithm.authentication_data(key.value, factor, info))


def external_authenticate(chip: Chip, session: Session, command: Command) -> Outcome:
    """EXTERNAL AUTHENTICATE: authentication data ‖ info, the factor being the latest challenge, which is spent."""
    name, key_id = session.application.keys[command.p2].name, command.p2
    key = chip.memory.keys[name]
    if key.remaining == 0:
        return Outcome(StatusWord.LOCKED)
    challenge = usable_challenge(chip, session)
    if isinstance(challenge, StatusWord):
        return Outcome(challenge)
    chip.memory.write_key_attempts(name, key.remaining - 1)
    given, info = command.data[:HALF], command.data[HALF:]
    if not compare_digest(given, chip.algorithm.authentication_data(key.value, challenge, info)):
        proved = Proved(session.proved.pin, session.proved.keys - {key_id})
        return Outcome(attempts(key.remaining - 1), session=session.with_challenge(None).with_proved(proved))
    chip.memory.write_key_attempts(name, ATTEMPTS)
    proved = Proved(session.proved.pin, session.proved.keys | {key_id})
    return Outcome(StatusWord.OK, session=session.with_challenge(None).with_proved(proved))
