"""Which touch counts: one meant for what is on the screen, and neither its own echo nor meant for the screen before."""

from __future__ import annotations

from collections.abc import Callable

ONE_TAP_S = 0.12  # a second tap within this time is the same tap
ONE_DIGIT_S = 0.03  # of digits only what no finger can do twice is the same tap
SETTLED_S = 0.5  # so long after a page came a touch is still meant for the one before
RESULT_S = 2.0  # so long a result stays, whoever touches what
NOT_YET = 0

_LONG_AGO = float("-inf")


class Taps:
    """The touches of one screen. Digits are never too soon: they change nothing but the number of dots."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock` gives monotonic seconds."""
        self._clock = clock
        self.page = NOT_YET + 1  # counts what came to the screen
        self._moved = self._came = self._last = self._last_correction = _LONG_AGO
        self._result = False
        self._digits: dict[int, float] = {}

    def come(self, *, result: bool) -> None:
        """Another page is there; it may be a result."""
        self._result = result
        self.move()
        self._came = self._moved

    def move(self) -> None:
        """What is on the page is in another place from now on."""
        self._moved = self._clock()
        self.page += 1

    def wait(self, *, stays: bool = False) -> float:
        """Seconds until touches act, 0.0 where they do now; one that `stays` does not lead away from the page."""
        now = self._clock()
        settled, seen = self._moved + SETTLED_S - now, self._came + RESULT_S - now
        return max(0.0, settled, seen if self._result and not stays else 0.0)

    def begin(self, *, stays: bool) -> int:
        """A finger comes down: the page that it may act on as long as that is shown, NOT_YET for none."""
        return self.page if self.wait(stays=stays) == 0.0 else NOT_YET

    def is_tap(self, *, stays: bool = False) -> bool:
        """Whether what acts now is a tap of its own."""
        now = self._clock()
        new, self._last = now - self._last >= ONE_TAP_S, now
        return new and self.wait(stays=stays) == 0.0

    def is_correction(self) -> bool:
        """The same of a digit taken back; digits may follow at once, so corrections have a time of their own."""
        now = self._clock()
        new = now - max(self._last, self._last_correction) >= ONE_TAP_S
        self._last_correction = now
        return new and self.wait(stays=True) == 0.0

    def is_digit(self, digit: int) -> bool:
        """Whether a digit is one of its own: not the same once more at once, nor the second half of another tap."""
        now = self._clock()
        self._digits = {each: at for each, at in self._digits.items() if now - at < ONE_DIGIT_S}
        new = digit not in self._digits and now - self._last >= ONE_DIGIT_S
        self._digits[digit] = now
        return new

    def forget(self) -> None:
        """Which digits were the last."""
        self._digits.clear()
