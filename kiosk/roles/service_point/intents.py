"""The service point's role: all that a self-service terminal offers, staff's sign-in and cases."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType

from kiosk.roles.self_service.intents import SELF_SERVICE
from kiosk.roles.service_point.event import ChoseCase, ChoseMatter, ChoseWho, OpenCase, SignedOut, ToggledDocument
from kiosk.roles.service_point.matter import Document, Matter, Who
from kiosk.roles.service_point.projection import project
from kiosk.ui.role import Role

SERVICE_POINT = Role(
    project,
    MappingProxyType(
        {
            **SELF_SERVICE.intents,
            "case": ChoseCase,
            **{f"matter-{matter.value}": partial(ChoseMatter, matter) for matter in Matter},
            **{f"who-{who.value}": partial(ChoseWho, who) for who in Who},
            **{f"document-{document.value}": partial(ToggledDocument, document) for document in Document},
            "open-case": OpenCase,
            "sign-out": SignedOut,
        }
    ),
    SELF_SERVICE.pads | {("staff-sign-in", "pin"), *(("reset-pin", stage) for stage in ("new", "refused", "again"))},
)
