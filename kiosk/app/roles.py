"""Which roles there are: a line a role, whose modules are loaded when a terminal has that role and no sooner.

Nothing else here names a role's own modules, so that what a self-service terminal runs never loads a word of another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from kiosk.card.port import Port
from kiosk.roles.parts import RoleParts
from kiosk.roles.reader import Reader
from kiosk.settings import Role as RoleName
from kiosk.settings import Settings

if TYPE_CHECKING:
    from emulator.issuer.answers import Credential
    from emulator.issuer.office import Office
    from kiosk.app.office import NearOffice, NearServicePointOffice
    from kiosk.ui.window import Runner

AtWork = Callable[..., AbstractContextManager["Runner"]]
Ports = Mapping[Reader, Callable[[], Port]]


@dataclass(frozen=True, slots=True)
class Role:
    """A role with what puts it to work: `near` makes its side of an office, `at_work` a terminal over its readers."""

    parts: RoleParts[Any, Any]
    near: Callable[[Office, Credential], Any]
    at_work: Callable[[Settings, Ports], AtWork]


def near_office(office: Office, caller: Credential) -> NearOffice:
    """A self-service terminal's side. What it takes is loaded with the office, and not before."""
    from kiosk.app.office import NearOffice

    return NearOffice(office, caller)


def _near_service_point_office(office: Office, caller: Credential) -> NearServicePointOffice:
    from kiosk.app.office import NearServicePointOffice

    return NearServicePointOffice(office, caller)


def _self_service() -> Role:
    from kiosk.app.terminal import running
    from kiosk.roles.self_service.parts import SELF_SERVICE

    return Role(SELF_SERVICE, near_office, lambda settings, ports: partial(running, settings, ports[Reader.HOLDER]))


def _service_point() -> Role:
    from kiosk.app.service_point import serving
    from kiosk.roles.service_point.parts import SERVICE_POINT

    def at_work(settings: Settings, ports: Ports) -> AtWork:
        return partial(serving, settings, ports[Reader.HOLDER], ports[Reader.STAFF])

    return Role(SERVICE_POINT, _near_service_point_office, at_work)


ROLES: Mapping[RoleName, Callable[[], Role]] = {"self-service": _self_service, "service-point": _service_point}


def every_role() -> Iterator[Role]:
    """All of them, loaded: for the tour and the drawn pages."""
    return (load() for load in ROLES.values())
