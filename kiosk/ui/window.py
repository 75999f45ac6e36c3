"""The window: Qt's thread, where the runner lives. What other threads have becomes queued signals; it never waits."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Qt, QTimer, QTranslator, QUrl, Signal
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine, QQmlComponent, qmlRegisterSingletonInstance
from PySide6.QtQuick import QQuickWindow

from kiosk import china
from kiosk.errand import Errand
from kiosk.glyphs import Glyphs
from kiosk.guide import ServicePoint, public_text, service_points
from kiosk.roles.parts import RoleParts
from kiosk.roles.view import View
from kiosk.session.event import TimedOut
from kiosk.typeface import FAMILY
from kiosk.ui.guidance import Guidance, Speech
from kiosk.ui.guide import GuideModel
from kiosk.ui.look import LANGUAGES, Look
from kiosk.ui.model import TerminalModel
from kiosk.ui.pictures import Icons, QrCodes
from kiosk.ui.sentences import SentencesModel
from kiosk.ui.signs import SignsModel
from kiosk.ui.voice import VoiceModel

QML = Path(__file__).parent / "qml"

_ALWAYS = (signal.SIGINT, signal.SIGTERM)
_IDLE = frozenset(("attract", "out-of-service"))


class Driven(Protocol):
    """What the loop drives: `kiosk.session.runner` is one."""

    def deliver(self, arrival: Any, /) -> None:
        """Something arrived."""
        ...

    def elapse(self) -> None:
        """Deal with everything whose time has come."""
        ...

    def due(self) -> float | None:
        """When something is due next, in monotonic seconds."""
        ...

    def is_writing(self) -> bool:
        """Whether a card is at work on its PIN, or what came of that is still to be put down."""
        ...


class Loop(QObject):
    """Hands what arrives to the runner, and wakes it when something is due."""

    _arrived = Signal(object)

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__()
        self._clock = clock
        self._runner: Driven | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.elapse)
        self._leaves: Callable[[], None] | None = None
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def post(self, arrival: object) -> None:
        """From any thread: this is for the runner."""
        self._arrived.emit(arrival)

    def drive(self, runner: Driven) -> None:
        """Start handing things to `runner`."""
        self._runner = runner

    def leave(self, leaves: Callable[[], None]) -> None:
        """`leaves`, soon; but where a card is at work on its PIN, once it is put down what came of that."""
        self._leaves = leaves
        QTimer.singleShot(0, self._leave)  # not now: the runner may be in the midst of asking the card

    def release(self) -> None:
        """Hand nothing on any more."""
        self._runner = None
        self._timer.stop()

    def _deliver(self, arrival: object) -> None:
        if self._runner is not None:
            self._runner.deliver(arrival)
            self._arm(self._runner)
            self._leave()

    def elapse(self) -> None:
        """Deal with everything whose time has come."""
        if self._runner is not None:
            self._runner.elapse()
            self._arm(self._runner)
            self._leave()

    def _leave(self) -> None:
        if self._leaves is not None and (self._runner is None or not self._runner.is_writing()):
            leaves, self._leaves = self._leaves, None
            leaves()

    def _arm(self, runner: Driven) -> None:
        due = runner.due()
        if due is None:
            self._timer.stop()
        else:
            self._timer.start(max(0, int((due - self._clock()) * 1000) + 1))


class _Answer(QObject):
    """What was found out on another thread, told on Qt's."""

    came = Signal(bool)


