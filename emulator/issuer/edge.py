"""The office's edge: what each call takes, checked before anything is looked up. Whatever comes, an answer comes back.

Sizes, types and alphabets stand in one table, a line a call. What does not fit is MALFORMED, the number that it tried
is spent, and nothing of it is told anywhere: neither pydantic's words nor ours repeat what was sent. A value is of
its type itself, never of one made from it, whose methods could lie or raise wherever it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import wraps
from inspect import Signature, signature
from typing import Annotated, Any, Literal, Protocol, TypeVar, cast

from pydantic import AfterValidator, ConfigDict, Field, InstanceOf, TypeAdapter, ValidationError

from emulator.issuer.answers import Credential, EnabledReport, Reason, Refused
from emulator.issuer.new_pin import NewPin

OfficeT = TypeVar("OfficeT", bound="Spending")

_STRICT = ConfigDict(strict=True)
_PLAIN = frozenset((bytes, str, int, bool, type(None), NewPin))
_ZEROS = bytes(4)


class Spending(Protocol):
    """An office that can spend a number which came with something malformed."""

    def _spend(self, caller: Credential, number: str) -> None:
        """It is good for nothing any more."""
        ...


def _says_its_whole_length(challenge: bytes) -> bytes:
    """A shorter challenge in disguise is none: it would soon be met again. Raises ValueError."""
    if challenge.endswith(_ZEROS):
        raise ValueError
    return challenge


def _has_digits(pin: NewPin) -> NewPin:
    """One that was wiped has none, nor has one that was never made whole. Raises ValueError."""
    if _field(pin, "wiped") is not False:
        raise ValueError
    return pin


def _bytes(*sizes: int) -> Any:
    """Bytes of one of these sizes."""
    alternatives = [Annotated[bytes, Field(min_length=size, max_length=size)] for size in sizes]
    return alternatives[0] if len(alternatives) == 1 else alternatives[0] | alternatives[1]


def _text(pattern: str) -> Any:
    return Annotated[str, Field(pattern=pattern)]


IDENTIFICATION = _bytes(16)
TOKEN, TOKEN_OR_NONE = _bytes(32), _bytes(0, 32)
PROOF, PROOF_OR_NONE = _bytes(8), _bytes(0, 8)
NUMBER, NUMBER_OR_NONE = _text("^[0-9a-f]{32}$"), _text("^([0-9a-f]{32})?$")
CHALLENGE: Any = Annotated[_bytes(8, 16), AfterValidator(_says_its_whole_length)]
CASE = _text("^[0-9a-f]{32}$")
KEY = _text("^[0-9A-Za-z._:+ -]{1,64}$")
_WORD = "^[a-z-]{1,20}$"
WORD = _text(_WORD)
DOCUMENTS = Annotated[frozenset[Annotated[str, Field(pattern=_WORD)]], Field(max_length=10)]
RESULT = Literal["done", "failed", "unknown"]
NEW_PIN = Annotated[InstanceOf[NewPin], AfterValidator(_has_digits)] | None

TERMINAL_ALPHABET = "^[0-9A-Za-z-]{1,20}$"
_LONGEST_SECRET = 64
_TERMINAL: TypeAdapter[str] = TypeAdapter(_text(TERMINAL_ALPHABET), config=_STRICT)
_SECRET: TypeAdapter[bytes] = TypeAdapter(Annotated[bytes, Field(max_length=_LONGEST_SECRET)], config=_STRICT)


@dataclass(frozen=True, slots=True)
class Fields:
    """What a call takes in one argument, field by field."""

    type: type
    fields: Mapping[str, Any]


# Of each call what it takes besides its caller. A call that spends a number calls it `number`.
_TABLE: Mapping[str, Mapping[str, Any]] = {
    "standing": {"card": IDENTIFICATION},
    "other_cards": {"presence": TOKEN},
    "internal_challenge": {"card": IDENTIFICATION},
    "check_proof": {"number": NUMBER, "proof": PROOF},
    "read_proof": {"presence": TOKEN, "challenge": CHALLENGE},
    "sign_out": {"session": TOKEN},
    "pin_challenge": {"presence": TOKEN},
    "check_pin": {"number": NUMBER, "proof": PROOF, "initial": bool},
    "claim_pin": {"presence": TOKEN},
    "enabling_challenge": {"presence": TOKEN},
    "report_enabled_by": {
        "report": Fields(
            EnabledReport,
            {"presence": TOKEN_OR_NONE, "number": NUMBER_OR_NONE, "before": PROOF_OR_NONE, "after": PROOF_OR_NONE},
        ),
        "key": KEY,
    },
    "operator_challenge": {"operator_card": IDENTIFICATION},
    "check_operator": {"number": NUMBER, "proof": PROOF},
    "open_session": {"number": NUMBER, "proof": PROOF},
    "case_challenge": {"session": TOKEN},
    "record_case": {
        "session": TOKEN,
        "number": NUMBER,
        "proof": PROOF,
        "presence": TOKEN,
        "matter": WORD,
        "who": WORD,
        "documents": DOCUMENTS,
        "key": KEY,
    },
    "presence_challenge": {"session": TOKEN, "case": CASE},
    "check_presence": {"session": TOKEN, "case": CASE, "number": NUMBER, "proof": PROOF},
    "puk_proof": {"session": TOKEN, "case": CASE, "presence": TOKEN, "challenge": CHALLENGE},
    "unblock_command": {"session": TOKEN, "case": CASE, "presence": TOKEN, "challenge": CHALLENGE, "new_pin": NEW_PIN},
    "report_case": {"case": CASE, "result": RESULT, "key": KEY, "number": NUMBER_OR_NONE, "proof": PROOF_OR_NONE},
    "audit_head": {"seen_size": Annotated[int, Field(ge=0, lt=2**63)]},
}


Check = Callable[[object], bool]


def _fits(adapter: TypeAdapter[Any]) -> Check:
    def fits(value: object) -> bool:
        if not _is_plain(value):
            return False
        try:
            adapter.validate_python(value)
        except ValidationError:  # its text repeats the value
            return False
        return True

    return fits


def _is_plain(value: object) -> bool:
    """Whether none of its methods is the caller's; pydantic, strict too, takes what is made from a type."""
    if type(value) is frozenset:
        return all(type(each) in _PLAIN for each in value)
    return type(value) in _PLAIN


