"""A Merkle tree over a log that only grows, as in RFC 6962: its root, what proves a leaf, and what it grew from.

Pure: hashes come from whoever keeps them. What is kept are the complete subtrees' hashes, each at its `Place`; all
else is made of at most as many of them as the number of leaves has digits in base two, or twice that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

EMPTY = hashlib.sha256().digest()  # the root of a log without leaves


class Place(NamedTuple):
    """Where a complete subtree is: over 2 ** level leaves, the number-th of that size. A leaf has level 0."""

    level: int
    number: int


class Span(NamedTuple):
    """The leaves from `begin` on, before `end`."""

    begin: int
    end: int


Read = Callable[[Sequence[Place]], Mapping[Place, bytes]]  # the hashes at these places; raises KeyError for none


def leaf_hash(content: bytes) -> bytes:
    """The hash of a leaf, 32 bytes."""
    return hashlib.sha256(b"\0" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side."""
    return hashlib.sha256(b"\1" + left + right).digest()


def peaks(span: Span) -> list[Place]:
    """The largest complete subtrees that make up the span, left to right; it begins where a tree of its size can."""
    found, begin = [], span.begin
    while begin < span.end:
        level = (span.end - begin).bit_length() - 1
        found.append(Place(level, begin >> level))
        begin += 1 << level
    return found


def grown(size: int, hashes: Sequence[bytes], leaves: Iterable[bytes]) -> tuple[dict[Place, bytes], list[bytes]]:
    """What is new once leaves' hashes came behind `size` others, whose peaks have these hashes; and the peaks then."""
    added: dict[Place, bytes] = {}
    top = list(hashes)
    for number, leaf in enumerate(leaves, start=size):
        place, found = Place(0, number), leaf
        added[place] = found
        while place.number & 1:
            place, found = Place(place.level + 1, place.number >> 1), node_hash(top.pop(), found)
            added[place] = found
        top.append(found)
    return added, top


def folded(hashes: Sequence[bytes]) -> bytes:
    """The root over peaks with these hashes, left to right."""
    if not hashes:
        return EMPTY
    *others, root = hashes
    for left in reversed(others):
        root = node_hash(left, root)
    return root


def inclusion(number: int, size: int) -> list[Span]:
    """What proves that the leaf `number`, from 0, is among the first `size`: the hash of each span, in this order."""
    return [*_path(number, Span(0, size))]


def consistency(old: int, size: int) -> list[Span]:
    """What proves that the first `old` leaves are still the first of `size`; nothing where one of them is all."""
    return [*_grown_from(old, Span(0, size), whole=True)] if 0 < old < size else []


def proof(spans: Iterable[Span], read: Read) -> tuple[bytes, ...]:
    """The spans' hashes. Raises KeyError where one is not kept."""
    parts = [peaks(span) for span in spans]
    found = read([place for part in parts for place in part])
    return tuple(folded([found[place] for place in part]) for part in parts)


def is_included(leaf: bytes, number: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether `path` proves the leaf of this hash to be the one with this number (RFC 9162, 2.1.3.2)."""
    if not 0 <= number < size:
        return False
    here, last, found = number, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            found = node_hash(step, found)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            found = node_hash(found, step)
        here, last = here >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(old: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    """Whether `path` proves that the log of `size` leaves began as the one of `old` (RFC 9162, 2.1.4.2)."""
    if old == size:
        return not path and old_root == root
    if old == 0:  # whatever there is began as nothing
        return not path and old_root == EMPTY and size > 0
    if not 0 < old < size:
        return False
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    if not steps:
        return False
    here, last = old - 1, size - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            after = node_hash(after, step)
        here, last = here >> 1, last >> 1
    return last == 0 and before == old_root and after == root


def _path(number: int, span: Span) -> Iterator[Span]:
    if span.end - span.begin == 1:
        return
    left, right = _halves(span)
    if number < right.begin:
        yield from _path(number, left)
        yield right
    else:
        yield from _path(number, right)
        yield left


def _grown_from(old: int, span: Span, *, whole: bool) -> Iterator[Span]:
    if old == span.end:
        if not whole:  # else its hash is known to who asks
            yield span
        return
    left, right = _halves(span)
    if old <= right.begin:
        yield from _grown_from(old, left, whole=whole)
        yield right
    else:
        yield from _grown_from(old, right, whole=False)
        yield left


def _halves(span: Span) -> tuple[Span, Span]:
    """The largest complete subtree that is not all, and the rest."""
    middle = span.begin + (1 << ((span.end - span.begin - 1).bit_length() - 1))
    return Span(span.begin, middle), Span(middle, span.end)
