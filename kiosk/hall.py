"""The rules of a hall: they bind `kiosk run` on real readers, and `kiosk doctor` says what it would say. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kiosk.card.reader_choice import could_be_one
from kiosk.card.real_readers import is_virtual
from kiosk.settings import Settings
from kiosk.ui.trouble import PLATFORMS

READERS = ("reader", "staff_reader")


class Refusal(NamedTuple):
    """A setting that a hall's terminal does not start with: its key, what is wrong, what mends it.

    As text for whoever has not asked doctor, which says it itself and has listed the readers.
    """

    key: str
    says: str
    mend: str

    def __str__(self) -> str:
        listed = " (kiosk doctor lists the readers)" if self.key in READERS else ""
        return f"settings: {self.key}: {self.says}; {self.mend}{listed}"


def refusals(settings: Settings, environment: Mapping[str, str], *, staffed: bool) -> Iterator[Refusal]:
    """Why `kiosk run` does not start; nothing where it does. `staffed`: the role has a reader for its staff."""
    keys = READERS if staffed else READERS[:1]
    for key in keys:
        named = getattr(settings, key).strip()
        if not named and staffed:
            yield Refusal(key, "a service point has two readers", "name both, reader and staff_reader")
        elif not named and not settings.allow_virtual_reader:
            mend = "name it, or try virtual cards: kiosk run --desk"
            yield Refusal(key, "a hall's terminal has one reader that is named", mend)
        elif is_virtual(named) and not settings.allow_virtual_reader:
            yield Refusal(key, "this is a virtual reader", "name a real one, or for trials set allow_virtual_reader")
    if staffed and settings.reader and settings.staff_reader and could_be_one(settings.reader, settings.staff_reader):
        says = "it and reader could mean the same reader, for one is a part of the other"
        yield Refusal("staff_reader", says, "say more of both names")
    if staffed and settings.issuer is None:
        yield Refusal("issuer", "staff of a service point sign in at the issuer", "name its folder")
    named = environment.get("QT_QPA_PLATFORM", "")
    for platform in filter(None, named.split(";")):
        if platform.partition(":")[0] not in PLATFORMS:
            mend = f"unset QT_QPA_PLATFORM, or set it to one of {', '.join(PLATFORMS)}"
            yield Refusal("QT_QPA_PLATFORM", "no platform for a hall", mend)


def issuer_note(settings: Settings) -> tuple[str, str]:
    """What is to be known of a terminal's issuer, and what would change it."""
    if settings.issuer is None:
        return (
            "No issuer is configured: no card can be checked here, and no change of PIN enables one.",
            "Name one in the settings: issuer.",
        )
    return f"The issuer is the folder {settings.issuer}: for trials.", ""
