"""Finding a card by name or file, and making it ready to go into a reader."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from emulator.assets import CARDS, MASTER_KEYS
from emulator.card.card import Card
from emulator.card.crypto import ALGORITHMS
from emulator.card.keys import pik_from
from emulator.card.memory import GENERATION, ORIGIN, STORE, MalformedMemory, Memory, StoreFailure
from emulator.card.mute import MuteCard
from emulator.card.personalise import MasterKeys, new_memory, tree_of
from emulator.card.profile import CardProfile, ProfileError, Protocol, parse_profile
from emulator.refusal import CardRefused
from emulator.store.generations import generations_of
from emulator.store.sqlite import SqliteStore, StoreRefused
from emulator.store.volatile import VolatileStore

_IDENTIFICATION = "record:SSSE/EF05:01"  # tells whose it is where a memory is from before there was a cell for that
_IRK, _PIK = "key.IRK", "key.PIK"
_STORE_ID_BYTES = 8
_LONGEST_SHOWN = 200  # characters of a name that somebody typed

Notice = Callable[[str], None]


def bundled_cards() -> list[CardProfile]:
    """All bundled cards, by id. Raises CardRefused where one is not right, or none is there at all."""
    found = [_read(path) for path in sorted(CARDS.glob("*.toml"))]
    if not found:
        raise CardRefused(f"there is no card in {CARDS}: this installation is not whole. Install it again.")
    return found


def find_card(card: str) -> CardProfile:
    """The bundled card with the id `card`, or the one in the file `card`. Raises CardRefused."""
    bundled = CARDS / f"{card}.toml"
    named = repr(card if len(card) <= _LONGEST_SHOWN else f"{card[:_LONGEST_SHOWN]}…")
    try:
        if "/" not in card and bundled.is_file():
            return _read(bundled)
        path = Path(card)
        if path.is_file():
            return _read(path)
        if card and path.is_dir():
            raise CardRefused(f"the card {named} is a folder. Name the card's file in it.")
        if card and path.exists():
            raise CardRefused(f"the card {named} is a device or a pipe. Name a file.")
    except OSError as error:  # a folder on the way that may not be looked into, a name that is too long
        raise CardRefused(f"the card {named} can't be read: {error.strerror}") from error
    known = ", ".join(sorted(path.stem for path in CARDS.glob("*.toml")))
    raise CardRefused(f"there is no card or file {named}. Bundled cards: {known}.")


@contextmanager
def ready_card(
    profile: CardProfile,
    *,
    store: Path | None,
    today: date,
    random: Callable[[int], bytes],
    protocol: Protocol | None = None,
    notice: Notice | None = None,
) -> Iterator[Card | MuteCard]:
    """The card of `profile`, powered off, its memory in the folder `store` or, where None, in this process.

    `notice` is told of a store that was put back to an earlier state, in words; without it nobody looks. Raises
    CardRefused or StoreRefused. The store is let go at the end.
    """
    t1 = (protocol or profile.card.protocol) == "t1"
    atr = profile.atr_for(t1=t1)
    if profile.card.mute:
        yield MuteCard(atr)
        return
    tree, cells = tree_of(profile), _new_cells(profile, today)
    algorithm = ALGORITHMS[profile.application.algorithm]
    if store is None:
        yield Card(atr=atr, t1=t1, tree=tree, algorithm=algorithm, store=VolatileStore(cells), random=random)
        return
    path = _store_file(store, profile)
    durable = SqliteStore.open(path, profile.card.id, lambda: cells)
    try:
        try:
            there = durable.load()
            _check_origin(path, profile, there, cells)
            named = {} if notice is None else {STORE: os.urandom(_STORE_ID_BYTES)}
            if lacking := _lacking(there, cells | named):
                durable.write(lacking)
            card = Card(atr=atr, t1=t1, tree=tree, algorithm=algorithm, store=durable, random=random)
        except (MalformedMemory, StoreFailure) as error:
            raise _damaged(path, error) from error
        with watched(durable, path, {**there, **lacking}, notice):
            yield card
    finally:
        durable.close()


@contextmanager
def watched(durable: SqliteStore, path: Path, cells: Mapping[str, bytes], notice: Notice | None) -> Iterator[None]:
    """While it is open: its generation is known at the beginning and at the end, and `notice` told where it is old."""
    store, generations = cells.get(STORE), generations_of(os.environ)
    if notice is None or store is None or generations is None:
        yield
        return
    if generations.was_put_back(store, durable.found):
        notice(
            f"{path} is an earlier state of this card than was used here last: what it counts of PIN attempts, and its "
            "PIN, are of then. A virtual card can't keep its file from being copied back, as a chip does."
        )
    generations.note(store, durable.generation)
    try:
        yield
    finally:
        generations.note(store, durable.generation)


def memory_of(profile: CardProfile, *, store: Path | None, today: date, notice: Notice | None = None) -> Memory:
    """What is in the card's memory in the folder `store` now, or in a new card's where None; nothing is changed.

    `notice` as for `ready_card`. Raises CardRefused, also where the folder has no memory of this card, or StoreRefused.
    """
    new = _new_cells(profile, today)
    if store is None:
        return Memory(VolatileStore(new))
    path = _store_file(store, profile)
    if not path.is_file():
        raise CardRefused(
            f"{store} has no memory of the card {profile.card.id} yet. Leave --store out for a new one's."
        )
    durable = SqliteStore.open(path, profile.card.id, lambda: new)
    try:
        there = durable.load()
        _check_origin(path, profile, there, new)
        with watched(durable, path, there, notice):
            return Memory(VolatileStore({**there, **_lacking(there, new)}))
    except (MalformedMemory, StoreFailure) as error:
        raise _damaged(path, error) from error
    finally:
        durable.close()


def invented_master_keys() -> MasterKeys:
    """The invented issuer's master keys, by algorithm and key."""
    text = MASTER_KEYS.read_text("utf-8")
    return {
        algorithm: {name: bytes.fromhex(value) for name, value in keys.items()}
        for algorithm, keys in tomllib.loads(text).items()
    }


