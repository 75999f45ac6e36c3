"""Sentences as QML draws them: with even lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption
from PySide6.QtQml import QmlNamedElement, QmlSingleton

from kiosk.typeface import FAMILY
from kiosk.ui.lines import Piece, even

QML_IMPORT_NAME = "Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1

_KEPT = 256  # texts whose lines are known
_ROUNDING = 0.998  # of the width: pieces side by side may be a little wider than each by itself
_PARAGRAPH = re.compile(r"(?<=[。？！.?!])\n")
_SENTENCE = re.compile(r"(?<=[。？！])|(?<=[.?!]) (?=[A-Z%])|(?<=[.?!])\n")
_WITHIN = re.compile(r"(?<=[\x21-\x7e])\n(?=[\x21-\x7e])")


_WORDS = re.compile(  # of the screens, that are read as one
    "社会保障卡?|社保|密码|身份证|服务|网点|工作人员|操作员|发卡机构|机构|机器|本机|终端|启用|解锁|重置|锁定|核对|确认|办理|剩余|次数|机会"
    "|无法|暂时|修改|重新|插入|取出|输入|输错|银行|登录|登记|状态|自动|联系|负责|使用|已经|仍然|不能|可以|可能|请先|如不正确|不正确|没有"
    "|什么|改变|刚才|那张|此卡|新密|问题|到期|挂失|查看|查询|稍后|稍候|正在|您的|持卡人|生效|证明|答复|前后|恢复|功能|已修改|是否|旁边"
    "|窗口|代办|监护|户口簿|原件|证件|开始|结束|生日|连号|重复|数字|圆点|设置|更换|换卡|需要|应答|读卡器?|连线|检查|名称|对应|设置|维护",
)


@QmlNamedElement("Sentences")
@QmlSingleton
class SentencesModel(QObject):  # type: ignore[operator]
    """Where lines break."""

    @Slot(str, int, bool, float, result=str)
    def even(self, text: str, pixels: int, bold: bool, width: float) -> str:
        """`text` with its lines broken, for letters of so many `pixels` in lines of `width` pixels."""
        return _even(text, pixels, bold, width)

    @Slot(str, bool, result="QStringList")
    def parts(self, text: str, apart: bool) -> list[str]:
        """The paragraphs of `text`, or where it is taken `apart`, its sentences."""
        return [part.strip() for part in (_SENTENCE if apart else _PARAGRAPH).split(text) if part.strip()]


@lru_cache(maxsize=_KEPT)
def _even(text: str, pixels: int, bold: bool, width: float) -> str:
    font = QFont(FAMILY)
    font.setPixelSize(max(1, pixels))
    font.setBold(bold)
    flowing = _WITHIN.sub(" ", text).replace("\n", "")
    return "\n".join(even(list(_pieces(flowing, font)), width * _ROUNDING))


def _pieces(text: str, font: QFont) -> Iterator[Piece]:
    """As Qt itself would break it where there is no room for more than one."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    metrics = QFontMetricsF(font)
    within = {at for word in _WORDS.finditer(text) for at in range(word.start() + 1, word.end())}
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(0)
        end = line.textStart() + line.textLength()
        piece = text[line.textStart() : end]
        inked = metrics.horizontalAdvance(piece.rstrip(" "))
        yield Piece(piece, metrics.horizontalAdvance(piece), inked, in_word=end in within)
    layout.endLayout()
