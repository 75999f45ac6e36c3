"""Which roles there are: a line a role, whose modules are loaded when a terminal has that role and no sooner.

Nothing else in the kiosk names a role's own modules, but the role's: a self-service terminal never loads a word of
another's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from kiosk.roles.parts import RoleParts
from kiosk.settings import RoleName as RoleName

if TYPE_CHECKING:
    from emulator.issuer.answers import Credential
    from emulator.issuer.office import Office
    from emulator.issuer.terminals import TerminalRole


@dataclass(frozen=True, slots=True)
class Role:
    """The modules of a role's `PARTS`, and of its side of an office in this process: `near`.

    `enrols_as` is what the issuer knows a terminal in this role as.
    """

    parts_in: str
    near_in: str
    enrols_as: TerminalRole

    def parts(self) -> RoleParts[Any, Any]:
        """What it is made of."""
        parts = import_module(self.parts_in).PARTS
        assert isinstance(parts, RoleParts)
        return parts

    def near(self, office: Office, caller: Credential) -> Any:
        """Its side of the office, as `caller`. What that takes is loaded with the first office, and not before."""
        near: Callable[[Office, Credential], object] = import_module(self.near_in).near
        return near(office, caller)


ROLES: Mapping[RoleName, Role] = {
    "self-service": Role("kiosk.roles.self_service.parts", "kiosk.app.near_self_service", "self-service"),
    "service-point": Role("kiosk.roles.service_point.parts", "kiosk.app.near_service_point", "service-point"),
}
