"""Each effect goes to the one that does it, and to nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.card.request import CardRequest
from kiosk.errand import Errand
from kiosk.issuer.gateway import Asked
from kiosk.issuer.question import AskRecord, Question
from kiosk.printer.outcome import Printed
from kiosk.printer.port import NoPrinter, Tell
from kiosk.session.carry_out import carry_out
from kiosk.session.effect import Ask, Effect, PrintSlip, SendReports
from kiosk.session.event import Event, SlipDone
from kiosk.session.reader import Reader
from kiosk.session.works import Works
from tests.support.samples import CARD, one_of_every_request


class Post:
    """A desk or a gateway that only notes what is put to it."""

    def __init__(self, note: Callable[[object], None]) -> None:
        self._note = note

    def submit(self, *what: object) -> None:
        """It is noted."""
        self._note(what)

    def settle(self, number: int) -> None:
        """Nothing is."""

    def due(self) -> None:
        """Never."""


class CardDesk(Post):
    """The holder's."""

    def is_writing(self) -> bool:
        """Nothing is."""
        return False

    def expire(self) -> int | None:
        """None was asked."""
        return None


class Office(Post):
    """The gateway to it."""

    def expire(self) -> tuple[Asked[Question], ...]:
        """Nothing was asked."""
        return ()


class Printer(NoPrinter):
    """Prints at once."""

    def __init__(self, note: Callable[[object], None]) -> None:
        self._note = note

    def print_slip(self, last_four: str, errand: Errand, language: str, tell: Tell) -> None:
        """It is noted, and printed."""
        self._note((last_four, errand, language))
        tell(Printed())


def carried_out(effect: Effect) -> list[tuple[str, object]]:
    """Who got what."""
    got: list[tuple[str, object]] = []

    def notes(who: str) -> Callable[[object], None]:
        return lambda what: got.append((who, what))

    def post(event: Event) -> None:
        got.append(("session", event))

    works = Works(
        {Reader.HOLDER: CardDesk(notes("card"))},
        Office(notes("office")),
        Printer(notes("printer")),
        lambda *report: got.append(("outbox", report)),
        lambda: got.append(("postman", None)),
        post,
    )
    carry_out(effect, works)
    return got


def test_a_question_goes_to_the_office_with_its_visit() -> None:
    assert carried_out(Ask(7, AskRecord(CARD))) == [("office", (7, AskRecord(CARD)))]


def test_what_waits_in_the_outbox_is_let_go() -> None:
    """The person in front of the terminal waits for what the office says to it."""
    assert carried_out(SendReports()) == [("postman", None)]


def test_a_slip_is_printed_and_the_session_hears_what_became_of_it() -> None:
    assert carried_out(PrintSlip(7, "569X", "en")) == [
        ("printer", ("569X", Errand.UNLOCK, "en")),
        ("session", SlipDone(7, "569X", Printed())),
    ]


@pytest.mark.parametrize("request_", one_of_every_request(), ids=lambda request: type(request).__name__)
def test_every_request_goes_to_the_holders_card(request_: CardRequest) -> None:
    assert carried_out(request_) == [("card", (request_,))]
