"""What people can touch at a self-service terminal: there is no intent here that opens a case or unlocks a PIN."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType

from kiosk.errand import Errand
from kiosk.roles.parts import Intents
from kiosk.session.event import (
    ChoseOthers,
    ChosePinChange,
    ChoseStanding,
    ChoseUnlock,
    Ended,
    PersonEvent,
    Touched,
    WentBack,
    WentOn,
)

INTENTS: Intents[PersonEvent] = MappingProxyType(
    {
        "change-pin": ChosePinChange,
        "standing": ChoseStanding,
        "others": ChoseOthers,
        **{errand.value: partial(ChoseUnlock, errand) for errand in Errand},
        "on": WentOn,
        "back": WentBack,
        "end": Ended,
        "touch": Touched,
    }
)
PADS = frozenset((screen, "") for screen in ("pin-present", "pin-wrong", "pin-new", "pin-refused", "pin-again"))
