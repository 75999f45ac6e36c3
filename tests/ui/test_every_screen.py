"""Every screen of the tour, and what it does not come to, in both languages and every type, on every size of screen.

High contrast moves nothing, and colours are the same everywhere: they are looked at on one screen. Every run walks
once, on the smallest screen, in the looks that tell most; a slow one sees all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations, product

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QFont, QFontInfo, QImage
from PySide6.QtQuick import QQuickItem

from kiosk.app.roles import ROLES
from kiosk.app.tour import walk_through
from kiosk.roles.journey import See
from kiosk.roles.view import View
from kiosk.settings import Settings
from kiosk.typeface import FAMILY
from kiosk.ui.look import HALL, LANGUAGES, PX_PER_MM, TYPES, Look
from kiosk.ui.measure import Control, Scene, Writing, ratio, scene, without_texts, worst_contrast
from tests.support.stage import Stage
from tests.ui.views import VIEWS

TARGET_MM = {"standard": 12.7, "larger": 16.0, "largest": 16.0}
GAP_MM = 2.5
CAPITAL_MM = {"standard": 4.8, "larger": 6.4, "largest": 8.5}
CONTRAST = {"standard": 7.0, "high": 15.0}
ROUNDING_MM = 0.01
EDGE = 3.0
OUTSIDE_PX, HALF_PX = 4, 8
FADED_MS = 200  # what moved before everything stood still has come to its end
SHOWN = (*((size_of_type, "standard") for size_of_type in TYPES), ("standard", "high"))
TELLING = {  # what finds room on the smallest screen, in longer words and largest type, finds it elsewhere as a rule
    HALL: [],
    (1920, 1080): [],
    (1280, 1024): [("en", "largest", "standard"), ("zh_CN", "standard", "standard"), ("zh_CN", "standard", "high")],
}
BESIDE_THE_TOUR = (
    *(
        "standing-asked",
        "standing-everything",
        "standing-no-issuer",
        "standing-not-genuine",
        "staff-sign-in-refused-card-expired",
    ),
    *("pin-list", "pin-list-wrong", "pin-list-staff", "last-attempt-list", "last-attempt-list-staff"),
    *("standing-far-away", "staffed-unlock-explained", "outcome-unknown-not-genuine", "outcome-unknown-unchecked"),
    *("pin-changed-not-enabled", "pin-changed-in-case", "pin-changed-late-in-case", "outcome-unknown-contradicted"),
    *("outcome-unknown-unconfirmed", "cut-off-at-pin-inside", "staff-sign-in-insert-cut-off-at-pin"),
    *("unlock-done-unheard-unlock", "unlock-done-not-confirmed-reset", "standing-postponed"),
    *("unlock-done-away", "unlock-done-gone", "outcome-unknown-reset-unsettled", "outcome-unknown-reset-other-card"),
)
CHINESE = re.compile("[\u3400-\u9fff]")
SCREENS = {
    "attract",
    "reading",
    "not-recognised",
    "bank-card-only",
    "unsupported-card",
    "menu",
    "standing",
    "pin-present",
    "pin-new",
    "pin-again",
    "pin-refused",
    "pin-changed",
    "outcome-unknown-not-changed",
    "pin-wrong",
    "last-attempt",
    "locked",
    "unlock-explained",
    "outcome-unknown",
    "take-card",
    "card-left-behind",
    "still-there",
    "out-of-service",
    "enabled",
    "staff-sign-in",
    "case",
    "reset-pin",
    "unlock-done",
}
MASKED_NAME = re.compile(r".\*+")
IN_ITS_OWN_LANGUAGE = ("中文", "English")

pytestmark = pytest.mark.timeout(600)  # one walk through all, three times


@dataclass(frozen=True, slots=True)
class Page:
    """One screen in one look."""

    name: str
    look: Look
    scene: Scene
    contrasts: tuple[tuple[str, float], ...]  # of each text, where colours are looked at
    edges: tuple[tuple[str, float], ...]  # of each control, likewise
    buttons: tuple[tuple[str, QRectF, bool], ...]  # object name, place in px, whether it is filled with a dark colour
    staff: str | None  # who is signed in at a service point, "" for nobody; None where there is no staff

    def __str__(self) -> str:
        look = self.look
        return f"{self.name} {look.language} {look.type} {look.contrast} {look.width}x{look.height}"


def looks_of(size: tuple[int, int], *, telling: bool) -> list[Look]:
    """Those that every run sees on a screen of this size, or those that only a slow one does beside them."""
    every = [(language, *shown) for language, shown in product(LANGUAGES, SHOWN if size == HALL else SHOWN[:-1])]
    return [
        Look(*shown, *size, PX_PER_MM[size], terminal="610100-0007", still=True)
        for shown in (TELLING[size] if telling else [each for each in every if each not in TELLING[size]])
    ]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(True, id="telling looks"),
        pytest.param(False, id="all others", marks=pytest.mark.slow),
    ],
)
def pages(request: pytest.FixtureRequest, window: Stage, tmp_path_factory: pytest.TempPathFactory) -> list[Page]:
    """All of them, from one walk a size of screen."""
    found: list[Page] = []
    first = window.screen.model.look
    settings = Settings(outbox=tmp_path_factory.mktemp("tour") / "outbox.sqlite")
    for looks in filter(None, (looks_of(size, telling=request.param) for size in PX_PER_MM)):

        def picture(_: str, name: str, __: str, looks: list[Look] = looks) -> None:
            found.extend(_page(window, name, look) for look in looks)

        window.screen.wear(looks[0])
        window.rest(FADED_MS)
        walk_through(settings, window.screen, window.loop, window.clock, picture)
        for name in BESIDE_THE_TOUR:
            window.screen.model.show(VIEWS[name])
            picture("", name, "")
        window.screen.model.show(View("attract"))
    window.screen.wear(first)
    return found


def _page(window: Stage, name: str, look: Look) -> Page:
    window.screen.model.wear(look)
    window.screen.window.grabWindow()  # puts everything in its place
    shown = scene(window.screen.window, look.px_per_mm)
    signed_in = window.screen.model.view.values.get("staff")
    staff = None if signed_in is None else str(signed_in)
    buttons = tuple(_button(item) for item in window.items() if item.property("role") == "button")
    size = look.width, look.height
    looked_at = size == HALL or (look.language, look.type, look.contrast) in TELLING[size]
    if not looked_at or look.type != "standard":  # pictures take time
        return Page(name, look, shown, (), (), buttons, staff)
    behind = without_texts(window.screen.window)
    contrasts = tuple((text.text, worst_contrast(text, behind)) for text in shown.texts)
    edges = tuple((control.name, best_contrast(_edge(control, look.px_per_mm), behind)) for control in shown.controls)
    return Page(name, look, shown, contrasts, edges, buttons, staff)


def _edge(control: Control, px_per_mm: float) -> QRect:
    """A strip across the left edge, as high as a control's straight part."""
    x, y = round(control.x_mm * px_per_mm), round((control.y_mm + control.height_mm / 2) * px_per_mm)
    return QRect(x - OUTSIDE_PX, y - HALF_PX, OUTSIDE_PX * 2, HALF_PX * 2)


