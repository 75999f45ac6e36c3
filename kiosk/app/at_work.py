"""A terminal at work in its role: threads, journal, printer and outbox, over real readers or ones in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import Any

from emulator.assets import ASSETS
from kiosk import china
from kiosk.app.recorder import journal
from kiosk.app.reports import mail
from kiosk.card.desk import Desk
from kiosk.card.port import Port
from kiosk.card.sighting import Sighting
from kiosk.card.watcher import Watcher
from kiosk.issuer.answers import Delivered, Denied
from kiosk.issuer.gateway import Gateway
from kiosk.issuer.report import Report
from kiosk.issuer.reporting import reporting
from kiosk.journal.entry import Entry
from kiosk.printer import port
from kiosk.printer.printer import Printer
from kiosk.roles.parts import RoleParts
from kiosk.session.machine import EventT, StateT
from kiosk.session.reader import Reader
from kiosk.session.runner import CardSaid, OfficeSaid, Runner
from kiosk.session.works import Works
from kiosk.settings import Settings

STOP_S = 1.0
SLIP_S = 10.0  # a slip that takes longer is not waited for

Ports = Mapping[Reader, Callable[[], Port]]


@contextmanager
def at_work(
    role: RoleParts[StateT, EventT],
    settings: Settings,
    ports: Ports,
    post: Callable[[Any], None],
    *,
    open_office: Callable[[], Any],
    when_open: Callable[[Callable[[], None]], None] = lambda _: None,
    journal_of: Callable[[Callable[[Entry], None]], None] = lambda _: None,
    observe: Callable[[StateT, EventT, StateT], None] = lambda *_: None,
    clock: Callable[[], float] = monotonic,
    printer: port.Printer | None = None,
    elsewhere: str = "",
    keeps_slips: bool = True,
) -> Iterator[Runner[StateT, EventT]]:
    """A role's runner with its threads. What they have for it goes through `post`, on any thread, to `Runner.deliver`.

    `ports` give a way to each of its readers, which may be the same one; `open_office` is called on threads of the
    office's own, what `when_open` is given is called each time that the office was opened, and what `journal_of` is
    given puts down what is found out about it. `clock` gives monotonic seconds, for deadlines and idle times; `printer`
    prints instead of the settings' one. Of a reader that could be the one named `elsewhere`, which is another's, no
    card is taken. `keeps_slips`: without a printer they go into the settings' folder.
    """

    def heard(report: Report, answer: Delivered | Denied) -> None:
        event = role.reported(report, answer)
        if event is not None:
            post(event)

    with (
        journal(settings, STOP_S) as record,
        mail(settings, open_office, role.deliver, heard, record, STOP_S) as reports,
    ):

        def hear(before: StateT, event: EventT, after: StateT) -> None:
            for entry in role.derive(before, event, after):
                record(entry)
            observe(before, event, after)

        journal_of(record)
        when_open(reports.send)  # what waits has no pause to sit out

        def report(kind: str, about: str, proof: str) -> None:
            reports.outbox.add(kind, about, proof)
            reports.send()

        def desk(reader: Reader) -> Desk[Any, Any]:
            trade = role.trades[reader]
            if reader is Reader.HOLDER:
                trade = replace(trade, carry_out=reporting(reports.outbox, trade.carry_out))
            return Desk(ports[reader], lambda number, said: post(CardSaid(reader, number, said)), clock, trade)

        desks = {reader: desk(reader) for reader in role.trades}
        gateway = Gateway(open_office, role.put, lambda number, said: post(OfficeSaid(number, said)), clock)
        slips = Printer(replace(settings.slip_destination, keeps=keeps_slips), ASSETS, china.now, monotonic, SLIP_S)
        runner = Runner(
            role.machine,
            Works(desks, gateway, printer or slips, report, reports.send, post),
            observe=hear,
            clock=clock,
            today=china.today,
            policy=settings.policy,
        )

        def seen(reader: Reader, sighting: Sighting) -> None:
            post(role.machine.seen(reader, sighting))

        named = {Reader.HOLDER: settings.reader, Reader.STAFF: settings.staff_reader}
        beside = {one: next((named[other] for other in desks if other is not one), elsewhere) for one in desks}
        watchers = [Watcher(ports[one], partial(seen, one), named[one], beside[one]) for one in desks]
        try:
            yield runner
        finally:
            for watcher in watchers:
                watcher.stop(STOP_S)
            for each in desks.values():
                each.stop(STOP_S)
            gateway.stop(STOP_S)
            slips.stop(STOP_S)
