"""A request that came twice is carried out once: the second gets the answer that the first got."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from emulator.issuer.answers import Reason, Refused
from emulator.issuer.forget import forget
from emulator.issuer.schema import Idempotency

KEPT_FOR = timedelta(days=400)  # a terminal that was put away for a year may still bring a report again
KEY_LENGTH = 64


def once(
    session: Session,
    key: str,
    request: Sequence[str],
    now: datetime,
    carry_out: Callable[[], str | Refused],
    *,
    keeps_refusals: bool = True,
    repeated: Callable[[], None] = lambda: None,
) -> str | Refused:
    """What `carry_out` answers, or, where `key` was used for the same `request` before, what it answered then.

    Its answer is a short text without meaning here, such as a case's id. A refusal is remembered as well, unless a bare
    claim can be refused as often as anybody likes: those are found anew. `repeated` is called where nothing was carried
    out. Refused: CONFLICT for the key of another
    request, MALFORMED for a key that is empty or too long.
    """
    if not 0 < len(key) <= KEY_LENGTH:
        return Refused(Reason.MALFORMED)
    asked = hashlib.sha256(json.dumps(list(request)).encode()).hexdigest()
    known = session.get(Idempotency, key)
    if known is not None:
        if known.request != asked:
            return Refused(Reason.CONFLICT)
        repeated()
        return _read(known.answer)
    forget(session, Idempotency.at, now - KEPT_FOR)
    answer = carry_out()
    if isinstance(answer, Refused) and not keeps_refusals:
        return answer
    session.add(Idempotency(key=key, request=asked, answer=_written(answer), at=now))
    session.flush()
    return answer


def _written(answer: str | Refused) -> str:
    return f"refused {answer.reason.value}" if isinstance(answer, Refused) else f"done {answer}"


def _read(text: str) -> str | Refused:
    kind, _, rest = text.partition(" ")
    return Refused(Reason(rest)) if kind == "refused" else rest
