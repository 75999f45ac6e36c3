"""What gets known of a card beside what the person does: by which questions and inquiries, and on which screens."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.card.outcome import (
    CardRead,
    ChallengeRead,
    Changed,
    Contradicted,
    HolderRead,
    NoInquiry,
    Outcome,
    Proof,
    Unchanged,
    Verified,
)
from kiosk.card.pin import Pin
from kiosk.card.port import Failure, Fault
from kiosk.card.request import ProveCard, ReadChallenge, ReadCounter, ReadHolder
from kiosk.card.sighting import CardIn
from kiosk.issuer.answers import (
    Answer,
    Away,
    Denied,
    ExternalProof,
    Genuine,
    NotConfigured,
    NotGenuine,
    NotListed,
    OtherCards,
    ProofWanted,
    Taken,
    UnderReview,
)
from kiosk.issuer.question import AskOtherCards, AskPinProof, AskProof, AskReadProof, AskRecord, CheckProof, Question
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.new_pin import Refusal
from kiosk.rules.record import Record
from kiosk.rules.standing import NoStanding, Standing
from kiosk.session.alarms import PRESENCE_S, alarms
from kiosk.session.effect import Ask
from kiosk.session.event import (
    Answered,
    ChosePinChange,
    DeadlineMissed,
    Event,
    PinEntered,
    PresenceAged,
    Reported,
    Told,
    WentBack,
    WentOn,
)
from kiosk.session.place import Outside
from kiosk.session.reason import NotChanged
from kiosk.session.state import (
    ChangeFailed,
    Changing,
    Checking,
    Counting,
    Idle,
    Inquired,
    LastAttempt,
    Menu,
    OutcomeUnknown,
    OutOfService,
    PinAgain,
    PinChanged,
    PinNew,
    PinPresent,
    Preparing,
    Reading,
    Settling,
    StandingShown,
    State,
    StillThere,
    UnlockExplained,
    Verifying,
    visit_of,
    with_visit,
)
from kiosk.session.step import step
from kiosk.session.visit import HolderReading, NoList, PinQuestion, Visit, is_settled
from tests.support.samples import (
    ATR,
    CARD,
    EVIDENCE,
    FACTS,
    HOLDER,
    INSIDE,
    OTHER,
    PRESENCE,
    READER,
    VISIT,
    new,
    one_of_every_state,
    present,
)

RECORD, PROOF, CHECK = AskRecord(CARD), AskProof(CARD), CheckProof("1", bytes(8))
READ, OTHERS = AskReadProof(PRESENCE, bytes(8)), AskOtherCards(PRESENCE)
WANTED = ProofWanted("1", bytes(8), bytes(range(8)))

NEW_VISIT = Visit(7, READER, FACTS, NoStanding.UNREACHABLE)
ASKED = replace(NEW_VISIT, standing=NoStanding.ASKED, genuine=Genuineness.ASKED)
PROVING = replace(ASKED, proving="1")
UNREAD = replace(VISIT, reading=HolderReading.UNDER_WAY)
LISTING = replace(VISIT, pin_verified=True, others=NoList.ASKED)
FORGED = replace(VISIT, genuine=Genuineness.NOT_GENUINE, presence=b"")

VISITED = [state for state in one_of_every_state() if visit_of(state) is not None]
BUSY: list[State] = [
    Counting(VISIT),
    Verifying(VISIT, present()),
    Preparing(VISIT, present(), new()),
    Changing(VISIT, present(), new(), INSIDE),
    Settling(VISIT, present(), new(), 8, INSIDE),
    OutcomeUnknown(VISIT, present(), new(), INSIDE),
    ChangeFailed(VISIT, NotChanged.REFUSED, INSIDE),
    PinChanged(VISIT, INSIDE),
]
ASKS_FOR_PIN: list[Idle] = [
    PinPresent(VISIT),
    LastAttempt(VISIT),
    PinNew(VISIT, present()),
    PinAgain(VISIT, present(), new()),
]


def told(answer: Answer, question: Question) -> Told:
    return Told(7, answer, question)


def answered(outcome: Outcome) -> Answered:
    return Answered(7, outcome)


def after(visit: Visit, *events: Event) -> tuple[Visit, tuple[object, ...]]:
    """What is known at the menu after these, and what the last of them has done."""
    state: State = Menu(visit)
    effects: tuple[object, ...] = ()
    for event in events:
        state, effects = step(state, event)
    assert isinstance(state, Menu)
    return state.visit, effects


def test_a_card_that_was_read_shows_the_menu_and_is_asked_about() -> None:
    shown, effects = step(Reading(7, READER), answered(CardRead(FACTS)))

    assert (shown, effects) == (Menu(ASKED), (Ask(7, RECORD), Ask(7, PROOF)))


@pytest.mark.parametrize(
    ("answer", "standing", "record"),
    [
        (Record(Standing.LOST), Standing.LOST, Record(Standing.LOST)),
        (NotListed(), NoStanding.NOT_LISTED, None),
        (NotConfigured(), NoStanding.NOT_CONFIGURED, None),
        (Away(), NoStanding.UNREACHABLE, None),
        (Denied("unknown-terminal"), NoStanding.UNREACHABLE, None),
    ],
    ids=str,
)
def test_the_record_says_the_standing(answer: Answer, standing: object, record: object) -> None:
    known, _ = after(ASKED, told(answer, RECORD))

    assert (known.standing, known.record) == (standing, record)


@pytest.mark.parametrize("answer", [Away(), Denied("too-often")], ids=str)
def test_what_is_known_of_the_record_stays_known_while_the_office_is_away(answer: Answer) -> None:
    assert after(VISIT, told(answer, RECORD)) == (VISIT, ())


def test_the_card_is_asked_for_the_proof_that_the_office_wants() -> None:
    assert after(ASKED, told(WANTED, PROOF)) == (PROVING, (ProveCard(7, READER, CARD, WANTED.factor, WANTED.info),))


def test_the_office_checks_the_cards_proof_once() -> None:
    checked, effects = after(PROVING, answered(Proof(b"12345678")))

    assert effects == (Ask(7, CheckProof("1", b"12345678")),)
    assert after(checked, answered(Proof(b"12345678"))) == (checked, ())


def test_a_genuine_card_that_shows_its_holder_to_the_issuer_alone_is_asked_for_a_challenge() -> None:
    known, effects = after(ASKED, told(Genuine(PRESENCE), CHECK))

    assert (known.genuine, known.presence, effects) == (
        Genuineness.GENUINE,
        PRESENCE,
        (ReadChallenge(7, READER, CARD),),
    )


@pytest.mark.parametrize(
    "card", [replace(FACTS, holder=HOLDER), replace(FACTS, version="2.00"), replace(FACTS, version="1.00")], ids=str
)
def test_a_holder_who_is_known_or_free_to_read_is_not_asked_for(card: object) -> None:
    _, effects = after(replace(ASKED, card=card), told(Genuine(PRESENCE), CHECK))  # type: ignore[arg-type]

    assert effects == ()


def test_the_office_answers_the_cards_challenge_and_the_holder_is_read_with_it() -> None:
    _, asked = after(UNREAD, answered(ChallengeRead(b"abcdefgh")))
    _, read = after(UNREAD, told(ExternalProof(bytes(16)), READ))
    known, _ = after(UNREAD, answered(HolderRead(HOLDER)))

    assert asked == (Ask(7, AskReadProof(PRESENCE, b"abcdefgh")),)
    assert read == (ReadHolder(7, READER, CARD, bytes(16)),)
    assert (known.card.holder, known.reading) == (HOLDER, HolderReading.CLOSED)


@pytest.mark.parametrize(
    ("answer", "reading"), [(Away(), HolderReading.OPEN), (Denied("no-key"), HolderReading.CLOSED)], ids=str
)
def test_an_office_that_is_away_is_asked_for_the_holder_again_and_one_that_denies_it_is_not(
    answer: Answer, reading: HolderReading
) -> None:
    known, effects = after(UNREAD, told(answer, READ))

    assert (known.reading, effects) == (reading, ())


def test_an_answer_that_is_no_record_leaves_the_standing_unknown() -> None:
    assert after(ASKED, told(Taken(), RECORD)) == (replace(ASKED, standing=NoStanding.UNREACHABLE), ())


def test_a_proof_that_the_card_refused_is_not_tried_again() -> None:
    """It would cost the card's key an attempt each time."""
    refused, _ = after(UNREAD, answered(NoInquiry(0x63C9)))

    assert step(StandingShown(refused), WentBack()) == (Menu(refused), ())