def _new_cells(profile: CardProfile, today: date) -> dict[str, bytes]:
    try:
        return new_memory(profile, today, invented_master_keys() if profile.keys.derived else {})
    except ProfileError as error:
        raise CardRefused(f"card {profile.card.id}: {error.reason}") from error


def _check_origin(path: Path, profile: CardProfile, there: Mapping[str, bytes], new: Mapping[str, bytes]) -> None:
    """Raises StoreRefused where the memory was made from another card's file, of the same id; MalformedMemory."""
    Memory(VolatileStore(there))  # one that is damaged is nobody's
    telling = ORIGIN if ORIGIN in there else _IDENTIFICATION
    if telling in there and there[telling] != new[telling]:
        raise StoreRefused(
            f"{path} is the memory of another card with the id {profile.card.id}: its ATR, number or identification is "
            "not this one's. Give this card an id of its own, or choose another folder."
        )


def _lacking(there: Mapping[str, bytes], new: Mapping[str, bytes]) -> dict[str, bytes]:
    """What a memory lacks: its origin and id, keys that its card file gained; all but the PIN where it has no keys yet.

    A key that is there lacks nothing: an attempt counter that got lost is damage. A PIK that follows from IRK follows
    from the memory's own.
    """
    wanted = "key." if GENERATION in there else ""
    if new.get(_PIK) == pik_from(new[_IRK]):
        new = {**new, _PIK: pik_from(there.get(_IRK, new[_IRK]))}
    return {
        name: value
        for name, value in new.items()
        if (name.startswith(wanted) or name in (ORIGIN, STORE))
        and not name.startswith("pin.")
        and name not in there
        and name.removesuffix(".remaining") not in there
    }


def _store_file(store: Path, profile: CardProfile) -> Path:
    return store / f"{profile.card.id}.sqlite"


def _damaged(path: Path, error: Exception) -> StoreRefused:
    return StoreRefused(f"{path} is damaged ({error}). Restore a copy, or move it away.")


def _read(path: Path) -> CardProfile:
    try:
        return parse_profile(path.read_bytes().decode("utf-8-sig"))
    except ProfileError as error:
        line = f":{error.line}" if error.line else ""
        raise CardRefused(f"{path}{line}: {error.reason}") from error
    except UnicodeDecodeError as error:
        at = error.object.count(b"\n", 0, error.start) + 1
        raise CardRefused(f"{path}:{at}: this is no text in UTF-8. Save it as UTF-8.") from error
    except OSError as error:
        raise CardRefused(f"{path} can't be read: {error.strerror}") from error
