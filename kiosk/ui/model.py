"""The view model: what QML reads, and the intents it sends back. Lives on Qt's thread; never waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlNamedElement, QmlSingleton

from kiosk.roles.parts import RoleParts
from kiosk.roles.view import View
from kiosk.session.event import AskedForSlip, Touched
from kiosk.ui.entry import PinEntry
from kiosk.ui.look import CONTRASTS, LANGUAGES, TYPES, Look
from kiosk.ui.pad_order import PadOrder, Shuffle
from kiosk.ui.taps import Taps

QML_IMPORT_NAME = "Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1


def _ends_a_visit(before: View, after: View) -> bool:
    """Whether who comes next is somebody else: not who only looked at where to go before putting a card in."""
    back = after.screen == "attract" and before.screen != "attract" and before.values.get("withoutCard") is not True
    return back or before.screen == "out-of-service"


@QmlNamedElement("Terminal")
@QmlSingleton
class TerminalModel(QObject):  # type: ignore[operator]
    """The terminal as QML sees it: the screen with its values, the look, the number of digits in."""

    viewChanged = Signal()
    lookChanged = Signal()
    digitsChanged = Signal()
    pageChanged = Signal()
    padChanged = Signal()
    printsChanged = Signal()
    startedOver = Signal()
    toldAgain = Signal()  # what was keyed in was answered with what is shown already

    def __init__(
        self,
        send: Callable[[object], None],
        clock: Callable[[], float],
        look: Look,
        role: RoleParts[Any, Any],
        parent: QObject | None = None,
    ) -> None:
        """`send` takes the events of `role`; `clock` gives monotonic seconds, `look` the size of the screen."""
        super().__init__(parent)
        self._send = send
        self._default = self._look = look
        self._role = role
        self._view = View("attract")
        self._entry = PinEntry()
        self._taps = Taps(clock)
        self._pad_order = PadOrder()
        self._prints = True
        self._answer_due = False

    @property
    def look(self) -> Look:
        """The look as it is now."""
        return self._look

    @property
    def view(self) -> View:
        """What is shown now."""
        return self._view

    def acts_in(self) -> float:
        """Seconds until whatever can be touched acts, 0.0 where it does now."""
        return self._taps.wait()

    def show(self, view: View) -> None:
        """Show `view`. What was keyed in goes with the screen that it was keyed into."""
        answered, self._answer_due = self._answer_due, False
        if view == self._view:
            if answered:
                self.toldAgain.emit()
            return
        another = view.pad != self._view.pad
        if another:
            self._clear()
            self._taps.come(result=view.is_result)
        if _ends_a_visit(self._view, view):
            self.start_over()
        self._view = view
        if another and self._asks_for_pin():
            self._pad_order.turn()
            self.padChanged.emit()
        self.viewChanged.emit()
        if another:
            self.pageChanged.emit()

    def wear(self, look: Look) -> None:
        """Another look from now on, which is also what the next person starts from."""
        self._default = look
        self.start_over()

    @Slot(bool)
    def print_paper(self, prints: bool) -> None:
        """Whether slips and receipts come out from now on; nothing offers any where they don't."""
        if prints != self._prints:
            self._prints = prints
            self.printsChanged.emit()

    def play(self, role: RoleParts[Any, Any]) -> None:
        """Another role from now on."""
        self._role = role

    def shuffle_pads(self, shuffle: Shuffle | None) -> None:
        """Have digits in an order of its own on each page from now on, by `shuffle`; None: in the usual one."""
        self._pad_order = PadOrder(shuffle)
        self.padChanged.emit()

    def start_over(self) -> None:
        """The next person starts from the default look."""
        self._change_look(self._default)
        self._pad_order.start_over()
        self.startedOver.emit()

    @Property(str, notify=viewChanged)
    def screen(self) -> str:
        """The screen's name."""
        return self._view.screen

    @Property("QVariantMap", notify=viewChanged)  # type: ignore[arg-type]
    def values(self) -> dict[str, object]:
        """What the screen shows, by name; see `projection`."""
        return dict(self._view.values)

    @Property(bool, notify=printsChanged)
    def prints(self) -> bool:
        """Whether slips and receipts come out."""
        return self._prints

    @Property(int, notify=digitsChanged)
    def digits(self) -> int:
        """How many digits are in; nothing else of them is known here."""
        return len(self._entry)

    @Property(str, notify=padChanged)
    def pad(self) -> str:
        """The digits in the order of their places on the pad."""
        return "".join(map(str, self._pad_order.digits))

    @Property(int, notify=pageChanged)
    def page(self) -> int:
        """Counts pages: another screen or stage, another look, another leaf."""
        return self._taps.page

    @Property(str, notify=lookChanged)
    def language(self) -> str:
        """ "zh_CN" or "en"."""
        return self._look.language

    @Property(str, notify=lookChanged)
    def type(self) -> str:
        """ "standard", "larger" or "largest"."""
        return self._look.type

    @Property(str, notify=lookChanged)
    def contrast(self) -> str:
        """ "standard" or "high"."""
        return self._look.contrast

    @Property(bool, notify=lookChanged)
    def still(self) -> bool:
        """True where nothing is to move."""
        return self._look.still

    @Property(float, notify=lookChanged)
    def pxPerMm(self) -> float:
        """Pixels in a millimetre of this screen."""
        return self._look.px_per_mm

    @Property(float, notify=lookChanged)
    def heightMm(self) -> float:
        """The height of what the scene fills."""
        return self._look.height_mm

    @Property(float, notify=lookChanged)
    def reachMm(self) -> float:
        """How much of the screen, from its lower edge, everybody reaches."""
        return self._look.reach_mm

    @Property(bool, notify=lookChanged)
    def low(self) -> bool:
        """True where the scene fills only the lower part of the glass."""
        return self._look.low

    @Property(bool, notify=lookChanged)
    def mayLower(self) -> bool:
        """Whether there is reason to."""
        return self._look.may_lower

    @Property(str, notify=lookChanged)
    def slot(self) -> str:
        """ "below", "right" or "left": where the card's slot is from the glass."""
        return self._look.slot

    @Property(str, notify=lookChanged)
    def terminalId(self) -> str:
        """The terminal's number, for the foot of the page."""
        return self._look.terminal

    @Slot(bool, result=int)
    def begin(self, stays: bool) -> int:
        """A finger came down: the page that it may act on, 0 for none; see `Taps`."""
        return self._taps.begin(stays=stays)

    @Slot(str)
    def act(self, intent: str) -> None:
        """One tap on a control: an intent of the role, or "slip", which is printed in the language on the screen."""
        if self._taps.is_tap():
            self._send(AskedForSlip(self._look.language) if intent == "slip" else self._role.intents[intent]())

    @Slot(int)
    def digit(self, value: int) -> None:
        """A digit key, or one of the keyboard's."""
        if not self._asks_for_pin():
            self.touched()
            return
        if self._taps.is_digit(value) and self._entry.add(value):
            self.digitsChanged.emit()
        self._send(Touched())

    @Slot(int)
    def typed(self, value: int) -> None:
        """A digit of a hardware key, whose keys are felt for in their usual places."""
        self._pad_order.feel()
        self.padChanged.emit()
        self.digit(value)

    @Slot()
    def deleteDigit(self) -> None:
        """Take the last digit back."""
        if self._taps.is_correction():
            self._entry.delete()
            self.digitsChanged.emit()
        self.touched()

    @Slot()
    def clearDigits(self) -> None:
        """Take all digits back."""
        if self._taps.is_correction():
            self._clear()
        self.touched()

    @Slot()
    def touched(self) -> None:
        """A sign of life that does nothing else. It answers no question that it can't be meant for."""
        if self._taps.wait(stays=True) == 0.0:
            self._send(Touched())

    @Slot()
    def confirm(self) -> None:
        """Next, once six digits are in."""
        entered = self._entry.take() if self._asks_for_pin() and self._taps.is_tap() else None
        if entered is not None:
            self._taps.forget()
            self.digitsChanged.emit()
            self._answer_due = True
            self._send(entered)

    @Slot(result=bool)
    def turn(self) -> bool:
        """Whether the next leaf of the page may come, which is another page to whoever touches it."""
        turned = self._taps.is_tap(stays=True)
        if turned:
            self._send(Touched())
            self._move()
        return turned

    @Slot(str)
    def chooseLanguage(self, language: str) -> None:
        """Another language, at once."""
        if self._taps.is_tap(stays=True) and language in LANGUAGES:
            self._chosen(replace(self._look, language=language))

    @Slot(str)
    def chooseType(self, size: str) -> None:
        """Another size of type, at once."""
        if self._taps.is_tap(stays=True) and size in TYPES:
            self._chosen(replace(self._look, type=size))

    @Slot(str)
    def chooseContrast(self, contrast: str) -> None:
        """Another contrast, at once."""
        if self._taps.is_tap(stays=True) and contrast in CONTRASTS:
            self._chosen(replace(self._look, contrast=contrast))

    @Slot(bool)
    def lower(self, low: bool) -> None:
        """Draw everything where everybody reaches, or on the whole glass again, at once."""
        if self._taps.is_tap(stays=True) and self._look.may_lower:
            self._chosen(replace(self._look, low=low))

    def is_tap_that_stays(self) -> bool:
        """Whether what was touched now counts, where it leads nowhere else."""
        counts = self._taps.is_tap(stays=True)
        if counts:
            self._send(Touched())
        return counts

    def moved(self) -> None:
        """What is on the page is in another place from now on."""
        self._move()

    def _chosen(self, look: Look) -> None:
        self._change_look(look)
        self._send(Touched())

    def _change_look(self, look: Look) -> None:
        if look != self._look:
            self._look = look
            self.lookChanged.emit()
            self._move()

    def _move(self) -> None:
        self._taps.move()
        self.pageChanged.emit()

    def _clear(self) -> None:
        self._entry.clear()
        self._taps.forget()
        self.digitsChanged.emit()

    def _asks_for_pin(self) -> bool:
        return self._view.pad in self._role.pads