@pytest.mark.parametrize(
    ("visit", "event", "genuine"),
    [
        pytest.param(ASKED, told(Away(), PROOF), Genuineness.UNCHECKED, id="the office is away"),
        pytest.param(ASKED, told(Denied("no-key"), PROOF), Genuineness.UNCHECKED, id="the office has no key"),
        *(
            pytest.param(ASKED, told(Denied(reason), question), Genuineness.POSTPONED, id=f"{reason}: no PIN meanwhile")
            for reason in ("too-often", "no-presence", "replayed")
            for question in (PROOF, CHECK)
        ),
        pytest.param(ASKED, told(Away(), CHECK), Genuineness.UNCHECKED, id="the office went away"),
        pytest.param(PROVING, answered(NoInquiry(0x6A88)), Genuineness.SILENT, id="the card does not prove itself"),
        pytest.param(ASKED, told(NotGenuine(), CHECK), Genuineness.NOT_GENUINE, id="its proof is wrong"),
    ],
)
def test_a_card_that_did_not_prove_itself(visit: Visit, event: Event, genuine: Genuineness) -> None:
    known, effects = after(visit, event)

    assert (known.genuine, known.presence, known.proving, effects) == (genuine, b"", "", ())


def test_what_came_to_nothing_is_asked_again_when_the_menu_is_back() -> None:
    shown, effects = step(StandingShown(NEW_VISIT), WentBack())

    assert (shown, effects) == (Menu(ASKED), (Ask(7, RECORD), Ask(7, PROOF)))


