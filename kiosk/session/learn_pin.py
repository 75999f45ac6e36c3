"""How the office hears that the PIN was entered: PIK's answer to its question, or the terminal's claim without PIK."""

from __future__ import annotations

from dataclasses import replace

from kiosk.card.request import Evidence
from kiosk.issuer.answers import Answer, Denied, ProofWanted, Taken
from kiosk.issuer.question import AskPinProof, AskRecord, CheckPin, ClaimPin
from kiosk.rules.standing import NoStanding, Standing
from kiosk.session.effect import Ask, Effect
from kiosk.session.visit import NoList, PinQuestion, Visit

Known = tuple[Visit, tuple[Effect, ...]]

_MAY_HAVE_REVIEW = (Standing.SEALED, NoStanding.UNREACHABLE)


def want_pin_proof(visit: Visit) -> Known:
    """The PIN pad opens: what is the PIN to be proved with. Nobody waits for the answer."""
    if not (visit.presence and visit.has_pik):
        return replace(visit, pin_question=None), ()
    return replace(visit, pin_question=None, asking_pin=True), (Ask(visit.number, AskPinProof(visit.presence)),)


def question_of(answer: Answer, presence: bytes) -> PinQuestion | None:
    """What PIK is to answer, None where the office asks nothing."""
    match answer:
        case ProofWanted(number, factor, info):
            return PinQuestion(number, Evidence(factor, info), presence)
        case _:
            return None


def show_pin(visit: Visit, question: PinQuestion | None, evidence: bytes, *, initial: bool) -> Known:
    """The card took the PIN: the office is shown that, with what the card made of its question."""
    known = replace(visit, pin_question=None)
    listed = known if isinstance(known.others, tuple) else replace(known, others=NoList.ASKED)
    if question is not None and evidence:
        return listed, (Ask(visit.number, CheckPin(question.number, evidence, initial, question.presence)),)
    if visit.presence and not visit.has_pik:
        return listed, (Ask(visit.number, ClaimPin(visit.presence)),)
    return known, ()


def pin_told(visit: Visit, question: AskPinProof | CheckPin | ClaimPin, answer: Answer) -> Known:
    """What the office says to either; a PIN that was shown may have completed what was under review."""
    match question, answer:
        case AskPinProof(presence), ProofWanted() if presence == visit.presence:
            return replace(visit, pin_question=question_of(answer, presence), asking_pin=False), ()
        case AskPinProof(presence), Denied("no-evidence") if presence == visit.presence:
            return replace(visit, has_pik=False, asking_pin=False), ()
        case AskPinProof(presence), _:
            return replace(visit, asking_pin=visit.asking_pin and presence != visit.presence), ()
        case ((CheckPin(presence=presence) | ClaimPin(presence)), Taken()):
            anew = (Ask(visit.number, AskRecord(visit.card.identification)),)
            may_be_new = isinstance(question, CheckPin) and visit.standing in _MAY_HAVE_REVIEW
            open_ = NoList.NOT_ASKED if visit.others is NoList.ASKED else visit.others
            return replace(visit, shown=presence, others=open_), anew if may_be_new else ()
        case _:
            return replace(visit, others=NoList.UNKNOWN) if visit.others is NoList.ASKED else visit, ()