class Screen:
    """The kiosk's window with its model. One a process: QML's types are registered for the process."""

    def __init__(
        self,
        *,
        send: Callable[[object], None],
        clock: Callable[[], float],
        look: Look,
        assets: Path,
        role: RoleParts[Any, Any],
        now: Callable[[], datetime] = china.now,
    ) -> None:
        """`send` takes the person's events; `clock` gives monotonic seconds, `now` the time in China.

        `assets` is the folder of icons, guide and translations.
        """
        self.model = TerminalModel(send, clock, look, role)
        self._role = role
        self._now = now
        self._out_since: datetime | None = None
        self._served: str | None = None  # the number of the card that was served last, up to the first screen
        points = service_points(assets / "guide" / "service-points.toml")
        glyphs = Glyphs()
        self.guide = GuideModel(points, glyphs.has)
        self.signs = SignsModel(glyphs.has)
        self.sentences = SentencesModel()
        self.voice = VoiceModel(self.model)
        self._translations = assets / "i18n"
        self._translator: QTranslator | None = None
        qmlRegisterSingletonInstance(TerminalModel, "Kiosk.Model", 1, 0, "Terminal", self.model)  # type: ignore[arg-type]
        qmlRegisterSingletonInstance(GuideModel, "Kiosk.Model", 1, 0, "Guide", self.guide)  # type: ignore[arg-type]
        qmlRegisterSingletonInstance(SignsModel, "Kiosk.Model", 1, 0, "Signs", self.signs)  # type: ignore[arg-type]
        qmlRegisterSingletonInstance(SentencesModel, "Kiosk.Model", 1, 0, "Sentences", self.sentences)  # type: ignore[arg-type]
        qmlRegisterSingletonInstance(VoiceModel, "Kiosk.Model", 1, 0, "Voice", self.voice)  # type: ignore[arg-type]
        self._engine = QQmlApplicationEngine()
        self._engine.addImportPath(str(QML))
        self._engine.addImageProvider("icon", Icons(assets / "icons"))
        self._codes = QrCodes(_codes(points))
        self._engine.addImageProvider("qr", self._codes)
        self._speak(look.language)
        self.model.lookChanged.connect(lambda: self._speak(self.model.look.language))
        self._engine.load(str(QML / "Kiosk" / "Screens" / "Main.qml"))
        (window,) = self._engine.rootObjects()
        assert isinstance(window, QQuickWindow)
        self.window = window
        window.resize(look.width, look.height)

    def show(self, *, fullscreen: bool, shown: Callable[[], None], stays: bool = False) -> None:
        """Put the window on the screen, without a cursor where it fills it; `shown` after its first frame.

        Where it `stays`, nobody closes it or makes it smaller: not Alt-F4, not a window manager, not Qt itself.
        """
        queued_once = Qt.ConnectionType(
            Qt.ConnectionType.QueuedConnection.value | Qt.ConnectionType.SingleShotConnection.value
        )
        self.window.frameSwapped.connect(shown, queued_once)  # frames are swapped on a thread of Qt's own
        if fullscreen:
            self.window.setCursor(Qt.CursorShape.BlankCursor)
            self.window.showFullScreen()
            self.window.setProperty("stays", stays)
        else:
            self.window.show()

    def warm(self) -> None:
        """Have ready what the first visitor would wait for: screens compiled, one a turn of the loop, and QR codes."""
        files = iter(sorted((QML / "Kiosk" / "Screens").glob("*Screen.qml")))
        turn = QTimer(self.window, interval=0)

        def compile_next() -> None:
            file = next(files, None)
            if file is None:
                turn.deleteLater()
            else:
                QQmlComponent(self._engine, QUrl.fromLocalFile(str(file)), self._engine)

        turn.timeout.connect(compile_next)
        turn.start()
        Thread(target=self._codes.make_all, name="QR codes", daemon=True).start()

    def prints_if(self, found: Callable[[], bool]) -> None:
        """Offer slips and receipts once `found`, which may block and is asked on a thread, says that they come out."""
        self.model.print_paper(False)
        answer = _Answer(self.window)
        answer.came.connect(self.model.print_paper)
        Thread(target=lambda: answer.came.emit(found()), name="printer sought", daemon=True).start()

    def wear(self, look: Look) -> None:
        """Another look from now on, and the window in its size."""
        self.model.wear(look)
        self.window.resize(look.width, look.height)

    def give_voice(self, speech: Speech, *, always: bool) -> Guidance:
        """Offer a voice from now on, which is `speech`; with `always`, it is on from the start."""
        guidance = Guidance(self.window, self.model, self.voice, speech)
        self.voice.offer(always=always)
        return guidance

    def close(self) -> None:
        """Take the window down before its model goes."""
        self._engine.deleteLater()

    def play(self, role: RoleParts[Any, Any]) -> None:
        """Show the states of another role from now on."""
        self._role = role
        self.model.play(role)

    def observe(self, _before: object, event: object, after: object) -> None:
        """Show where the session is now."""
        now = self._now()
        view = self._role.project(after, now.date(), self._out_since or now)
        self._out_since = (self._out_since or now) if view.screen == "out-of-service" else None
        if self._is_another_card(after, view):
            self.model.start_over()  # it was put in while the last one's result was still to be seen
        self.model.show(view)
        if isinstance(event, TimedOut) and view.screen == "attract":
            self.model.start_over()  # somebody chose a look, and left without putting a card in

    def _is_another_card(self, state: object, view: View) -> bool:
        """Whether the card in front is not the one that was served before, with no first screen between them."""
        visit = self._role.visit_in_front(state)
        if visit is None:
            self._served = None if view.screen == "attract" else self._served
            return False
        last, self._served = self._served, visit.card.number
        return last is not None and last != self._served

    def is_idle(self) -> bool:
        """True where nobody is served: the first screen is shown, or that the terminal is out of service."""
        return self.model.view.screen in _IDLE

    def _speak(self, language: str) -> None:
        """Put `language` in force; Chinese is what the QML itself is written in."""
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None
        file = self._translations / f"kiosk_{language}.qm"
        if file.exists():
            self._translator = QTranslator()
            self._translator.load(str(file))
            QCoreApplication.installTranslator(self._translator)
        self._engine.retranslate()


class Signals(QObject):
    """Calls `end` with each of `numbers` that comes: Python hears a signal only when something wakes it, a socket.

    But not with one that is ignored, as SIGHUP is under `nohup`.
    """

    def __init__(self, end: Callable[[int], None], numbers: Iterable[int]) -> None:
        super().__init__()
        self._heard, self._wakes = socket.socketpair()
        self._wakes.setblocking(False)
        signal.set_wakeup_fd(self._wakes.fileno())
        for number in numbers:
            if number in _ALWAYS or signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, lambda number, _: end(number))
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(lambda *_: self._heard.recv(64))


def has_typeface() -> bool:
    """Whether the house's type face is installed; another one would show other forms, or boxes."""
    return FAMILY in QFontDatabase.families()


def has_fonts() -> bool:
    """Whether any font is installed; without one every sign is an empty box, or nothing."""
    return QFontMetrics(QFont(FAMILY)).inFont("A")  # Qt lists families that fontconfig only knows by name


def application(*, offscreen: bool = False) -> QGuiApplication:
    """The process's Qt application, in the house's type face; `offscreen` whatever display there is."""
    qt = QGuiApplication(["kiosk", *(["-platform", "offscreen"] if offscreen else [])])
    qt.setFont(QFont(FAMILY))
    return qt


def _codes(points: tuple[ServicePoint, ...]) -> dict[str, str]:
    """What each QR code holds, by the errand and the language of whoever reads it."""
    return {
        f"{errand.value}-{language}": public_text(errand, points, language)
        for errand in Errand
        for language in LANGUAGES
    }
