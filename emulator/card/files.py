"""What a card's file tree is made of: applications with their keys, and files with who may read and write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from emulator.card.access import NEVER, Condition
from emulator.card.keys import Key

MF_ID = 0x3F00


@dataclass(frozen=True, slots=True)
class RecordFile:
    """An EF of records. `path` names them in memory; `sfi` is 1–30.

    Linear: SIMPLE-TLV objects, each its own identifier, of at most `room` bytes, at most `capacity` of them. Cyclic:
    `capacity` records of `room` bytes each, the newest first, which only the card itself would write.
    """

    path: str
    file_id: int
    sfi: int
    read: Condition = NEVER
    write: Condition = NEVER
    capacity: int = 16
    room: int = 257
    cyclic: bool = False


@dataclass(frozen=True, slots=True)
class TransparentFile:
    """An EF of `size` bytes. `path` names them in memory; `sfi` is 1–30."""

    path: str
    file_id: int
    sfi: int
    size: int
    read: Condition = NEVER
    write: Condition = NEVER


ElementaryFile = RecordFile | TransparentFile


@dataclass(frozen=True, slots=True, eq=False)
class Application:
    """MF, a DF or an ADF: `name` or `file_id` selects it, `fci` answers SELECT.

    `has_pin` tells whether the PIN and the global keys work here, `keys` which keys are known here at all. A `stub` can
    be selected and left, and refuses everything else.
    """

    label: str
    name: bytes = b""
    file_id: int | None = None
    fci: bytes = b""
    files: tuple[ElementaryFile, ...] = ()
    keys: Mapping[int, Key] = field(default_factory=dict)
    has_pin: bool = False
    stub: bool = False
    by_id: Mapping[int, ElementaryFile] = field(init=False)
    by_sfi: Mapping[int, ElementaryFile] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {file.file_id: file for file in self.files})
        object.__setattr__(self, "by_sfi", {file.sfi: file for file in self.files})


@dataclass(frozen=True, slots=True)
class Tree:
    """All applications of a card; `mf` is selected after a reset."""

    mf: Application
    by_name: Mapping[bytes, Application]
    by_file_id: Mapping[int, Application]

    @classmethod
    def of(cls, mf: Application, applications: Iterable[Application]) -> Tree:
        """The tree of `mf` and the applications that are selected by name or, those without one, by file id."""
        there = list(applications)
        return cls(
            mf,
            {application.name: application for application in there if application.name},
            {application.file_id: application for application in there if application.file_id is not None},
        )

    @property
    def applications(self) -> tuple[Application, ...]:
        """All but the MF."""
        return (*self.by_name.values(), *self.by_file_id.values())