def best_contrast(strip: QRect, picture: QImage) -> float:
    """The highest contrast of any pixel of a strip against what is left of it."""
    outside = QColor(picture.pixel(strip.topLeft()))
    return max(ratio(QColor(picture.pixel(x, y)), outside) for x, y in product(*_sides(strip)))


def _sides(strip: QRect) -> tuple[range, range]:
    return range(strip.left(), strip.right() + 1), range(strip.top(), strip.bottom() + 1)


def _button(item: QQuickItem) -> tuple[str, QRectF, bool]:
    place = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
    return item.objectName(), place, QColor(item.property("color")).lightnessF() < 0.5


def offences(pages: Iterable[Page], found: Callable[[Page], Iterable[object]]) -> list[str]:
    """What is wrong on which page."""
    return [f"{page}: {offence}" for page in pages for offence in found(page)]


def test_the_tour_comes_to_every_screen_that_a_session_can_show() -> None:
    journeys = (journey for role in ROLES.values() for journey in role.parts().journeys())
    seen = {stop.picture for journey in journeys for stop in journey if isinstance(stop, See)}
    assert seen >= SCREENS


def test_what_is_touched_is_large_enough(pages: list[Page]) -> None:
    def too_small(page: Page) -> Iterable[Control]:
        least = TARGET_MM[page.look.type] - ROUNDING_MM
        return (control for control in page.scene.controls if min(control.width_mm, control.height_mm) < least)

    assert offences(pages, too_small) == []


