"""The issuer in this process as the terminal's witness has it: every answer comes with the head of the audit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

from kiosk.issuer.witness import ANOTHER_ISSUER, Seen, Witness

if TYPE_CHECKING:
    from emulator.issuer.answers import AuditHead, Credential, Refused
    from emulator.issuer.office import Office

AT_ONCE = 16  # programs of one terminal that hear of its issuer at the same moment, at the most
NEEDS_NO_KEY = frozenset(("standing",))  # what is asked of an issuer that is not believed as well


@dataclass(frozen=True, slots=True)
class NearHead:
    """A head of the office in this process, as `kiosk.issuer.witness.Told`."""

    told: AuditHead

    @property
    def now(self) -> datetime:
        """The issuer's time."""
        return self.told.now

    def head(self) -> Seen:
        """What is to be kept of it."""
        told = self.told
        return Seen(told.public.hex(), told.size, told.root.hex(), told.at.isoformat(), told.signature.hex())

    def trouble(self, seen: Seen | None) -> str:
        """Why it can't follow what was seen."""
        from emulator.issuer.audit_key import Head, is_signed
        from emulator.issuer.merkle import is_consistent

        told = self.told
        if seen is not None and told.public.hex() != seen.public:
            return ANOTHER_ISSUER
        if not is_signed(Head(told.size, told.root, told.at, told.signature), told.public):
            return "its audit is not signed"
        if seen is None:
            return ""
        if told.size < seen.size:
            return "its audit is shorter than it was"
        if not is_consistent(seen.size, bytes.fromhex(seen.root), told.size, told.root, told.proof):
            return "its audit does not contain what was seen"
        return ""

    def is_answered_for(self, seen: Seen) -> bool:
        """Whether a statement of the issuer's, newer than what was seen, says why; and the head goes on from it."""
        from emulator.issuer.audit_key import Head, Restored, is_signed
        from emulator.issuer.merkle import is_consistent

        told, public = self.told, bytes.fromhex(seen.public)
        return is_signed(Head(told.size, told.root, told.at, told.signature), public) and any(
            each.at > datetime.fromisoformat(seen.at)
            and is_signed(Restored(each.size, each.root, each.at, each.reason, each.signature), public)
            and is_consistent(each.size, each.root, told.size, told.root, each.proof)
            for each in told.restores
        )


class Judged(Enum):
    """What an office's head says of what it answers."""

    BELIEVED = "believed"
    NOT_BELIEVED = "not-believed"  # it doesn't contain what was seen, and nobody answers for that


class WitnessedOffice:
    """An office whose answers are believed only with a head that contains what this terminal saw: refusals as well.

    Its head is judged before it is asked anything that has to do with keys, and again once it has answered, for it may
    have been put back in between. Where it is not believed whatever has to do with keys is refused with AUDIT_BROKEN,
    and what was answered is dropped; where no head can be had, with the reason of that.
    """

    def __init__(self, office: Office, caller: Credential, witness: Witness) -> None:
        self._office = office
        self._caller = caller
        self._witness = witness
        self._turn = Lock()  # clerk and postman both ask

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return partial(self._ask, name, getattr(self._office, name))

    def _ask(self, name: str, call: Callable[..., Any], *given: Any, **named: Any) -> Any:
        from emulator.issuer.new_pin import NewPin

        if name in NEEDS_NO_KEY:
            answer = call(*given, **named)
            self._judged()
            return answer
        if (before := self._judged()) is not Judged.BELIEVED:
            for value in (*given, *named.values()):
                if isinstance(value, NewPin):
                    value.wipe()
            return _refused(before)
        answer = call(*given, **named)
        after = self._judged()
        return answer if after is Judged.BELIEVED else _refused(after)

    def _judged(self) -> Judged | Refused:
        """Whether the audit goes on from what was seen; it is asked again where another program saw more meanwhile.

        Nobody holds the record while the office is asked, which may take as long as it likes. Refused: it tells no head
        just now, which is no rolling back.
        """
        from emulator.issuer.answers import Reason, Refused

        with self._turn:
            for _ in range(AT_ONCE):
                seen = self._witness.look()
                told = self._office.audit_head(self._caller, seen.size if seen else 0)
                if isinstance(told, Refused):
                    broken = told.reason is Reason.AUDIT_BROKEN or self._witness.is_broken
                    return Judged.NOT_BELIEVED if broken else told
                believed = self._witness.hear(NearHead(told), seen)
                if believed is not None:
                    return Judged.BELIEVED if believed else Judged.NOT_BELIEVED
        return Refused(Reason.UNAVAILABLE)


def _refused(judged: Judged | Refused) -> Refused:
    from emulator.issuer.answers import Reason, Refused

    return judged if isinstance(judged, Refused) else Refused(Reason.AUDIT_BROKEN)


def witnessed(office: Office, caller: Credential, witness: Witness) -> Office:
    """The office, to be asked as before."""
    return cast("Office", WitnessedOffice(office, caller, witness))
