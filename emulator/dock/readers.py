"""The readers that a dock stands beside: a slot each, and the words for whose cards go into it."""

from __future__ import annotations

from dataclasses import dataclass

from emulator.reader.slot import Slot


@dataclass(frozen=True, slots=True)
class Whose:
    """A reader's `title`, and in fewer words the `people` whose cards it is for; Chinese first, then English."""

    title: str
    people: str


HOLDER = Whose("持卡人读卡器 · Holder's reader", "持卡人 Holder")
STAFF = Whose("工作人员读卡器 · Staff's reader", "工作人员 Staff")


@dataclass(frozen=True, slots=True)
class DockSlot:
    """A slot beside the dock, and whose it is."""

    slot: Slot
    whose: Whose