def test_what_is_touched_keeps_a_distance(pages: list[Page]) -> None:
    def too_near(page: Page) -> Iterable[tuple[str, str, float]]:
        for one, other in combinations(page.scene.controls, 2):
            distance = _distance(_box(one), _box(other))
            if distance < GAP_MM - ROUNDING_MM:
                yield one.name, other.name, distance

    assert offences(pages, too_near) == []


def test_what_is_touched_is_on_the_screen_whole(pages: list[Page]) -> None:
    def beyond(page: Page) -> Iterable[Control]:
        look = page.look
        whole = QRectF(0, 0, look.width / look.px_per_mm, look.height / look.px_per_mm)
        return (control for control in page.scene.controls if not whole.contains(_box(control)))

    assert offences(pages, beyond) == []


def test_letters_are_tall_enough(pages: list[Page]) -> None:
    def too_low(page: Page) -> Iterable[tuple[str, float]]:
        least = CAPITAL_MM[page.look.type]
        return ((text.text, text.capital_mm) for text in page.scene.texts if text.capital_mm < least)

    assert offences(pages, too_low) == []


def test_letters_stand_out(pages: list[Page]) -> None:
    def too_faint(page: Page) -> Iterable[tuple[str, float]]:
        least = CONTRAST[page.look.contrast]
        return ((text, contrast) for text, contrast in page.contrasts if contrast < least)

    assert offences(pages, too_faint) == []


def test_what_has_to_be_found_has_an_edge(pages: list[Page]) -> None:
    assert any(page.edges for page in pages)
    assert offences(pages, lambda page: [(name, ratio) for name, ratio in page.edges if ratio < EDGE]) == []


def test_no_text_is_cut_off(pages: list[Page]) -> None:
    assert offences(pages, lambda page: [text.text for text in page.scene.texts if text.clipped]) == []


def test_no_text_lies_over_another(pages: list[Page]) -> None:
    def crossing(page: Page) -> Iterable[tuple[str, str]]:
        pairs = combinations(page.scene.texts, 2)
        return ((one.text, other.text) for one, other in pairs if _deep(_ink(one) & _ink(other)))

    assert offences(pages, crossing) == []


def test_no_text_lies_over_a_picture(pages: list[Page]) -> None:
    def drawn_on(page: Page) -> Iterable[str]:
        pairs = product(page.scene.texts, page.scene.pictures)
        return (text.text for text, picture in pairs if _deep(_ink(text) & picture))

    assert offences(pages, drawn_on) == []


def test_every_text_is_either_in_a_control_or_clear_of_it(pages: list[Page]) -> None:
    def astride(page: Page) -> Iterable[tuple[str, str]]:
        for text, control in product(page.scene.texts, page.scene.controls):
            if _deep(_ink(text) & _box(control)) and not _box(control).contains(_ink(text)):
                yield text.text, control.name

    assert offences(pages, astride) == []


