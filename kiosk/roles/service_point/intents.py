"""What people can touch at a service point: all that a self-service terminal offers, staff's sign-in and cases."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType

from kiosk.roles.parts import Intents
from kiosk.roles.self_service import intents as self_service
from kiosk.roles.service_point.event import (
    ChoseCase,
    ChoseMatter,
    ChoseWho,
    OpenCase,
    PersonEvent,
    SignedOut,
    ToggledDocument,
)
from kiosk.roles.service_point.matter import Document, Matter, Who

INTENTS: Intents[PersonEvent] = MappingProxyType(
    {
        **self_service.INTENTS,
        "case": ChoseCase,
        **{f"matter-{matter.value}": partial(ChoseMatter, matter) for matter in Matter},
        **{f"who-{who.value}": partial(ChoseWho, who) for who in Who},
        **{f"document-{document.value}": partial(ToggledDocument, document) for document in Document},
        "open-case": OpenCase,
        "sign-out": SignedOut,
    }
)
PADS = self_service.PADS | {
    ("staff-sign-in", "pin"),
    *(("reset-pin", stage) for stage in ("new", "refused", "again", "confirm")),
}
