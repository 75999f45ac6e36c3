"""What a survey comes to: of each criterion its breaches, each kind once with the pages that it is on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.accessibility.checks import Breach, followed, lost
from tests.accessibility.criteria import CRITERIA, Criterion
from tests.accessibility.page import Page
from tests.accessibility.survey import Survey
from tests.accessibility.time import hurried


@dataclass(frozen=True, slots=True)
class Finding:
    """The same breach on one or several pages; none where no page shows it."""

    what: str
    pages: tuple[Page, ...]

    @property
    def variants(self) -> list[str]:
        """Where it is."""
        return list(dict.fromkeys(page.variant for page in self.pages))


@dataclass(frozen=True, slots=True)
class Verdict:
    """A criterion, how many pages were asked, and what was found."""

    criterion: Criterion
    asked: int
    findings: tuple[Finding, ...]


def judged(survey: Survey) -> list[Verdict]:
    """Of every criterion."""
    return [_of(criterion, survey) for criterion in CRITERIA]


def _of(criterion: Criterion, survey: Survey) -> Verdict:
    ask = criterion.ask
    if ask is not None:
        found = (Breach(page, what) for page in survey.pages for what in ask(page))
        return Verdict(criterion, len(survey.pages), tuple(_together(found)))
    if criterion.id == "lost":
        return Verdict(criterion, len(survey.pages), tuple(_together(lost(survey.pages))))
    if criterion.id == "followed":
        return Verdict(criterion, len(survey.led), tuple(_together(followed(survey.led))))
    return Verdict(criterion, 1, tuple(Finding(what, ()) for what in hurried()))


def _together(breaches: Iterable[Breach]) -> Iterator[Finding]:
    kinds: dict[str, list[Page]] = {}
    for breach in breaches:
        kinds.setdefault(breach.what, []).append(breach.page)
    return (Finding(what, tuple(pages)) for what, pages in sorted(kinds.items(), key=lambda kind: -len(kind[1])))