def test_english_is_english_throughout(pages: list[Page]) -> None:
    def untranslated(page: Page) -> Iterable[str]:
        texts = [text.text for text in page.scene.texts]
        names = (*IN_ITS_OWN_LANGUAGE, page.staff)
        own = (text in names or MASKED_NAME.fullmatch(text) for text in texts)
        return (text for text, is_own in zip(texts, own, strict=True) if CHINESE.search(text) and not is_own)

    assert offences((page for page in pages if page.look.language == "en"), untranslated) == []


def test_no_key_of_the_pad_moves_between_its_screens(pages: list[Page]) -> None:
    places: dict[tuple[Look, bool], set[tuple[Control, ...]]] = {}
    for page in pages:
        keys = tuple(control for control in page.scene.controls if control.role == "key")
        if keys:
            places.setdefault(_at(page), set()).add(keys)

    assert [look for look, layouts in places.items() if len(layouts) > 1] == []


def test_the_way_out_has_one_place_leftmost_and_one_weight_on_every_screen(pages: list[Page]) -> None:
    found = _by_look(pages, "leave")

    assert [look for look, ways in found.items() if len({str(way) for way in ways}) > 1] == []
    assert [look for look, ways in found.items() for _, is_filled in ways if is_filled] == []
    assert offences(pages, _left_of_the_way_out) == []


def test_the_way_back_has_one_place_beside_the_way_out(pages: list[Page]) -> None:
    out, found = _by_look(pages, "leave"), _by_look(pages, "back")

    assert [look for look, ways in found.items() if len({str(way) for way in ways}) > 1] == []
    assert [look for look, ways in found.items() if not 0 < ways[0][0].left() - out[look][0][0].right() < 40] == []


def test_what_leads_on_ends_the_foot_row_and_nothing_else_there_is_filled(pages: list[Page]) -> None:
    def astray(page: Page) -> Iterable[str]:
        row = [(name, place, is_filled) for name, place, is_filled in page.buttons if place.top() == top[_at(page)]]
        last = max((place.right() for _, place, _ in row), default=0.0)
        return (name for name, place, is_filled in row if is_filled and place.right() < last)

    top = {look: ways[0][0].top() for look, ways in _by_look(pages, "leave").items()}
    assert offences(pages, astray) == []
    assert any(is_filled for page in pages for _, place, is_filled in page.buttons if place.top() == top[_at(page)])


def _at(page: Page) -> tuple[Look, bool]:
    """Which terminal in which look: one with staff has more in its foot line."""
    return page.look, page.staff is None


def _by_look(pages: list[Page], name: str) -> dict[tuple[Look, bool], list[tuple[QRectF, bool]]]:
    found: dict[tuple[Look, bool], list[tuple[QRectF, bool]]] = {}
    for page in pages:
        ways = [(place, is_filled) for named, place, is_filled in page.buttons if named == name]
        found.setdefault(_at(page), []).extend(ways)
    return found


def _left_of_the_way_out(page: Page) -> Iterable[str]:
    out = [place for name, place, _ in page.buttons if name == "leave"]
    return (name for name, place, _ in page.buttons for way in out if place.left() < way.left() and name != "sign-out")


def test_chinese_is_drawn_with_the_simplified_letters(window: Stage) -> None:
    assert QFontInfo(QFont(FAMILY)).family() == FAMILY


def _box(control: Control) -> QRectF:
    return QRectF(control.x_mm, control.y_mm, control.width_mm, control.height_mm)


def _ink(text: Writing) -> QRectF:
    """Where letters can be, without the air above and below a line."""
    air = text.capital_mm * 0.35
    return text.box.adjusted(0, air, 0, -air)


def _deep(shared: QRectF) -> bool:
    return shared.width() > ROUNDING_MM and shared.height() > ROUNDING_MM


def _distance(one: QRectF, other: QRectF) -> float:
    across = max(one.left() - other.right(), other.left() - one.right(), 0.0)
    down = max(one.top() - other.bottom(), other.top() - one.bottom(), 0.0)
    return float((across**2 + down**2) ** 0.5)