def test_what_is_under_way_is_not_asked_twice() -> None:
    assert step(StandingShown(ASKED), WentBack()) == (Menu(ASKED), ())


def test_without_a_verified_pin_nobody_asks_for_them() -> None:
    _, effects = step(StandingShown(replace(VISIT, reading=HolderReading.CLOSED)), WentBack())

    assert effects == ()


@pytest.mark.parametrize(
    ("answer", "others"),
    [(OtherCards((OTHER,)), (OTHER,)), (OtherCards(()), ()), (Away(), NoList.UNKNOWN), (Denied("x"), NoList.UNKNOWN)],
    ids=str,
)
def test_the_other_cards(answer: Answer, others: object) -> None:
    known, _ = after(LISTING, told(answer, OTHERS))

    assert known.others == others


def test_back_at_the_menu_the_pin_stays_verified() -> None:
    shown, _ = step(PinNew(LISTING, present()), WentBack())

    assert shown == Menu(replace(LISTING, reading=HolderReading.UNDER_WAY))


@pytest.mark.parametrize("question", [READ, OTHERS], ids=["holder", "others"])
def test_where_the_office_no_longer_knows_the_card_to_be_here_it_proves_itself_again(question: Question) -> None:
    gone, _ = step(StandingShown(LISTING), told(Denied("no-presence"), question))
    _, effects = step(gone, WentBack())

    assert effects == (Ask(7, PROOF),)


def test_an_answer_to_another_visit_is_ignored(subtests: pytest.Subtests) -> None:
    for state in VISITED:
        if isinstance(state, Checking):
            continue  # it goes on by itself
        with subtests.test(state=state):
            for event in (Told(99, Record(Standing.LOST), RECORD), Answered(99, Proof(bytes(8)))):
                assert step(state, event) == (state, ())


def test_whatever_the_office_says_the_screen_stays(subtests: pytest.Subtests) -> None:
    for state in VISITED:
        if isinstance(state, Checking):
            continue
        with subtests.test(state=state):
            visit = visit_of(state)
            assert visit is not None
            for answer, question in ((Record(Standing.LOST), RECORD), (Genuine(PRESENCE), CHECK), (Away(), OTHERS)):
                shown, _ = step(state, Told(visit.number, answer, question))
                assert type(shown) is type(state)


@pytest.mark.parametrize("state", ASKS_FOR_PIN, ids=lambda state: type(state).__name__)
def test_a_card_that_is_not_genuine_is_served_no_pin_and_says_so(state: Idle) -> None:
    asked = replace(state, visit=replace(VISIT, genuine=Genuineness.ASKED, presence=b""))

    assert step(asked, told(NotGenuine(), CHECK)) == (StandingShown(FORGED), ())
    assert step(StillThere(asked), told(NotGenuine(), CHECK)) == (StillThere(StandingShown(FORGED)), ())


@pytest.mark.parametrize(
    ("state", "event"),
    [
        pytest.param(Verifying(FORGED, present()), answered(Verified(6)), id="verified meanwhile"),
        pytest.param(Menu(FORGED), None, id="from the menu"),
    ],
)
def test_nor_does_it_come_to_a_pin_later(state: State, event: Event | None) -> None:
    shown, _ = step(state, event or ChosePinChange())

    assert isinstance(shown, StandingShown)


