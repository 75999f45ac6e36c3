"""The pages of what is shown, measured in a window: its leaves, in one look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMetaObject, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from shiboken6 import Shiboken

from kiosk.app.roles import ROLES
from kiosk.roles.view import View
from kiosk.session.event import AskedForSlip, Touched
from kiosk.settings import RoleName
from kiosk.tour.walk import TourClock
from kiosk.ui.leaves import leaves
from kiosk.ui.look import Look
from kiosk.ui.measure import Writing, scene, without_texts, worst_contrast
from kiosk.ui.window import Loop, Screen
from tests.accessibility.edges import edge_contrast
from tests.accessibility.page import Box, Control, Page, Show, Text, Where
from tests.ui.counter import Ear

A_WHILE_S = 3.0  # after it whatever is shown acts
LAYOUTS = 3  # what is laid out may lay out something else
TABS = 60  # more than any page has controls
THUMBNAIL_PX = 300


class Gauge:
    """Measures what it shows in a window that nothing goes on behind."""

    def __init__(self, screen: Screen, loop: Loop, clock: TourClock, ear: Ear) -> None:
        """`ear` hears what `loop` is sent."""
        self._screen = screen
        self._loop = loop
        self._clock = clock
        self._ear = ear
        self._role: RoleName = next(iter(ROLES))

    def pages(self, show: Show, look: Look, *, colours: bool, keys: bool, album: Path | None = None) -> Iterator[Page]:
        """Every leaf of it. Contrasts are measured where `colours` are looked at, the way of Tab where `keys` are.

        Where no colours are looked at, every control is asked for its intent.

        Each is pictured in the folder `album`, if there is one.
        """
        self._come(show, look, anew=keys)
        for leaf in leaves(self._screen.window):
            yield self._page(show, look, leaf, colours=colours, keys=keys and leaf == 1, album=album)

    def _come(self, show: Show, look: Look, *, anew: bool) -> None:
        """As from another screen, where it is `anew`: the focus is where it is then."""
        model = self._screen.model
        if model.look != look:
            worn(self._screen, look)
        if anew or show.digits:
            model.show(View("attract" if show.view.screen != "attract" else "menu"))
        self._role = show.role
        self._screen.play(ROLES[show.role].parts())
        model.show(show.view)
        for digit in range(show.digits):
            self._clock.advance(A_WHILE_S)
            model.digit(digit)
        self._clock.advance(A_WHILE_S)

    def _page(self, show: Show, look: Look, leaf: int, *, colours: bool, keys: bool, album: Path | None) -> Page:
        window = self._screen.window
        self._lay_out()
        picture = window.grabWindow() if album is not None else QImage()
        behind = without_texts(window) if colours else None
        measured = scene(window, look.px_per_mm)
        items = [item for item in self._items() if item.property("role") in ("button", "key")]
        kept = _kept(picture, show.variant, leaf, look, album) if album is not None else ""
        stage = window.findChild(QQuickItem, "stage")
        assert stage is not None
        content = _box(_place(stage), look.px_per_mm)
        controls = tuple(_control(item, look, behind) for item in items)
        if not colours:  # last: some change the page itself
            controls = tuple(
                replace(each, intent=self._intent(item)) for each, item in zip(controls, items, strict=True)
            )
        return Page(
            where=Where(show.view.screen, show.variant, leaf, look, kept),
            title=window.title(),
            controls=controls,
            texts=tuple(_text(text, look, behind) for text in measured.texts),
            pictures=tuple(_of(place) for place in measured.pictures),
            focus=tuple(self._tabs()) if keys else None,
            content_mm=(content.y, content.bottom),
        )

    def _lay_out(self) -> None:
        """Put everything in its place, which else only a picture does, in ten times as long."""
        for _ in range(LAYOUTS):
            for item in reversed(list(self._items())):  # what is inside first
                item.ensurePolished()

    def _items(self) -> Iterator[QQuickItem]:
        """What is seen, from top to bottom, as `scene` goes through it."""
        waiting = [self._screen.window.contentItem()]
        while waiting:
            item = waiting.pop()
            if item.isVisible() and item.opacity() > 0:
                yield item
                waiting.extend(sorted(item.childItems(), key=lambda child: child.y(), reverse=True))

    def _intent(self, item: QQuickItem) -> str:
        """What a touch on it says."""
        if item.property("stays") is True or item.metaObject().indexOfSignal("triggered()") < 0 or not item.isEnabled():
            return ""
        self._clock.advance(A_WHILE_S)
        self._ear.heard.clear()
        QMetaObject.invokeMethod(item, "triggered", Qt.ConnectionType.DirectConnection)
        QCoreApplication.sendPostedEvents(self._loop)
        said = [event for event in self._ear.heard if event != Touched()]
        intents = ROLES[self._role].parts().intents
        if any(isinstance(event, AskedForSlip) for event in said):
            return "slip"
        return next((name for name, event in intents.items() if event() in said), "")

    def _tabs(self) -> Iterator[str]:
        """What Tab comes to, until it comes to the same once more."""
        window, seen = self._screen.window, set[int]()
        for _ in range(TABS):
            QTest.keyClick(window, Qt.Key.Key_Tab)
            item = window.activeFocusItem()
            address = Shiboken.getCppPointer(item)[0]
            if address in seen:
                return
            seen.add(address)
            yield str(item.property("label") or item.property("text") or "") if item.property("role") else ""


def worn(screen: Screen, look: Look) -> None:
    """Wear that look, and wait until the window has its size: what comes of that is told by Qt's loop."""
    screen.wear(look)
    while screen.window.contentItem().size().toSize() != QSize(look.width, look.height):
        QCoreApplication.processEvents()


