"""`python -m tests.golden`: keep the pictures of the screens as they are drawn now."""

from __future__ import annotations

from PySide6.QtGui import QImage

from kiosk.roles.service_point.parts import PARTS as SERVICE_POINT
from kiosk.ui.window import application
from tests.accessibility.survey import one_window
from tests.accessibility.walk import deaf
from tests.golden.likeness import difference
from tests.golden.scenes import KEPT, SCENES, drawn

SMALLEST_FILE = 0  # as Qt counts a PNG's quality


def main() -> None:
    """Those that differ; the others are left as they are."""
    qt = application(offscreen=True)
    screen, loop, clock = one_window()
    KEPT.mkdir(exist_ok=True)
    screen.play(SERVICE_POINT)
    with deaf(loop):
        for scene in SCENES:
            now = drawn(scene, screen, clock)
            if not scene.file.exists() or difference(QImage(str(scene.file)), now):
                now.save(str(scene.file), None, SMALLEST_FILE)
                print(f"kept: {scene.file.name}")
    for file in KEPT.glob("*.png"):
        if file not in [scene.file for scene in SCENES]:
            file.unlink()
    screen.close()
    qt.shutdown()


if __name__ == "__main__":
    main()
