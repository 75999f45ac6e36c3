"""Finding a card by name or file, and making it ready to go into a reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from emulator.assets import CARDS
from emulator.card.card import Card
from emulator.card.memory import MalformedMemory, StoreFailure
from emulator.card.mute import MuteCard
from emulator.card.profile import CardProfile, ProfileError, Protocol, parse_profile
from emulator.store.sqlite import SqliteStore, StoreRefused
from emulator.store.volatile import VolatileStore


class CardRefused(Exception):
    """There is no such card, or its file is not right; the message names file, line, reason and the mend."""


def bundled_cards() -> list[CardProfile]:
    """All bundled cards, by id."""
    return [_read(path) for path in sorted(CARDS.glob("*.toml"))]


def find_card(card: str) -> CardProfile:
    """The bundled card with the id `card`, or the one in the file `card`. Raises CardRefused."""
    bundled = CARDS / f"{card}.toml"
    if "/" not in card and bundled.is_file():
        return _read(bundled)
    path = Path(card)
    if path.is_file():
        return _read(path)
    known = ", ".join(sorted(path.stem for path in CARDS.glob("*.toml")))
    raise CardRefused(f"there is no card or file {card!r}. Bundled cards: {known}.")


@contextmanager
def ready_card(
    profile: CardProfile,
    *,
    store: Path | None,
    today: date,
    random: Callable[[int], bytes],
    protocol: Protocol | None = None,
) -> Iterator[Card | MuteCard]:
    """The card of `profile`, powered off, its memory in the folder `store` or, where None, in this process.

    Raises CardRefused or StoreRefused. The store is let go at the end.
    """
    t1 = (protocol or profile.card.protocol) == "t1"
    atr = profile.atr_for(t1=t1)
    if profile.card.mute:
        yield MuteCard(atr)
        return
    try:
        tree, cells = profile.tree(), profile.personalise(today)
    except ProfileError as error:
        raise CardRefused(f"card {profile.card.id}: {error.reason}") from error
    if store is None:
        yield Card(atr=atr, t1=t1, tree=tree, store=VolatileStore(cells), random=random)
        return
    path = store / f"{profile.card.id}.sqlite"
    durable = SqliteStore.open(path, profile.card.id, lambda: cells)
    try:
        try:
            card = Card(atr=atr, t1=t1, tree=tree, store=durable, random=random)
        except (MalformedMemory, StoreFailure) as error:
            raise StoreRefused(f"{path} is damaged ({error}). Restore a copy, or move it away.") from error
        yield card
    finally:
        durable.close()


def _read(path: Path) -> CardProfile:
    try:
        return parse_profile(path.read_text("utf-8"))
    except ProfileError as error:
        line = f":{error.line}" if error.line else ""
        raise CardRefused(f"{path}{line}: {error.reason}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise CardRefused(f"{path} can't be read: {error}") from error
