"""A service point at work: two readers with their threads, one office, and the same journal, printer and outbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from time import monotonic

from emulator.assets import ASSETS
from kiosk import china
from kiosk.app.recorder import journal
from kiosk.app.reports import mail
from kiosk.app.terminal import SLIP_S, STOP_S
from kiosk.card.desk import Desk
from kiosk.card.port import Port
from kiosk.card.trade import SELF_SERVICE
from kiosk.card.watcher import Watcher
from kiosk.issuer.gateway import Gateway
from kiosk.issuer.reporting import reporting
from kiosk.printer.port import Tell
from kiosk.printer.printer import Printer
from kiosk.printer.receipt import Done
from kiosk.roles.service_point.effect import EndCase
from kiosk.roles.service_point.event import Event, StaffSeen
from kiosk.roles.service_point.journal import derive
from kiosk.roles.service_point.matter import Matter
from kiosk.roles.service_point.office import ServicePointOffice
from kiosk.roles.service_point.question import AnyAnswer, AnyQuestion, put
from kiosk.roles.service_point.report import CASE_ENDED, deliver, told_of
from kiosk.roles.service_point.runner import Arrival, HolderCardSaid, OfficeSaid, Runner, StaffCardSaid
from kiosk.roles.service_point.state import State
from kiosk.roles.service_point.trade import SERVICE_POINT
from kiosk.settings import Settings

Observer = Callable[[State, Event, State], None]


@contextmanager
def serving(
    settings: Settings,
    open_port: Callable[[], Port],
    open_staff_port: Callable[[], Port],
    post: Callable[[Arrival], None],
    *,
    open_office: Callable[[], ServicePointOffice],
    observe: Observer = lambda *_: None,
    clock: Callable[[], float] = monotonic,
) -> Iterator[Runner]:
    """A service point's runner with its threads. What they have for it goes through `post`, on any thread.

    `open_port` and `open_staff_port` give a way to the holder's reader and the staff's, which may be the same one;
    `open_office` is called on threads of the office's own. `clock` gives monotonic seconds.
    """
    with (
        journal(settings, STOP_S) as record,
        mail(settings, open_office, deliver, post, record, STOP_S) as reports,
    ):

        def hear(before: State, event: Event, after: State) -> None:
            for entry in derive(before, event, after):
                record(entry)
            observe(before, event, after)

        def end_case(ended: EndCase) -> None:
            reports.outbox.add(CASE_ENDED, told_of(ended))
            reports.send()

        trade = replace(SERVICE_POINT, carry_out=reporting(reports.outbox, SERVICE_POINT.carry_out))
        desk = Desk(open_port, lambda number, outcome: post(HolderCardSaid(number, outcome)), clock, trade)
        staff_desk = Desk(
            open_staff_port, lambda number, outcome: post(StaffCardSaid(number, outcome)), clock, SELF_SERVICE
        )
        gateway: Gateway[ServicePointOffice, AnyQuestion, AnyAnswer] = Gateway(
            open_office, put, lambda number, answer: post(OfficeSaid(number, answer)), clock
        )
        slips = Printer(settings.place, ASSETS, china.now, monotonic, SLIP_S)
        runner = Runner(
            desk=desk,
            staff_desk=staff_desk,
            gateway=gateway,
            printer=slips,
            receipts=_Receipts(slips),
            send_reports=reports.send,
            end_case=end_case,
            post=post,
            observe=hear,
            clock=clock,
            today=china.today,
            policy=settings.policy,
        )
        watchers = (
            Watcher(open_port, post, settings.reader, settings.staff_reader),
            Watcher(open_staff_port, lambda seen: post(StaffSeen(seen)), settings.staff_reader, settings.reader),
        )
        try:
            yield runner
        finally:
            for watcher in watchers:
                watcher.stop(STOP_S)
            for served in (desk, staff_desk, gateway):
                served.stop(STOP_S)
            slips.stop(STOP_S)


class _Receipts:
    """The printer, which knows nothing of cases."""

    def __init__(self, printer: Printer) -> None:
        self._printer = printer

    def print_receipt(self, last_four: str, matter: Matter, language: str, tell: Tell) -> None:
        """As the printer's."""
        self._printer.print_receipt(last_four, Done(matter.value), language, tell)
