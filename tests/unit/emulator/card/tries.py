"""The commands that the card is tried with: each right, and each wrong in many ways."""

from __future__ import annotations

from tests.support.terminal import Terminal
from tests.unit.emulator.card.file_tries import get_challenge, get_response, reads_and_updates, selects
from tests.unit.emulator.card.forms import Sent, forms_of
from tests.unit.emulator.card.proof_tries import key_tries, pin_tries


def tries_at(place: str, terminal: Terminal, challenge: bytes) -> list[Sent]:
    """Every command in every form, as it is sent in `place` with proofs over `challenge`.

    Those that need a card with no file selected come first.
    """
    rows = [
        *get_response(),
        *reads_and_updates(place),
        *key_tries(place, terminal, challenge),
        *pin_tries(terminal, challenge),
        *get_challenge(),
        *selects(),
    ]
    return [sent for row in rows for sent in forms_of(row)]
