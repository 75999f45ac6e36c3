"""What stands behind each fault that puts a terminal out of service, who mends it, and how: one table for all."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from kiosk.card.port import Fault


class Help(NamedTuple):
    """What a fault means, what mends it, and who can."""

    means: str
    mend: str
    who: str


_HALL, _TECHNICIAN, _MAKER = "the hall's staff", "a technician", "the makers of the terminal"

FAULTS: Mapping[Fault, Help] = MappingProxyType(
    {
        Fault.NO_SERVICE: Help(
            "The card reader service (pcscd) is not running.", "Start it: systemctl start pcscd.", _TECHNICIAN
        ),
        Fault.NOT_ALLOWED: Help(
            "pcscd does not allow this user to use card readers.",
            "Let polkit allow this user the action org.debian.pcsc-lite.access_pcsc: docs/install.md has the rule.",
            _TECHNICIAN,
        ),
        Fault.SERVICE_SILENT: Help(
            "The card reader service (pcscd) does not answer.", "Restart it: systemctl restart pcscd.", _TECHNICIAN
        ),
        Fault.NO_READER: Help(
            "There is no card reader.",
            "Plug one in, or see with kiosk doctor which there are and what the settings name.",
            _HALL,
        ),
        Fault.READERS_ALIKE: Help(
            "Which card reader is meant can't be told: several have this in their name, or two settings fit one.",
            "Say more of the name in the settings; kiosk doctor lists the readers.",
            _TECHNICIAN,
        ),
        Fault.CARD_GONE: Help("The card is gone.", "Put it in again.", _HALL),
        Fault.CARD_MUTE: Help("The card does not answer.", "Take it out, and put it in the right way up.", _HALL),
        Fault.CARD_UNSUPPORTED: Help(
            "The card is of a kind that card readers here can't talk to.", "Take it out.", _HALL
        ),
        Fault.CARD_BUSY: Help(
            "Another program is using the card.",
            "Close that program, such as a browser's card plug-in or opensc-tool.",
            _TECHNICIAN,
        ),
        Fault.ANSWER_LOST: Help("The card's answer was lost.", "Take the card out and put it in again.", _HALL),
        Fault.CARD_HUNG: Help(
            "The card took too long to answer.",
            "Take the card out and put it in again; if it comes back with other cards, unplug the reader for a moment.",
            _HALL,
        ),
        Fault.DEFECT: Help(
            "The terminal's own program failed; its log says where.",
            "Send the log (journalctl -u kiosk); the terminal starts that part again by itself.",
            _MAKER,
        ),
        Fault.OTHER: Help(
            "The card reader failed.",
            "Unplug the reader and plug it in again; if it comes back, change the reader.",
            _TECHNICIAN,
        ),
    }
)
