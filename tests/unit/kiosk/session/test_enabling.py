"""A change of PIN enables a sealed card: what the card is to prove, what is reported, and what the person is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.card.outcome import CardGone, Changed, Contradicted, OtherCard, Outcome, Refused, Unchanged, Unconfirmed
from kiosk.card.port import Failure, Fault
from kiosk.card.request import ChangePin, EnablingChallenge
from kiosk.issuer.answers import Answer, Away, Denied, Enabled, UnderReview
from kiosk.issuer.question import AskEnabling, AskProof, AskRecord, CheckPin
from kiosk.rules.genuineness import Genuineness
from kiosk.rules.record import Record
from kiosk.rules.standing import NoStanding, Standing, StandingAnswer
from kiosk.session.alarms import REPORT_S, alarms
from kiosk.session.effect import Ask, SendReports
from kiosk.session.enabling import Enabling
from kiosk.session.event import Answered, Ended, PinEntered, Reported, ReportLate, Told, WentOn
from kiosk.session.reason import NotChanged
from kiosk.session.state import (
    ChangeFailed,
    Changing,
    Menu,
    PinAgain,
    PinChanged,
    PinNew,
    Preparing,
    Settling,
    StandingShown,
    State,
    StillThere,
    TakeCard,
)
from kiosk.session.step import step
from kiosk.session.visit import NoList, PinQuestion, Visit
from tests.support.samples import CARD, EVIDENCE, INSIDE, PRESENCE, VISIT, new, present

SEALED = replace(VISIT, standing=Standing.SEALED, record=Record(Standing.SEALED))
NOW_NORMAL = Told(7, Record(Standing.NORMAL), AskRecord(CARD))
CHALLENGE = EnablingChallenge("3", EVIDENCE, EVIDENCE, evidence=True)
ON_ITS_WAY = PinChanged(SEALED, INSIDE, Enabling.ON_ITS_WAY)

TABLE: dict[StandingAnswer, tuple[Enabling, Enabling]] = {  # of a card that proved itself, and of one that did not
    Standing.SEALED: (Enabling.ON_ITS_WAY, Enabling.NOT_ENABLED),
    Standing.NORMAL: (Enabling.NONE, Enabling.NONE),
    NoStanding.ASKED: (Enabling.IN_CASE, Enabling.NOT_IF_SEALED),
    NoStanding.UNREACHABLE: (Enabling.IN_CASE, Enabling.NOT_IF_SEALED),
    NoStanding.NOT_LISTED: (Enabling.NONE, Enabling.NONE),
    NoStanding.NOT_CONFIGURED: (Enabling.NONE, Enabling.NONE),  # there is nobody to report it to
}


def of(standing: StandingAnswer, *, proved: bool = True) -> Visit:
    visit = replace(VISIT, standing=standing, record=None)
    return visit if proved else replace(visit, genuine=Genuineness.UNCHECKED, presence=b"")


def entered(visit: Visit) -> tuple[State, tuple[object, ...]]:
    """The new PIN was keyed in again."""
    return step(PinAgain(visit, present(), new()), PinEntered(new()))


@pytest.mark.parametrize("standing", TABLE, ids=str)
def test_where_a_change_may_enable_the_office_first_says_what_is_to_be_proved(standing: StandingAnswer) -> None:
    shown, effects = entered(of(standing))
    enables = TABLE[standing][0] is not Enabling.NONE

    assert isinstance(shown, Preparing if enables else Changing)
    assert (effects == (Ask(7, AskEnabling(PRESENCE)),)) == enables


@pytest.mark.parametrize("standing", TABLE, ids=str)
def test_a_card_that_did_not_prove_itself_is_changed_and_nothing_is_asked_or_reported(standing: StandingAnswer) -> None:
    _, (change,) = entered(of(standing, proved=False))

    assert isinstance(change, ChangePin)
    assert (change.presence, change.enabling) == (b"", None)


@pytest.mark.parametrize(
    ("answer", "challenge"),
    [(CHALLENGE, CHALLENGE), (Away(), None), (Denied("no-presence"), None), (Denied("too-often"), None)],
    ids=str,
)
def test_with_the_offices_word_or_without_it_the_card_is_told(
    answer: Answer, challenge: EnablingChallenge | None
) -> None:
    changing, (change,) = step(Preparing(SEALED, present(), new()), Told(7, answer, AskEnabling(PRESENCE)))

    assert isinstance(changing, Changing)
    assert isinstance(change, ChangePin)
    assert (change.presence, change.enabling, changing.reported) == (PRESENCE, challenge, True)


def test_until_then_nothing_was_told_to_the_card_and_it_can_be_taken() -> None:
    assert isinstance(step(Preparing(SEALED, present(), new()), Ended())[0], TakeCard)


def test_a_card_that_turns_out_forged_meanwhile_is_told_nothing() -> None:
    forged = replace(SEALED, genuine=Genuineness.NOT_GENUINE, presence=b"")

    shown, effects = step(Preparing(forged, present(), new()), Told(7, Away(), AskRecord(CARD)))

    assert (type(shown), effects) == (StandingShown, ())


@pytest.mark.parametrize("proved", [True, False])
@pytest.mark.parametrize("standing", TABLE, ids=str)
def test_once_the_pin_is_changed_it_is_said_what_that_does_and_no_more(standing: StandingAnswer, proved: bool) -> None:
    enabling = TABLE[standing][0 if proved else 1]
    changing = Changing(of(standing, proved=proved), present(), new(), INSIDE, reported=proved)
    changed, effects = step(changing, Answered(7, Changed(6)))

    assert isinstance(changed, PinChanged)
    assert (changed.enabling, effects) == (enabling, (SendReports(),) if enabling.waits else ())


def test_a_change_that_is_found_later_is_reported_as_well() -> None:
    settling = Settling(SEALED, present(), new(), 8, INSIDE)
    changed, effects = step(settling, Answered(8, Changed(6)))
    _, nothing = step(settling, Answered(8, Unchanged(6)))

    assert isinstance(changed, PinChanged)
    assert (changed.enabling, effects, nothing) == (Enabling.ON_ITS_WAY, (SendReports(),), ())


def test_a_change_that_the_card_itself_denies_is_neither_done_nor_not() -> None:
    shown, effects = step(Changing(SEALED, present(), new(), INSIDE, reported=True), Answered(7, Contradicted(5)))

    assert isinstance(shown, ChangeFailed)
    assert (shown.why, shown.visit.card.tries_left, effects) == (NotChanged.CONTRADICTED, 5, ())


@pytest.mark.parametrize(
    "changing",
    [
        (Changing(SEALED, present(), new(), INSIDE, reported=True), 7),
        (Settling(SEALED, present(), new(), 8, INSIDE), 8),
    ],
    ids=["at once", "put back"],
)
def test_a_new_pin_that_the_card_does_not_prove_is_not_said_to_hold_and_the_office_hears_of_it(
    changing: tuple[Changing | Settling, int],
) -> None:
    state, visit = changing
    shown, effects = step(state, Answered(visit, Unconfirmed(6)))

    assert isinstance(shown, ChangeFailed)
    assert (shown.why, shown.visit.presence, effects) == (NotChanged.UNCONFIRMED, b"", (SendReports(),))


@pytest.mark.parametrize("paused", [False, True])
@pytest.mark.parametrize(
    "told",
    [
        Reported(CARD.hex(), Denied("not-genuine")),
        Told(7, Denied("not-genuine"), CheckPin("9", bytes(8), initial=False, presence=PRESENCE)),
    ],
    ids=["report", "PIN"],
)
def test_what_pik_showed_wrongly_is_not_said_to_hold(told: Reported | Told, paused: bool) -> None:
    proving = PinChanged(replace(SEALED, has_pik=True), INSIDE, Enabling.ON_ITS_WAY)
    after, _ = step(StillThere(proving) if paused else proving, told)
    shown = after.paused if isinstance(after, StillThere) else after

    assert isinstance(shown, ChangeFailed)
    assert shown.why is NotChanged.UNCONFIRMED


def test_what_pik_showed_wrongly_of_the_present_pin_lists_no_cards_and_stops_no_change() -> None:
    """The card itself took that PIN, and proves the new one by itself."""
    listing = replace(SEALED, pin_verified=True, others=NoList.ASKED)
    check = CheckPin("9", bytes(8), initial=False, presence=PRESENCE)
    after, effects = step(PinNew(listing, present()), Told(7, Denied("not-genuine"), check))

    assert (after, effects) == (PinNew(replace(listing, others=NoList.UNKNOWN), present()), ())


@pytest.mark.parametrize(
    ("enabling", "answer", "shown"),
    [
        (Enabling.ON_ITS_WAY, Enabled(), Enabling.DONE),
        (Enabling.LATE, Enabled(), Enabling.DONE),
        (Enabling.UNDER_REVIEW, Enabled(), Enabling.DONE),
        (Enabling.IN_CASE, Enabled(), Enabling.DONE),
        (Enabling.ON_ITS_WAY, UnderReview(), Enabling.UNDER_REVIEW),
        (Enabling.DONE, UnderReview(), Enabling.DONE),  # of an earlier change
        (Enabling.ON_ITS_WAY, Denied("not-genuine"), Enabling.NOT_ENABLED),
        (Enabling.IN_CASE, Denied("not-genuine"), Enabling.NOT_IF_SEALED),
        (Enabling.NONE, Enabled(), Enabling.NONE),
        (Enabling.NOT_ENABLED, Enabled(), Enabling.NOT_ENABLED),
    ],
    ids=str,
)
@pytest.mark.parametrize("paused", [False, True])
def test_the_office_alone_says_what_became_of_it(
    enabling: Enabling, answer: Enabled | UnderReview | Denied, shown: Enabling, paused: bool
) -> None:
    visit = replace(SEALED, has_pik=False)
    state = PinChanged(visit, INSIDE, enabling)
    after, effects = step(StillThere(state) if paused else state, Reported(CARD.hex(), answer))
    told = after.paused if isinstance(after, StillThere) else after

    assert (told, effects) == (PinChanged(visit, INSIDE, shown), (Ask(7, AskRecord(CARD)),))


def test_what_it_says_of_another_card_is_nothing_here() -> None:
    assert step(ON_ITS_WAY, Reported(bytes(16).hex(), Enabled())) == (ON_ITS_WAY, ())


def test_it_is_done_as_well_when_the_record_says_so() -> None:
    after, _ = step(ON_ITS_WAY, NOW_NORMAL)

    assert isinstance(after, PinChanged)
    assert (after.enabling, after.visit.standing) == (Enabling.DONE, Standing.NORMAL)


@pytest.mark.parametrize("enabling", [Enabling.NONE, Enabling.IN_CASE, Enabling.NOT_ENABLED])
def test_a_record_alone_does_not_make_it_this_changes_doing(enabling: Enabling) -> None:
    shown, _ = step(PinChanged(of(NoStanding.UNREACHABLE), INSIDE, enabling), NOW_NORMAL)
    state: State = shown

    assert isinstance(state, PinChanged)
    assert state.enabling is enabling


def test_an_office_that_does_not_answer_is_not_waited_for() -> None:
    (alarm,) = alarms(ON_ITS_WAY)
    after, _ = step(ON_ITS_WAY, alarm.event)

    assert (alarm.event, alarm.seconds) == (ReportLate(), REPORT_S)
    assert after == PinChanged(SEALED, INSIDE, Enabling.LATE)


@pytest.mark.parametrize("outcome", [Refused(0x6A88), Contradicted(5), OtherCard(), CardGone(Failure(Fault.CARD_MUTE))])
def test_a_card_that_broke_off_its_change_proves_itself_again_before_another_pin(outcome: Outcome) -> None:
    """Found by the wedge: silent in the change, it was told the PIN once more on the strength of its proof before."""
    failed, _ = step(Changing(SEALED, present(), new(), INSIDE, reported=True), Answered(VISIT.number, outcome))
    menu, asks = step(failed, WentOn())

    assert isinstance(menu, Menu)
    assert menu.visit.presence == b""
    assert Ask(VISIT.number, AskProof(CARD)) in asks


SHOWN = bytes(range(8))  # what PIK says of the new PIN
CHECK = CheckPin("9", SHOWN, initial=False, presence=PRESENCE)


def put_back(standing: Standing) -> tuple[State, tuple[object, ...]]:
    """Put back after its answer was lost, the card says and shows that it holds the new PIN."""
    visit = replace(VISIT, standing=standing, record=Record(standing))
    settling = Settling(visit, present(), new(), 8, INSIDE, PinQuestion("9", EVIDENCE, PRESENCE))
    return step(settling, Answered(8, Changed(6, after=SHOWN)))


def test_what_pik_shows_of_a_lost_change_goes_to_the_office_after_the_report_that_it_completes() -> None:
    """Before it there is no review, and nothing would complete the one that the report opens."""
    changed, first = put_back(Standing.SEALED)
    _, at_once = put_back(Standing.NORMAL)

    assert isinstance(changed, PinChanged)
    assert (changed.to_show, first) == (CHECK, (SendReports(),))
    assert at_once == (Ask(8, CHECK),)


@pytest.mark.parametrize("paused", [False, True])
def test_once_the_office_has_the_report_it_is_shown_that_once(paused: bool) -> None:
    changed, _ = put_back(Standing.SEALED)
    assert isinstance(changed, PinChanged)
    heard, asks = step(StillThere(changed) if paused else changed, Reported(CARD.hex(), UnderReview()))
    _, again = step(heard, Reported(CARD.hex(), UnderReview()))

    assert [Ask(8, CHECK) in effects for effects in (asks, again)] == [True, False]