@pytest.mark.parametrize("state", BUSY, ids=lambda state: type(state).__name__)
def test_no_inquiry_goes_to_a_card_whose_answer_counts(state: State) -> None:
    for visit, answer, question in (
        (ASKED, WANTED, PROOF),
        (UNREAD, ExternalProof(bytes(16)), READ),
        (ASKED, Genuine(PRESENCE), CHECK),
    ):
        _, effects = step(with_visit(state, visit), Told(visit.number, answer, question))
        assert [effect for effect in effects if not isinstance(effect, Ask)] == []


def test_no_card_is_told_a_pin_while_it_is_proving_itself() -> None:
    """The menu is there at once; the pad waits for the proof, two seconds at most for each answer of the office."""
    waiting, asks = step(Menu(ASKED), ChosePinChange())
    counting, reads = step(waiting, told(Genuine(PRESENCE, evidence=True), CHECK))

    assert (type(waiting), asks, type(counting)) == (Checking, (), Counting)
    assert ReadCounter(7, READER, CARD) in reads
    assert Ask(7, AskPinProof(PRESENCE)) in reads


def test_a_card_of_which_the_office_can_not_tell_goes_on_and_enables_nothing() -> None:
    waiting, _ = step(Menu(ASKED), ChosePinChange())
    counting, reads = step(waiting, told(Away(), PROOF))

    assert isinstance(counting, Counting)
    assert (counting.visit.genuine, reads) == (Genuineness.UNCHECKED, (ReadCounter(7, READER, CARD),))


@pytest.mark.parametrize(
    "said",
    [told(NotGenuine(), CHECK), answered(NoInquiry(0x6A88)), told(Denied("too-often", None), CHECK)],
    ids=["wrong", "silent", "put off: whoever uses up a limit opens no pad"],
)
def test_a_card_that_answers_wrongly_or_not_at_all_is_asked_for_no_pin(said: Event) -> None:
    waiting, _ = step(Menu(PROVING), ChosePinChange())
    shown, effects = step(waiting, said)

    assert (type(shown), effects) == (StandingShown, ())


LATE = [  # what was asked before, and is answered when it was put off or is settled
    pytest.param(WANTED, PROOF, id="a question for the card"),
    pytest.param(Away(), PROOF, id="the office is away"),
    pytest.param(Denied("no-key"), CHECK, id="no key"),
    pytest.param(Denied("too-often"), PROOF, id="a limit"),
    pytest.param(Genuine(b"older", evidence=True), CHECK, id="a proof of before"),
]


@pytest.mark.parametrize(("answer", "question"), LATE)
@pytest.mark.parametrize("genuine", [each for each in Genuineness if each.bars_pin])
def test_what_is_settled_of_a_card_that_is_told_no_pin_is_not_unsettled_by_an_older_answer(
    genuine: Genuineness, answer: Answer, question: Question
) -> None:
    barred = replace(VISIT, genuine=genuine, presence=b"")

    assert after(barred, told(answer, question)) == (barred, ())


@pytest.mark.parametrize(("answer", "question"), LATE)
def test_a_card_that_contradicted_itself_is_not_cleared_by_what_it_was_asked_before(
    answer: Answer, question: Question
) -> None:
    renewing = replace(VISIT, aged=True, renewing=True)
    failed, _ = step(Changing(renewing, present(), new(), INSIDE), answered(Contradicted(5)))
    late, effects = step(failed, told(answer, question))
    menu, asks = step(late, WentOn())

    assert (late, effects) == (failed, ())
    assert isinstance(menu, Menu)
    assert (menu.visit.genuine, asks) == (Genuineness.ASKED, (Ask(7, PROOF),))


@pytest.mark.parametrize("state", BUSY, ids=lambda state: type(state).__name__)
def test_a_question_that_can_not_be_put_to_the_card_now_does_not_make_it_one_that_can_not_be_checked(
    state: State,
) -> None:
    shown, _ = step(with_visit(state, ASKED), told(WANTED, PROOF))
    known = visit_of(shown)

    assert known is not None
    assert known.genuine is Genuineness.UNKNOWN  # so it is asked again before a PIN is


def test_a_presence_that_ages_is_renewed_and_what_the_pin_is_proved_with_too() -> None:
    asked = PinQuestion("2", EVIDENCE, PRESENCE)
    pad = PinPresent(replace(VISIT, pin_question=asked, reading=HolderReading.CLOSED))
    (alarm,) = alarms(pad)
    aged, asks = step(pad, alarm.event)
    proving, _ = step(aged, told(WANTED, PROOF))
    renewed, questions = step(proving, told(Genuine(b"newer", evidence=True), CHECK))

    assert (alarm.seconds, asks) == (PRESENCE_S, (Ask(7, PROOF),))
    assert (alarms(aged), questions) == ((), (Ask(7, AskPinProof(b"newer")),))
    assert isinstance(renewed, PinPresent)


