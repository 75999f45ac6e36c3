"""Where each digit is on the pad: in its usual place, or drawn for each page: nobody reads a PIN off a hand."""

from __future__ import annotations

from collections.abc import Callable

USUAL = (1, 2, 3, 4, 5, 6, 7, 8, 9, 0)  # row by row, the last one in the middle

Shuffle = Callable[[list[int]], None]


class PadOrder:
    """The digits in the order of their places. Whoever uses keys to feel has the usual one to the end of the visit."""

    def __init__(self, shuffle: Shuffle | None = None) -> None:
        """`shuffle` puts a list into another order, by randomness of its own; None: never."""
        self._shuffle = shuffle
        self._felt = False
        self.digits: tuple[int, ...] = USUAL

    def turn(self) -> None:
        """Another page comes."""
        if self._shuffle is not None and not self._felt:
            drawn = list(USUAL)
            self._shuffle(drawn)
            self.digits = tuple(drawn)

    def feel(self) -> None:
        """A hardware key was used."""
        self._felt = True
        self.digits = USUAL

    def start_over(self) -> None:
        """The next person."""
        self._felt = False
