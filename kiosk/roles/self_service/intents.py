"""The self-service terminal's role: there is no intent here that opens a case or unlocks a PIN."""

from __future__ import annotations

from types import MappingProxyType

from kiosk.roles.self_service.projection import project
from kiosk.session.event import (
    ChoseOthers,
    ChosePinChange,
    ChoseStanding,
    ChoseUnlock,
    Ended,
    Touched,
    WentBack,
    WentOn,
)
from kiosk.ui.role import Role

SELF_SERVICE = Role(
    project,
    MappingProxyType(
        {
            "change-pin": ChosePinChange,
            "standing": ChoseStanding,
            "others": ChoseOthers,
            "unlock": ChoseUnlock,
            "on": WentOn,
            "back": WentBack,
            "end": Ended,
            "touch": Touched,
        }
    ),
    frozenset((screen, "") for screen in ("pin-present", "pin-wrong", "pin-new", "pin-refused", "pin-again")),
)
