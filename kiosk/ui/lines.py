"""Where a sentence's lines break: as few as there have to be, even ones, sooner after a stop than within a clause.

Nobody reads on for a lone last sign. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

STOPS = "，。；：、？！,.;:?!"
LEAST_SIGNS = 3  # of a last line
WITHIN_A_CLAUSE, WITHIN_A_WORD, LONE = 0.15, 0.4, 10.0  # what it costs to break there, in squares of a line's share


@dataclass(frozen=True, slots=True)
class Piece:
    """What stays on one line: its text, with the space that follows, and the width of both and of the text alone.

    `in_word`: what follows belongs to the same word, as it may in Chinese.
    """

    text: str
    width: float
    inked: float
    in_word: bool = False


def even(pieces: Sequence[Piece], width: float) -> list[str]:
    """The lines of `pieces` within `width`, together all of their text. A piece that is wider has a line of its own."""
    count = _fewest(pieces, width)
    if count <= 1:
        return ["".join(piece.text for piece in pieces)] if pieces else []
    share = sum(piece.width for piece in pieces) / count
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]  # by lines so far: where they end, at which cost, from
    for line in range(1, count + 1):
        reached: dict[int, tuple[float, int]] = {}
        for start, (cost, _) in best[-1].items():
            for end, inked in _lines_from(pieces, start, width):
                if (end == len(pieces)) != (line == count):
                    continue
                total = cost + _cost(pieces, start, end, inked, share)
                if end not in reached or total < reached[end][0]:
                    reached[end] = total, start
        best.append(reached)
    ends = [len(pieces)]
    for line in range(count, 0, -1):
        ends.append(best[line][ends[-1]][1])
    ends.reverse()
    return ["".join(piece.text for piece in pieces[start:end]) for start, end in pairwise(ends)]


def _fewest(pieces: Sequence[Piece], width: float) -> int:
    count, at = 0, 0
    while at < len(pieces):
        at = max(end for end, _ in _lines_from(pieces, at, width))
        count += 1
    return count


def _lines_from(pieces: Sequence[Piece], start: int, width: float) -> list[tuple[int, float]]:
    """Where a line that begins at `start` may end, and how wide it is then."""
    found: list[tuple[int, float]] = []
    before = 0.0
    for end in range(start, len(pieces)):
        inked = before + pieces[end].inked
        if found and inked > width:
            break
        found.append((end + 1, inked))
        before += pieces[end].width
    return found


def _cost(pieces: Sequence[Piece], start: int, end: int, inked: float, share: float) -> float:
    cost = ((share - inked) / share) ** 2
    if end < len(pieces):
        last = pieces[end - 1]
        if last.text.rstrip()[-1:] in STOPS:
            return cost
        return cost + (WITHIN_A_WORD if last.in_word else WITHIN_A_CLAUSE)
    signs = sum(len(piece.text.strip()) for piece in pieces[start:end])
    return cost + LONE if signs < LEAST_SIGNS else cost
