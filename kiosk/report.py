"""What `kiosk status` says of a card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from kiosk.rules import mask
from kiosk.rules.advice import advice_for
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.standing import ELECTRONIC_CARD, NoStanding, Standing
from kiosk.rules.validity import is_expired, is_renewable
from kiosk.session.known import known
from kiosk.session.visit import Visit
from kiosk.words import ADVICE

_NOT_KNOWN = "not known"

Reported = str | int | bool | None | list[str] | dict[str, str | int]


MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "reader": "the reader's PC/SC name",
        "atr": "the answer to reset, upper-case hex",
        "protocol": "`t0` or `t1`",
        "version": "of the card's standard, such as `3.00`",
        "region": "the issuing region's code, six digits",
        "card_number": "the card's number, nine digits and capital letters, masked",
        "identification": "the card's identification, masked",
        "issued": "the day of issue",
        "valid_until": "the last day; `null`, and the next two with it, where the card holds no date there",
        "tries_left": "PIN attempts left, 0 to 6; `null` also where the card has no PIN yet",
        "locked": "whether the PIN is locked",
        "expired": "whether the last day is over, by China's date",
        "renewable": "whether a new card can be applied for already",
        "standing": "what the registry says of the card, see below",
        "electronic_card": "what the electronic card can do meanwhile, see below",
        "advice": "ids, see below",
    }
)


def report(visit: Visit, today: date) -> dict[str, Reported]:
    """The card in the reader, for programs: no name, numbers masked, days as ISO dates; null where not known."""
    card, standing = visit.card, visit.standing
    told = standing if isinstance(standing, Standing) else None
    return {
        "reader": visit.reader,
        "atr": card.atr.hex().upper(),
        "protocol": card.protocol,
        "version": card.version or None,
        "region": card.region or None,
        "card_number": mask.number(card.number) or None,
        "identification": mask.number(card.identification.hex().upper()),
        "issued": card.issued.isoformat() if card.issued else None,
        "valid_until": card.valid_until.isoformat() if card.valid_until else None,
        "tries_left": card.tries_left,
        "locked": card.tries_left == 0,
        "expired": is_expired(card.valid_until, today),
        "renewable": is_renewable(card.valid_until, today),
        "standing": {"code": told.value, "name": told.id} if told is not None else None,
        "electronic_card": ELECTRONIC_CARD[told].value if told is not None else None,
        "advice": [advice.id for advice in advice_for(known(visit, today))],
    }


def report_lines(visit: Visit, today: date) -> list[tuple[str, str]]:
    """The same for a person: label and words."""
    card, facts = visit.card, report(visit, today)
    standing = f"{visit.standing.value} {visit.standing.id}" if isinstance(visit.standing, Standing) else _NOT_KNOWN
    if isinstance(visit.standing, Standing) and visit.genuine is Genuineness.UNCHECKED:
        standing += ", but the issuer does not check now whether this is the card; kiosk doctor says why"
    if visit.standing is NoStanding.NOT_CONFIGURED:
        standing = "not known, no issuer is configured"
    ends = "expired" if facts["expired"] else "renewable" if facts["renewable"] else "in date"
    number, region, version, issued, last = (
        facts[key] or _NOT_KNOWN for key in ("card_number", "region", "version", "issued", "valid_until")
    )
    return [
        ("reader", visit.reader),
        ("card", f"{number}, region {region}, version {version}"),
        ("ATR", f"{facts['atr']} ({card.protocol})"),
        ("valid", f"{issued} to {last}, {ends}" if card.valid_until else f"{issued} to {last}"),
        ("PIN", _attempts(card.tries_left) if card.has_pin else "none yet"),
        ("standing", standing),
        *(("advice", ADVICE[advice.id]) for advice in advice_for(known(visit, today))),
    ]


def _attempts(left: int | None) -> str:
    return {None: _NOT_KNOWN, 0: "locked", 1: "1 PIN attempt left"}.get(left, f"{left} PIN attempts left")
