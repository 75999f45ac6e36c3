"""Virtual cards and the readers in this process that they go into. What it takes is loaded when it is asked for."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import china
from kiosk.session.reader import Reader

if TYPE_CHECKING:
    from emulator.card.profile import CardProfile
    from emulator.reader.insertable import Insertable

_log = logging.getLogger("kiosk")

EMULATED_READER = "Emulated Reader"
EMULATED_READERS: Mapping[Reader, str] = {Reader.HOLDER: EMULATED_READER, Reader.STAFF: "Emulated Staff Reader"}


def found_card(card: str) -> CardProfile:
    """The bundled card, or the one in a file. Raises CardRefused."""
    from emulator.cards import find_card

    return find_card(card)


def all_cards() -> Sequence[CardProfile]:
    """The bundled cards."""
    from emulator.cards import bundled_cards

    return bundled_cards()


@contextmanager
def made(profile: CardProfile, store: Path | None = None) -> Iterator[Insertable]:
    """A virtual card, ready to go in. Raises CardRefused or StoreRefused."""
    from emulator.cards import ready_card

    today, random = china.today(), os.urandom
    with ready_card(profile, store=store, today=today, random=random, notice=_say_put_back) as ready:
        yield ready


def _say_put_back(words: str) -> None:
    _log.warning("%s", words)
