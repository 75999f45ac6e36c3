"""What stands where: in one column on a roll, in two on a sheet."""

from __future__ import annotations

from kiosk.printer.block import CENTRE, RIGHT, Block, Setting, above, beside, box, code
from kiosk.printer.slip import Line, Section, Slip

GAP = 1.0  # between columns, in letters' sizes
TICK = 1.7  # from a box to its words


def on_roll(slip: Slip, at: Setting) -> list[Block]:
    """The pieces from top to bottom."""
    side = at.width * 0.5
    return [
        at.text(slip.title, scale=1.6, bold=True),
        at.gap(0.6),
        at.text(slip.lead),
        at.gap(0.9),
        at.rule(0.2),
        at.gap(0.8),
        _pairs(slip.facts, at),
        at.gap(0.8),
        at.rule(0.06),
        at.gap(1.1),
        _ticked_short(slip.matters, at),
        at.gap(1.3),
        _ticked_short(slip.bring, at),
        at.gap(1.3),
        _places(slip.go, at, at.width),
        at.gap(1.2),
        beside((side / 2, code(slip.code, side))),
        at.gap(0.5),
        at.text(slip.scan, align=CENTRE),
        at.gap(1.2),
        at.rule(0.2),
        at.gap(0.8),
        at.text(slip.ask, scale=1.25, bold=True),
        at.gap(0.3),
        at.text(slip.private, scale=0.9),
    ]


def on_sheet(slip: Slip, at: Setting) -> list[Block]:
    """The pieces from top to bottom."""
    side = at.size * 8.5
    picture = above(
        at.gap(0.3), code(slip.code, side), at.gap(0.5), at.text(slip.scan, scale=0.86, width=side, align=CENTRE)
    )
    left = max(at.length(line.name, bold=True) for line in (*slip.matters.lines, *slip.bring.lines))
    return [
        at.text(slip.title, scale=2.0, bold=True),
        at.gap(0.5),
        at.text(slip.lead),
        at.gap(0.9),
        at.rule(0.2),
        at.gap(0.8),
        _columns(slip.facts, at),
        at.gap(0.9),
        at.rule(0.06),
        at.gap(1.1),
        _ticked_long(slip.matters, at, left),
        at.gap(1.2),
        _ticked_long(slip.bring, at, left),
        at.gap(1.2),
        beside((0, _places(slip.go, at, at.width - side - at.size * GAP)), (at.width - side, picture)),
        at.gap(1.1),
        at.rule(0.2),
        at.gap(0.8),
        _foot(slip, at),
    ]


def _pairs(lines: tuple[Line, ...], at: Setting) -> Block:
    """Names on the left, and what belongs to them in a column on the right."""
    left = max(at.length(line.name) for line in lines) + at.size * GAP
    rows = ((at.text(line.name), at.text(line.text, width=at.width - left, bold=True)) for line in lines)
    return above(*(beside((0, name), (left, text)) for name, text in rows))


def _columns(lines: tuple[Line, ...], at: Setting) -> Block:
    """A column each: the name, and under it what belongs to it."""
    width = at.width / len(lines)
    columns = (
        above(at.text(line.name, scale=0.86, width=width), at.text(line.text, scale=1.1, width=width, bold=True))
        for line in lines
    )
    return beside(*((width * number, column) for number, column in enumerate(columns)))


def _ticked_short(section: Section, at: Setting) -> Block:
    """A box to tick for each line, its name, and its words below."""
    indent = at.size * TICK
    width = at.width - indent
    names = (
        above(at.text(line.name, width=width, bold=True), at.text(line.text, width=width)) for line in section.lines
    )
    return _under(section, at, [beside((0, _tick(at)), (indent, name)) for name in names])


def _ticked_long(section: Section, at: Setting, left: float) -> Block:
    """A box to tick for each line, its name in a column `left` wide, and its words beside it."""
    indent = at.size * TICK
    right = indent + left + at.size * GAP
    rows = ((at.text(line.name, bold=True), at.text(line.text, width=at.width - right)) for line in section.lines)
    return _under(section, at, [beside((0, _tick(at)), (indent, name), (right, text)) for name, text in rows])


def _places(section: Section, at: Setting, width: float) -> Block:
    """Each place, with the way there under its name."""
    places = [
        above(at.text(line.name, scale=1.1, width=width, bold=True), at.text(line.text, width=width))
        for line in section.lines
    ]
    return _under(section, at, places)


def _under(section: Section, at: Setting, lines: list[Block]) -> Block:
    """The heading, and the lines below it."""
    return above(at.text(section.heading, scale=1.25, bold=True), *(above(at.gap(0.45), line) for line in lines))


def _tick(at: Setting) -> Block:
    return box(at.size * 0.95, at.size * 0.08, at.size)


def _foot(slip: Slip, at: Setting) -> Block:
    """Where to ask, and what this paper does not hold."""
    left = at.length(slip.ask, scale=1.25, bold=True) + at.size * GAP
    ask = at.text(slip.ask, scale=1.25, bold=True)
    private = at.text(slip.private, scale=0.9, width=at.width - left, align=RIGHT)
    down = at.gap((ask.height - private.height) / 2 / at.size)
    return beside((0, ask), (left, above(down, private)))
