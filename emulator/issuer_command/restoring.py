"""`emulator issuer restore-accept`: somebody answers for what registry and audit are."""

from __future__ import annotations

from emulator.issuer_command.options import FolderOption, ReasonOption, explained
from emulator.printable import printable
from emulator.streams import say_done


def restore_accept(folder: FolderOption, reason: ReasonOption) -> None:
    """Sign why a restored registry is lawful.

    After a restore from a backup, or once it is known who changed what by hand. What does not agree is put down as it
    is, and signed with the reason; terminals that saw another state believe the issuer again.
    """
    with explained():
        from emulator.issuer_report import accept

        said = accept(folder, reason)
    say_done("\n".join(map(printable, said)))
