"""A voice that never ends is ended, and one that speaks is not."""

from __future__ import annotations

from kiosk.voice.watchdog import PATIENCE_S, Watchdog
from tests.support.clock import Seconds


def test_it_sleeps_until_something_is_to_be_said() -> None:
    assert Watchdog(Seconds()).left() is None


def test_what_was_never_begun_is_ended() -> None:
    clock = Seconds()
    watchdog = Watchdog(clock)
    watchdog.watch()
    clock.advance(PATIENCE_S)
    assert watchdog.left() == 0.0


def test_a_long_sentence_has_its_time() -> None:
    clock = Seconds()
    watchdog = Watchdog(clock)
    watchdog.watch(30.0)
    clock.advance(30.0)
    assert watchdog.left() == PATIENCE_S


def test_what_has_ended_is_watched_no_more() -> None:
    watchdog = Watchdog(Seconds())
    watchdog.watch()
    watchdog.sleep()
    assert watchdog.left() is None