def _to_assistive_technology(item: QQuickItem) -> QAccessibleInterface | None:
    return QAccessible.queryAccessibleInterface(item)


def _control(item: QQuickItem, look: Look, behind: QImage | None) -> Control:
    place, told = _place(item), _to_assistive_technology(item)
    radius = min(float(item.property("radius") or 0.0), place.width() / 2, place.height() / 2)
    return Control(
        id=item.objectName(),
        name=str(item.property("label") or item.property("text")),
        role=str(item.property("role")),
        box=_box(place, look.px_per_mm),
        enabled=item.isEnabled(),
        stays=item.property("stays") is True,
        edge=None if behind is None else edge_contrast(place, radius, behind, look.px_per_mm),
        intent="",
        spoken="" if told is None else told.text(QAccessible.Text.Name),
        kind="" if told is None else told.role().name,
    )


def _kept(picture: QImage, variant: str, leaf: int, look: Look, album: Path) -> str:
    parts = (variant.replace(" ", "-").strip("()"), leaf, look.language, look.type, look.contrast, look.width)
    file = album / f"{'-'.join(map(str, parts))}{'-low' if look.low else ''}.jpg"
    if not file.exists():
        album.mkdir(parents=True, exist_ok=True)
        picture.scaledToWidth(THUMBNAIL_PX, Qt.TransformationMode.SmoothTransformation).save(str(file), None, 80)
    return file.name


def _place(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def _box(pixels: QRectF, px_per_mm: float) -> Box:
    return _of(QRectF(*(edge / px_per_mm for edge in (pixels.x(), pixels.y(), pixels.width(), pixels.height()))))


def _of(mm: QRectF) -> Box:
    return Box(*(round(edge, 3) for edge in (mm.x(), mm.y(), mm.width(), mm.height())))


def _text(text: Writing, look: Look, behind: QImage | None) -> Text:
    ink = QRectF()
    for line in text.ink:
        ink = ink.united(line)
    lines = len(text.ink)
    apart = (text.ink[1].y() - text.ink[0].y()) / look.px_per_mm / text.capital_mm if lines > 1 else 0.0
    return Text(
        text=text.text,
        capital_mm=text.capital_mm,
        box=_of(text.box),
        ink=_box(ink, look.px_per_mm),
        clipped=text.clipped,
        lines=lines,
        apart=round(apart, 3),
        contrast=None if behind is None else round(worst_contrast(text, behind), 2),
    )
