"""The least that a window with one line of Chinese can be in Python and Qt Quick.

python -m tests.benchmarks.bare_window WIDTH HEIGHT
prints as `shown` does
"""

import json
import sys
import time

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from tests.benchmarks.process import queued_s, resident_mb

QML = """
import QtQuick
Window { Text { font { family: "Noto Sans CJK SC"; pixelSize: 64 } text: "请插入社会保障卡" } }
"""


def _tell() -> None:
    found = {"shown": time.monotonic(), "queued_s": queued_s(), "resident_mb": resident_mb()}
    print(json.dumps(found), flush=True)
    application.quit()


if __name__ == "__main__":
    application = QGuiApplication(["bare"])
    engine = QQmlApplicationEngine()
    engine.loadData(QML.encode())
    (window,) = engine.rootObjects()
    assert isinstance(window, QQuickWindow)
    window.frameSwapped.connect(_tell, Qt.ConnectionType.QueuedConnection)
    window.resize(int(sys.argv[1]), int(sys.argv[2]))
    window.show()
    application.exec()
    del engine
