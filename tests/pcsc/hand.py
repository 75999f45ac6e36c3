"""The hand at the reader: puts cards of this process into a slot of vpcd, and pulls them out."""

from __future__ import annotations

from threading import Thread
from time import monotonic
from typing import Self

from emulator.reader.insertable import Insertable
from emulator.reader.private_pcscd import PrivatePcscd
from emulator.reader.vpcd import VpcdLink
from tests.pcsc.contacts import reader_name
from tests.pcsc.waiting import until

GONE_WITHIN_S = 5.0
POLLED_WITHIN_S = 2.0  # five polls


class Hand:
    """One hand for one slot of `pcscd`; it leaves nothing behind when its `with` block ends."""

    def __init__(self, pcscd: PrivatePcscd, slot: int = 0) -> None:
        self._log = pcscd.log
        self._port = pcscd.ports[slot]
        self._reader = reader_name(slot)
        self._insertions_before = self._removals_before = 0
        self._inserted_at = 0.0
        self._held: list[tuple[VpcdLink, Thread]] = []

    def insert(self, card: Insertable) -> None:
        """Put `card` in. PC/SC sees it at vpcd's next poll, within 0.4 s; it comes back by itself when pcscd does."""
        self._insertions_before = self._logged("Card inserted into")
        self._inserted_at = monotonic()
        link = VpcdLink(card, "127.0.0.1", self._port, lambda _: None)
        thread = Thread(target=link.run, name="card", daemon=True)
        self._held.append((link, thread))
        thread.start()

    def pull(self) -> None:
        """Pull the card out, at this very instant: in the middle of a command where the card itself calls it."""
        self._removals_before = self._logged("Card Removed From")
        link, _ = self._held[-1]
        link.stop()

    def wait_until_gone(self) -> None:
        """After `pull`, wait for the poll that finds the slot empty: a card that went in earlier would not be seen.

        PC/SC calls can't tell. Where a program's disconnecting found the slot empty first, they say so too, and
        pcscd 1.9 goes on saying so with the next card in, if no poll came between.
        """
        _, thread = self._held[-1]
        thread.join(GONE_WITHIN_S)
        self._wait_until_logged("Card Removed From", self._removals_before)

    def take_out(self) -> None:
        """`pull`, and wait until it is noticed.

        A program's connecting finds a card before the poll does: one that is gone again by then is never missed. Of a
        card that was there at a pcscd's very first look, as on a busy machine, pcscd says nothing.
        """
        until(self._was_polled, f"Card inserted into {self._reader}", GONE_WITHIN_S)
        self.pull()
        self.wait_until_gone()

    def leave(self) -> None:
        """Pull the card out, noticed or not; nobody talks to it any more."""
        for link, thread in self._held:
            link.stop()
            thread.join(GONE_WITHIN_S)
            assert not thread.is_alive(), "a card did not leave the reader"

    def _wait_until_logged(self, event: str, before: int) -> None:
        until(lambda: self._logged(event) > before, f"{event} {self._reader}", GONE_WITHIN_S)

    def _was_polled(self) -> bool:
        is_said = self._logged("Card inserted into") > self._insertions_before
        return is_said or monotonic() > self._inserted_at + POLLED_WITHIN_S

    def _logged(self, event: str) -> int:
        return self._log.read_text("utf-8", "replace").count(f"{event} {self._reader}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()
