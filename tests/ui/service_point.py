"""A service point's window at work with the real office: two readers, and what card, registry and audit say."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from emulator import china
from emulator.back_office import BackOffice, back_office
from emulator.card.profile import CardProfile
from emulator.cards import bundled_cards, find_card, ready_card
from emulator.issuer.answers import Credential
from emulator.issuer.audit import Whole
from emulator.issuer.office import Office
from emulator.issuer.schema import AuditRow, CardRow, Case
from emulator.reader.insertable import Insertable
from emulator.reader.slot import Slot
from kiosk.app.at_work import at_work
from kiosk.app.near_service_point import NearServicePointOffice
from kiosk.card.in_process import InProcessPort
from kiosk.card.port import Port
from kiosk.issuer.office import OfficeAway
from kiosk.printer.job import PDF
from kiosk.roles.self_service.parts import PARTS as SELF_SERVICE
from kiosk.roles.service_point.parts import PARTS as SERVICE_POINT
from kiosk.roles.view import View
from kiosk.session.reader import Reader as Side
from kiosk.settings import Settings
from tests.support.stage import Stage

STAFF_PIN = "246802"  # the test operator card's
TERMINAL = "610100-0101"

Put = Callable[[Insertable], None]
Take = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Reader:
    """One of the two: a way to it, and a hand at it."""

    open_port: Callable[[], Port]
    put: Put
    take: Take
    name: str = ""


def near_reader(name: str) -> Reader:
    """One in this process."""
    slot = Slot(name)
    return Reader(lambda: InProcessPort(slot), slot.insert, slot.remove, name)


class ServicePoint:
    """The window in its role. `stage` touches it."""

    def __init__(self, stage: Stage, holder: Reader, staff: Reader, issuer: BackOffice, cards: ExitStack) -> None:
        self.stage = stage
        self.issuer = issuer
        self.holder, self.staff = holder, staff
        self.away = False
        self._cards = cards
        self._caller = issuer.enrol(TERMINAL, "service-point")

    def open_office(self) -> NearServicePointOffice:
        """The real one, with a line that can be cut."""
        return _Line(self, self.issuer.office, self._caller)

    def made(self, card: str | CardProfile) -> Insertable:
        """A card, not in a reader yet."""
        profile = find_card(card) if isinstance(card, str) else card
        return self._cards.enter_context(ready_card(profile, store=None, today=china.today(), random=os.urandom))

    def signs_in(self, card: str | Insertable = "operator") -> Insertable:
        """A member of staff signs in; the operator card."""
        operator = self.made(card) if isinstance(card, str) else card
        self.stage.sees("staff-sign-in")
        self.staff.put(operator)
        self.stage.until(lambda: self.stage.value("stage") == "pin", f"the pad for staff: {self.stage.texts()}")
        self.stage.key(STAFF_PIN)
        self.stage.touch("登录")
        self.stage.sees("attract")
        return operator

    def comes(self, card: str | Insertable) -> Insertable:
        """A holder puts a card in, and all about it is known; the card."""
        inserted = self.made(card) if isinstance(card, str) else card
        self.holder.put(inserted)
        self.stage.sees("menu")
        self.stage.until(lambda: self.stage.value("standing") != "asked", "the standing")
        return inserted

    def opens_a_case(self, matter: str = "", documents: tuple[str, ...] = ("持卡人身份证件",)) -> None:
        """From the menu; the documents are ticked."""
        self.stage.touch("解锁与重置")
        self.stage.sees("case")
        if matter:
            self.stage.touch(matter)
        for document in documents:
            self.stage.touch(document)
        self.stage.until(lambda: self.stage.value("ready") is True, f"a case that can be opened: {self.stage.texts()}")
        self.stage.touch("开始办理")

    def opens_a_case_until_the_office_goes(self, button: str) -> None:
        """The documents are ticked, and the office is away from then on; waits until that is said."""
        self.stage.touch("解锁与重置")
        self.stage.sees("case")
        self.stage.touch("持卡人身份证件")
        self.stage.until(lambda: self.stage.value("ready") is True, "a case that can be opened")
        self.away = True
        self.stage.touch(button)
        self.stage.until(lambda: self.stage.value("refused") == "away", "that the office is away")

    def database(self) -> bytes:
        """All that the registry's database holds."""
        with self.issuer.database.reading() as session:
            raw = session.connection().connection.driver_connection
            assert raw is not None
            return bytes(raw.serialize())

    def standing(self, card: str) -> int:
        """What the registry says."""
        with self.issuer.database.reading() as session:
            row = session.get(CardRow, find_card(card).identification.hex())
            assert row is not None
            return row.standing

    def cases(self) -> list[tuple[str, str]]:
        """Matter and state of each case, in order."""
        with self.issuer.database.reading() as session:
            return [(case.matter, case.state) for case in session.scalars(select(Case).order_by(Case.at))]

    def answered(self) -> list[str]:
        """The questions that the audit says were answered, in order."""
        assert isinstance(self.issuer.audit.verify(), Whole)
        with self.issuer.database.reading() as session:
            rows = session.scalars(select(AuditRow).order_by(AuditRow.seq))
            return [row.question for row in rows if row.answer == "answered"]


class _Line(NearServicePointOffice):
    """The way to the office."""

    def __init__(self, point: ServicePoint, office: Office, caller: Credential) -> None:
        super().__init__(office, caller)
        self._point = point

    def __getattribute__(self, name: str) -> object:
        if not name.startswith("_") and self._point.away:
            raise OfficeAway("the line is cut")
        return super().__getattribute__(name)


@contextmanager
def service_point(
    window: Stage, folder: Path, holder: Reader | None = None, staff: Reader | None = None
) -> Iterator[ServicePoint]:
    """A service point at work, its journal, slips and reports in `folder`. What Qt and QML complain about fails."""
    holder, staff = holder or near_reader("Holder"), staff or near_reader("Staff")
    settings = Settings(
        terminal=TERMINAL,
        role="service-point",
        reader=holder.name,
        staff_reader=staff.name,
        journal=folder / "journal.jsonl",
        slips=folder / "slips",
        outbox=folder / "outbox.sqlite",
        printer=PDF,
    )
    window.qt_said.clear()
    window.screen.play(SERVICE_POINT)
    with back_office(None, bundled_cards()) as issuer, ExitStack() as cards, ExitStack() as work:
        point = ServicePoint(window, holder, staff, issuer, cards)
        runner = work.enter_context(
            at_work(
                SERVICE_POINT,
                settings,
                {Side.HOLDER: holder.open_port, Side.STAFF: staff.open_port},
                window.loop.post,
                open_office=point.open_office,
                observe=window.screen.observe,
                clock=window.clock,
            )
        )
        window.loop.drive(runner)
        try:
            yield point
        finally:
            window.loop.release()
    window.screen.play(SELF_SERVICE)
    window.screen.model.show(View("attract"))
    window.screen.model.start_over()
    assert window.qt_said == []
