"""A defect inside a handler is 6F00 and a line in the log – never a dead card, and never a PIN in the log."""

from __future__ import annotations

import logging

import pytest

from emulator.card.card import Card
from emulator.card.crypto import ALGORITHMS
from emulator.card.memory import PinMemory
from emulator.store.volatile import VolatileStore
from tests.support.workbench import (
    ATR_T0,
    RIGHT_PIN,
    SELECT_SSSE,
    TRIES,
    WRONG_PIN,
    Bench,
    Fault,
    cells_of_new,
    profile,
    tree_of,
)

CHANGE = "805E010007135790FF246802"


def test_a_defect_is_6f00_and_the_card_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    """Defect elsewhere: an exception that drops the card out of the reader."""
    bench = Bench()
    bench.say(SELECT_SSSE)
    bench.store.plan(Fault.DEFECT)

    assert [bench.say(RIGHT_PIN), bench.say(TRIES), bench.say(RIGHT_PIN)] == ["6F00", "63C6", "9000"]
    assert "RuntimeError in write" in caplog.text
    caplog.clear()


def test_a_defect_after_counting_leaves_the_attempt_counted(caplog: pytest.LogCaptureFixture) -> None:
    bench = Bench()
    bench.say(SELECT_SSSE)
    bench.store.plan(Fault.DEFECT, write=2)

    assert [bench.say(RIGHT_PIN), bench.say(TRIES)] == ["6F00", "63C5"]
    caplog.clear()


def test_after_a_defect_what_is_durable_counts(caplog: pytest.LogCaptureFixture) -> None:
    bench = Bench()
    bench.say(SELECT_SSSE)
    bench.store.plan(Fault.DEFECT_AFTER, write=2)

    assert [bench.say(CHANGE), bench.say(TRIES), bench.say("0020000003246802")] == ["6F00", "63C6", "9000"]
    caplog.clear()


def test_a_source_of_random_bytes_that_breaks_is_a_defect_too(caplog: pytest.LogCaptureFixture) -> None:
    def broken(size: int) -> bytes:
        raise OSError("no random bytes today")

    normal = profile()
    tree, store, sm4 = tree_of(normal), VolatileStore(cells_of_new(normal)), ALGORITHMS["sm4"]
    card = Card(atr=ATR_T0, t1=False, tree=tree, algorithm=sm4, store=store, random=broken)
    card.reset()

    assert card.transmit(bytes.fromhex("0084000008")) == b"\x6f\x00"
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    caplog.clear()


@pytest.mark.parametrize("fault", [None, Fault.DEFECT, Fault.FAILURE], ids=["all well", "defect", "store fails"])
def test_no_log_line_ever_holds_a_pin(caplog: pytest.LogCaptureFixture, fault: Fault | None) -> None:
    """OpenSC#877: PIN in a debug log. The planned defect's own text holds the new PIN; the log must not."""
    caplog.set_level(logging.DEBUG)
    bench = Bench()
    for command in (RIGHT_PIN, WRONG_PIN, CHANGE, "805E010007135790AA246802"):
        if fault:
            bench.store.plan(fault, write=2)
        bench.say(SELECT_SSSE, command)

    logged = caplog.text + "".join(str(vars(record)) for record in caplog.records)
    secrets = ["135790", "246802", "111111", "\\x13W\\x90", "$h\\x02", "\\x11\\x11\\x11"]
    assert [secret for secret in secrets if secret in logged] == []
    caplog.clear()


def test_no_representation_shows_a_pin_or_a_key() -> None:
    """What a repr shows ends up in the next traceback."""
    pin = PinMemory(bytes.fromhex("135790"), 6, 6, initial=False)
    shown = repr(pin) + repr(profile()) + str(profile())

    assert [secret for secret in ("135790", "\\x13W\\x90", "C1A9808BA5D7BD09") if secret in shown] == []
