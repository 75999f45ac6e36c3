"""A card on a pair of text streams: commands in, responses out, a line each."""

from __future__ import annotations

from typing import TextIO

from emulator.reader.insertable import Insertable


class ShellError(Exception):
    """A line that can't be carried out; the message says which and why."""


def run_shell(card: Insertable, lines: TextIO, answers: TextIO) -> None:
    """Carry out `lines` until they end. The card starts powered. Each answer is flushed after it became durable.

    Raises ShellError for a line that is neither a word nor hex, a command while off, or a card that does not answer.
    """
    card.reset()
    powered = True
    for number, line in enumerate(lines, start=1):
        word = line.strip()
        if not word or word.startswith("#"):
            continue
        if word in ("reset", "on"):
            powered = True
            answer: bytes | None = card.reset()
        elif word == "off":
            powered = False
            card.power_off()
            continue
        else:
            answer = _exchange(card, number, word, powered=powered)
        if answer is None:
            raise ShellError(f"line {number}: the card does not answer")
        print(answer.hex().upper(), file=answers, flush=True)


def _exchange(card: Insertable, number: int, word: str, *, powered: bool) -> bytes | None:
    try:
        apdu = bytes.fromhex(word)
    except ValueError:
        # The line itself may hold a PIN: it is not repeated.
        raise ShellError(f"line {number} is neither hex nor one of reset, off, on") from None
    if not powered:
        raise ShellError(f"line {number}: the card is powered off; say `on` first")
    return card.transmit(apdu)
