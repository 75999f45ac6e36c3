"""What a survey comes to: of each criterion its breaches, each kind once with the pages that it is on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.accessibility.checks import Breach, Led, followed, lost
from tests.accessibility.criteria import CRITERIA, Criterion
from tests.accessibility.page import Page, Where
from tests.accessibility.time import hurried


@dataclass(frozen=True, slots=True)
class Finding:
    """The same breach on one or several pages; none where no page shows it."""

    what: str
    pages: tuple[Where, ...]

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


def judged(pages: Sequence[Page], led: Sequence[Led]) -> list[Verdict]:
    """Of every criterion. What is asked of several pages together is asked of those that are here."""
    return [_of(criterion, pages, led) for criterion in CRITERIA]


def together(parts: Iterable[Sequence[Verdict]]) -> list[Verdict]:
    """The verdicts on several parts as one."""
    return [_joined(verdicts) for verdicts in zip(*parts, strict=True)]


def _joined(verdicts: tuple[Verdict, ...]) -> Verdict:
    kinds: dict[str, list[Where]] = {}
    for verdict in verdicts:
        for finding in verdict.findings:
            kinds.setdefault(finding.what, []).extend(finding.pages)
    return Verdict(verdicts[0].criterion, sum(verdict.asked for verdict in verdicts), _sorted(kinds))


def _of(criterion: Criterion, pages: Sequence[Page], led: Sequence[Led]) -> Verdict:
    ask = criterion.ask
    if ask is not None:
        found = (Breach(page.where, what) for page in pages for what in ask(page))
        return Verdict(criterion, len(pages), _kinds(found))
    if criterion.id == "lost":
        return Verdict(criterion, len(pages), _kinds(lost(pages)))
    if criterion.id == "followed":
        return Verdict(criterion, len(led), _kinds(followed(led)))
    return Verdict(criterion, 1, tuple(Finding(what, ()) for what in hurried()))


def _kinds(breaches: Iterable[Breach]) -> tuple[Finding, ...]:
    kinds: dict[str, list[Where]] = {}
    for breach in breaches:
        kinds.setdefault(" ".join(breach.what.split()), []).append(breach.where)
    return _sorted(kinds)


def _sorted(kinds: dict[str, list[Where]]) -> tuple[Finding, ...]:
    found = sorted(kinds.items(), key=lambda kind: -len(kind[1]))
    return tuple(Finding(what, tuple(pages)) for what, pages in found)