def _check(kind: Any) -> Check:
    if not isinstance(kind, Fields):
        # pydantic takes no configuration for a type that has one of its own, such as NewPin's union
        return _fits(TypeAdapter(kind, config=_STRICT))
    assert {field.name for field in fields(kind.type)} == set(kind.fields)
    checks = {name: _check(of) for name, of in kind.fields.items()}
    return lambda value: type(value) is kind.type and all(fits(_field(value, name)) for name, fits in checks.items())


def _field(value: object, name: str) -> object:
    """None where it was never set, as of an object that was made without its constructor."""
    return getattr(value, name, None)


_IS_NUMBER = _check(NUMBER)
CALLS: Mapping[str, Mapping[str, Check]] = {
    call: {name: _check(kind) for name, kind in taken.items()} for call, taken in _TABLE.items()
}


def is_terminal(name: object) -> bool:
    """Whether a terminal may be called so."""
    return _fits(_TERMINAL)(name)


def strict(office: type[OfficeT]) -> type[OfficeT]:
    """An office whose calls, those of CALLS, answer MALFORMED for what they do not take; a test sees that none lacks.

    A caller that is none, or can't be one that is registered, is UNKNOWN_TERMINAL. A new PIN is wiped, whatever the
    answer.
    """
    for name, checks in CALLS.items():
        if name in vars(office):
            setattr(office, name, _answering(vars(office)[name], checks))
    return office


def _answering(call: Callable[..., Any], checks: Mapping[str, Check]) -> Callable[..., Any]:
    takes = signature(call)

    @wraps(call)
    def answer(office: Spending, *given: object, **named: object) -> Any:
        arguments = _bound(takes, office, given, named)
        if arguments is None:
            _wipe(*given, *named.values())
            return Refused(Reason.MALFORMED)
        caller = arguments["caller"]
        if not _may_be_known(caller):
            _wipe(*arguments.values())
            return Refused(Reason.UNKNOWN_TERMINAL)
        fit = {name: fits(arguments[name]) for name, fits in checks.items()}
        if all(fit.values()):
            return call(**arguments)
        _wipe(*arguments.values())
        tried = _number_of(arguments)
        if tried:
            office._spend(caller, tried)
        return Refused(Reason.MALFORMED)

    return answer


def _number_of(arguments: Mapping[str, Any]) -> str:
    """The number that the call tries, also within a report; empty where there is none, or none of its form."""
    report = arguments.get("report")
    tried = _field(report, "number") if type(report) is EnabledReport else arguments.get("number")
    said = str.__str__(tried) if issubclass(type(tried), str) else ""  # what it is, whatever it would say of itself
    return said if _IS_NUMBER(said) else ""


def _bound(
    takes: Signature, office: object, given: tuple[object, ...], named: Mapping[str, object]
) -> dict[str, Any] | None:
    """The arguments by name, the office's own as `self`; None where there are too many or too few."""
    if not all(type(name) is str for name in named):
        return None
    try:
        bound = takes.bind(office, *given, **named)
    except TypeError:
        return None
    bound.apply_defaults()
    return dict(bound.arguments)


def _may_be_known(caller: object) -> bool:
    if type(caller) is not Credential:
        return False
    return is_terminal(_field(caller, "terminal")) and _fits(_SECRET)(_field(caller, "_secret"))


def _wipe(*values: object) -> None:
    for value in values:
        if issubclass(type(value), NewPin):
            with suppress(Exception):  # of what is made from it, anything may stand where its digits should
                NewPin.wipe(cast("NewPin", value))
