"""The readers: what pcscd says, and which of them the settings mean."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from kiosk.card.lookout import Seen
from kiosk.card.port import Failure, Fault
from kiosk.card.reader_choice import choose
from kiosk.card.real_readers import real
from kiosk.doctor.finding import Finding
from kiosk.faults import FAULTS
from kiosk.hall import is_set_up
from kiosk.settings import Settings


def readers(settings: Settings, seen: Seen, *, staffed: bool) -> Iterator[Finding]:
    """Each reader, and what is wrong with those that the settings mean."""
    if isinstance(seen, Failure) and seen.fault is not Fault.NO_READER:
        fault = FAULTS[seen.fault]
        installed = shutil.which("pcscd") or Path("/usr/sbin/pcscd").exists()
        absent = seen.fault is Fault.NO_SERVICE and not installed
        yield Finding("pcscd", True, fault.means, "Install it: apt-get install pcscd." if absent else fault.mend)
        return
    yield Finding("pcscd", False, "pcscd answers.")
    if isinstance(seen, Failure) or not seen:
        fault = FAULTS[Fault.NO_READER]
        yield Finding("reader", True, fault.means, fault.mend)
        return
    for name, status in seen.items():
        card = "no card" if status.atr is None else f"card, ATR {status.atr.hex().upper()}"
        yield Finding("reader", False, f"{name}: {'a card that does not answer' if status.mute else card}")
    names = tuple(seen) if settings.allow_virtual_reader else real(seen)
    if not names:
        mend = "Plug a real one in, or for trials set allow_virtual_reader = true."
        yield Finding("reader", is_set_up(settings), "There are virtual readers only, and a hall takes none.", mend)
        return
    staffs = settings.staff_reader if staffed else ""
    yield from _chosen(names, "reader", settings.reader, "staff_reader", staffs)
    if staffs:
        yield from _chosen(names, "staff_reader", staffs, "reader", settings.reader)


def _chosen(names: tuple[str, ...], key: str, wanted: str, other_key: str, other: str) -> Iterator[Finding]:
    chosen, alone = choose(names, wanted, other), choose(names, wanted)
    if not isinstance(chosen, Failure):
        return
    says, mend = "is the name of no reader that is plugged in.", "Plug it in, or name one of those above"
    if chosen.fault is Fault.READERS_ALIKE:
        says, mend = "could mean several readers.", "Say more of the one reader's name"
        if not isinstance(alone, Failure):
            says = f"means {alone[0]!r}, and so could {other_key}, {other!r}: neither opens it."
    yield Finding("reader", True, f"{key}: {wanted!r} {says}", f"{mend} (KIOSK_{key.upper()}).")
