"""What each setting owns of a disk: no two of them may keep anything in one place, whatever their paths are called."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """A file or folder with the files that are made `beside` it, by what they add to its name.

    `whole`: all that is below it is its own as well. For a file that is so, since nothing can be there.
    """

    name: str
    path: Path
    beside: tuple[str, ...] = ()
    whole: bool = True

    def __str__(self) -> str:
        return f"{self.name} ({self.path})"


def in_each_others_way(places: list[Place]) -> tuple[Place, Place] | None:
    """A place and the one that it lies in, of those that come before it if there is a choice; None where all are apart.

    Compared is what is behind the paths now: links are followed, and a hard link or a second mount is the same.
    """
    owned = [(place, _Owned.of(place)) for place in places if not _is_device(place.path)]
    for (owner, its), (other, others) in permutations(owned, 2):
        if its.has(others):
            return other, owner
    return None


@dataclass(frozen=True, slots=True)
class _Owned:
    paths: frozenset[Path]
    files: frozenset[tuple[int, int]]  # device and inode of what is there
    whole: bool

    @classmethod
    def of(cls, place: Place) -> _Owned:
        real = os.path.realpath(place.path)
        paths = frozenset(Path(real + more) for more in ("", *place.beside))
        inside = _inside(Path(real)) if place.whole else ()
        files = frozenset(filter(None, map(_file, (*paths, *inside))))
        return cls(paths, files, place.whole)

    def has(self, other: _Owned) -> bool:
        """Whether something of the other's is this one's."""
        steps = {step for path in other.paths for step in ((path, *path.parents) if self.whole else (path,))}
        return not self.paths.isdisjoint(steps) or any(_file(step) in self.files for step in steps)


def _inside(folder: Path) -> Iterator[Path]:
    """A folder's files: another name of one of them is that one."""
    try:
        yield from folder.iterdir()
    except OSError:  # there is none, or nobody may look into it: then no name can be compared
        return


def _file(path: Path) -> tuple[int, int] | None:
    try:
        about = os.stat(path)
    except OSError:  # not there, or not to be looked at
        return None
    return about.st_dev, about.st_ino


def _is_device(path: Path) -> bool:
    """Or a pipe, which keeps nothing."""
    try:
        kind = os.stat(path).st_mode
    except OSError:
        return False
    return not stat.S_ISREG(kind) and not stat.S_ISDIR(kind)