def test_a_card_that_was_genuine_in_this_visit_stays_so_while_the_office_is_away() -> None:
    aged, _ = step(PinPresent(VISIT), PresenceAged(PRESENCE))
    away, _ = step(aged, told(Away(), PROOF))

    assert isinstance(away, PinPresent)
    assert (away.visit.genuine, away.visit.presence) == (Genuineness.GENUINE, b"")


def test_a_card_that_hangs_in_an_inquiry_means_out_of_service_where_nothing_else_counts(
    subtests: pytest.Subtests,
) -> None:
    for state in VISITED:
        with subtests.test(state=state):
            shown, _ = step(state, DeadlineMissed(7))
            inner = state.paused if isinstance(state, StillThere) else state
            pin_sent = isinstance(inner, Verifying)
            is_out = shown == OutOfService(Failure(Fault.CARD_HUNG), attempt=pin_sent)

            assert is_out is isinstance(inner, Inquired | Counting | Verifying)


def test_a_holder_who_gets_known_between_the_two_entries_still_counts() -> None:
    """A rule that could not be checked at the first entry is checked at the second."""
    digits = b"188503"  # in the holder's number
    again = PinAgain(replace(VISIT, card=replace(FACTS, holder=HOLDER)), present(), Pin(digits))
    shown, _ = step(again, PinEntered(Pin(digits)))

    assert isinstance(shown, PinNew)
    assert Refusal.HOLDER_NUMBER in shown.refused


@pytest.mark.parametrize("outcome", [Changed(6), Unchanged(6)], ids=str)
def test_a_card_put_back_is_asked_about_anew(outcome: Outcome) -> None:
    lost = OutcomeUnknown(
        replace(VISIT, standing=NoStanding.ASKED, others=NoList.ASKED, reading=HolderReading.UNDER_WAY),
        present(),
        new(),
        Outside(),
    )
    proving, _ = step(lost, CardIn(READER, ATR, 8))
    settling, _ = step(proving, Told(8, Genuine(b"newer"), CHECK))
    shown, _ = step(settling, Answered(8, outcome))
    visit = visit_of(shown)

    assert visit is not None
    assert (visit.number, visit.standing, visit.genuine, visit.others, visit.pin_verified) == (
        8,
        NoStanding.UNREACHABLE,
        Genuineness.GENUINE,
        NoList.ASKED if isinstance(outcome, Changed) else NoList.UNKNOWN,  # its PIN is shown to the office at once
        True,
    )
    assert visit.presence == b"newer"


def test_a_card_whose_change_the_office_heard_of_may_have_a_new_record() -> None:
    for state in (Menu(VISIT), StillThere(UnlockExplained(VISIT)), Changing(VISIT, present(), new(), INSIDE)):
        assert step(state, Reported(CARD.hex(), UnderReview())) == (state, (Ask(7, RECORD),))
        assert step(state, Reported(bytes(16).hex(), UnderReview())) == (state, ())


def test_the_presence_is_not_written_out() -> None:
    assert "presence of a card" not in repr((VISITED, READ, OTHERS, told(Genuine(PRESENCE), CHECK)))


def test_a_visit_is_settled_when_no_answer_is_on_its_way() -> None:
    asking = (
        replace(VISIT, standing=NoStanding.ASKED),
        replace(VISIT, genuine=Genuineness.ASKED),
        replace(VISIT, reading=HolderReading.UNDER_WAY),
        replace(VISIT, others=NoList.ASKED),
        replace(VISIT, renewing=True),
        replace(VISIT, asking_pin=True),
    )

    assert [is_settled(visit) for visit in (VISIT, *asking)] == [True, *(False for _ in asking)]


def test_a_right_to_read_that_was_put_off_meanwhile_is_not_used() -> None:
    """Its answer would be taken for the card's proof, which is asked anew."""
    asked = AskReadProof(PRESENCE, bytes(8))
    put_off = replace(VISIT, genuine=Genuineness.ASKED, presence=b"", reading=HolderReading.OPEN)

    assert step(Menu(put_off), told(ExternalProof(bytes(16)), asked)) == (Menu(put_off), ())
