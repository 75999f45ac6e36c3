"""What stands where: in one column on a roll, in two on a sheet."""

from __future__ import annotations

from kiosk.printer.block import CENTRE, RIGHT, Block, Setting, above, beside, box, code
from kiosk.printer.paper import Code, Fact, Paper, Section

GAP = 1.0  # between columns, in letters' sizes
TICK = 1.7  # from a box to its words


def on_roll(paper: Paper, at: Setting) -> list[Block]:
    """The pieces from top to bottom."""
    return [
        at.text(paper.title, scale=1.6, bold=True),
        at.gap(0.6),
        at.text(paper.lead),
        at.gap(0.9),
        at.rule(0.2),
        at.gap(0.8),
        _pairs(paper.facts, at),
        at.gap(0.8),
        at.rule(0.06),
        at.gap(1.1),
        *(block for section in paper.ticked for block in (_ticked_short(section, at), at.gap(1.3))),
        _places(paper.go, at, at.width),
        at.gap(1.2),
        *_code_below(paper.code, at),
        at.rule(0.2),
        at.gap(0.8),
        at.text(paper.ask, scale=1.25, bold=True),
        at.gap(0.3),
        at.text(paper.private, scale=0.9),
    ]


def on_sheet(paper: Paper, at: Setting) -> list[Block]:
    """The pieces from top to bottom."""
    left = max((at.length(line.name, bold=True) for section in paper.ticked for line in section.lines), default=0)
    return [
        at.text(paper.title, scale=2.0, bold=True),
        at.gap(0.5),
        at.text(paper.lead),
        at.gap(0.9),
        at.rule(0.2),
        at.gap(0.8),
        _columns(paper.facts, at),
        at.gap(0.9),
        at.rule(0.06),
        at.gap(1.1),
        *(block for section in paper.ticked for block in (_ticked_long(section, at, left), at.gap(1.2))),
        _places_beside(paper.code, paper.go, at),
        at.gap(1.1),
        at.rule(0.2),
        at.gap(0.8),
        _foot(paper, at),
    ]


def _pairs(lines: tuple[Fact, ...], at: Setting) -> Block:
    """Names on the left, and what belongs to them in a column on the right."""
    left = max(at.length(line.name) for line in lines) + at.size * GAP
    rows = ((at.text(line.name), at.text(line.text, width=at.width - left, bold=True)) for line in lines)
    return above(*(beside((0, name), (left, text)) for name, text in rows))


def _columns(lines: tuple[Fact, ...], at: Setting) -> Block:
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


def _code_below(said: Code | None, at: Setting) -> list[Block]:
    """The QR code in the middle, and its words under it; nothing where there is none."""
    if said is None:
        return []
    side = at.width * 0.5
    picture = beside((side / 2, code(said.content, side)))
    return [picture, at.gap(0.5), at.text(said.words, align=CENTRE), at.gap(1.2)]


def _places_beside(said: Code | None, section: Section, at: Setting) -> Block:
    """The places, and the QR code on their right; over the whole width where there is none."""
    if said is None:
        return _places(section, at, at.width)
    side = at.size * 8.5
    words = at.text(said.words, scale=0.86, width=side, align=CENTRE)
    picture = above(at.gap(0.3), code(said.content, side), at.gap(0.5), words)
    return beside((0, _places(section, at, at.width - side - at.size * GAP)), (at.width - side, picture))


def _under(section: Section, at: Setting, lines: list[Block]) -> Block:
    """The heading, its sentence if it has one, and the lines below it."""
    lead = [above(at.text(section.lead), at.gap(0.35))] if section.lead else []
    heading = at.text(section.heading, scale=1.25, bold=True)
    return above(heading, *(above(at.gap(0.45), line) for line in (*lead, *lines)))


def _tick(at: Setting) -> Block:
    return box(at.size * 0.95, at.size * 0.08, at.size)


def _foot(paper: Paper, at: Setting) -> Block:
    """Where to ask, and what this paper does not hold."""
    left = at.length(paper.ask, scale=1.25, bold=True) + at.size * GAP
    ask = at.text(paper.ask, scale=1.25, bold=True)
    private = at.text(paper.private, scale=0.9, width=at.width - left, align=RIGHT)
    down = at.gap((ask.height - private.height) / 2 / at.size)
    return beside((0, ask), (left, above(down, private)))
