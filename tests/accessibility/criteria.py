"""What is asked of the screens, and which clauses ask for it, with their own numbers. Ours are the stricter ones."""

from __future__ import annotations

from dataclasses import dataclass

from tests.accessibility import checks
from tests.accessibility.checks import Ask

WCAG = "WCAG 2.2"
EN = "EN 301 549 V3.2.1"
US = "Section 508 (36 CFR 1194, App. C)"
GB = "GB/T 37668-2019"
MIIT = "工信部 移动互联网应用(APP)适老化通用设计规范 (2021)"
TAF = "T/TAF 114-2022"
STANDARDS = (WCAG, EN, US, GB, MIIT, TAF)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a standard, and what it asks for."""

    standard: str
    number: str
    asks: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """Something that is asked of the screens: in our words, in the standards', and what finds its breaches.

    Without `ask` it is not asked of a page alone.
    """

    id: str
    title: str
    asks: str
    clauses: tuple[Clause, ...]
    ask: Ask | None = None


CRITERIA = (
    Criterion(
        "targets",
        "What is touched is large enough",
        "12.7 mm; 16 mm in larger type",
        (
            Clause(WCAG, "2.5.8 (AA)", "24 CSS px, 6.4 mm"),
            Clause(EN, "5.5.2", "operable parts can be discerned"),
            Clause(MIIT, "2.1", "60 × 60 dp, 9.5 mm, for the main components of an elder-friendly page"),
            Clause(TAF, "4.3.1", "48 × 48 dp, 7.6 mm"),
        ),
        checks.targets,
    ),
    Criterion(
        "gaps",
        "What is touched keeps a distance",
        "2.5 mm",
        (Clause(WCAG, "2.5.8 (AA)", "spacing, where a target is smaller"),),
        checks.gaps,
    ),
    Criterion(
        "capitals",
        "Letters are tall enough",
        "capitals of 4.8 mm; 6.4 mm in larger type, 8.5 mm in the largest",
        (
            Clause(WCAG, "1.4.4 (AA)", "text can be enlarged, to 200 %"),
            Clause(EN, "5.1.4", "a capital H of 0.7°: 4.8 mm are read from 390 mm, 8.5 mm from 700 mm"),
            Clause(US, "402.4", "3/16 inch, 4.8 mm, sans serif"),
            Clause(MIIT, "1.1", "the largest type 30 dp: capitals of 3.5 mm"),
        ),
        checks.capitals,
    ),
    Criterion(
        "text-contrast",
        "Letters stand out",
        "7:1 against the worst pixel behind; 15:1 in high contrast",
        (
            Clause(WCAG, "1.4.3 (AA), 1.4.6 (AAA)", "4.5:1; 7:1"),
            Clause(EN, "11.1.4.3", "4.5:1"),
            Clause(US, "402.4", "light on dark or dark on light"),
            Clause(GB, "contrast of text", "4.5:1"),
            Clause(MIIT, "1.3", "4.5:1; 3:1 above 18 dp"),
        ),
        checks.contrasts,
    ),
    Criterion(
        "edges",
        "What has to be found has an edge",
        "3:1 against its surroundings, on every side, in the pixels",
        (
            Clause(WCAG, "1.4.11 (AA)", "3:1"),
            Clause(EN, "11.1.4.11", "3:1"),
            Clause(US, "407.2", "keys and controls contrast with what is around them"),
        ),
        checks.edges,
    ),
    Criterion(
        "whole",
        "Every text can be read whole",
        "nothing is cut off, shortened, or written over something else",
        (Clause(WCAG, "1.4.4, 1.4.10, 1.4.12 (AA)", "no loss of content"), Clause(EN, "11.1.4.4", "likewise")),
        checks.whole_texts,
    ),
    Criterion(
        "on-the-glass",
        "Every control is on the glass whole",
        "nothing to be touched ends beyond it",
        (Clause(WCAG, "1.4.10 (AA)", "reflow"), Clause(EN, "11.1.4.10", "reflow")),
        checks.whole_controls,
    ),
    Criterion(
        "lines",
        "Lines keep a distance",
        "1.3 times the size of the letters in a paragraph",
        (Clause(MIIT, "1.2", "1.3 times at least"), Clause(WCAG, "1.4.12 (AA)", "loses nothing at 1.5 times")),
        checks.lines,
    ),
    Criterion(
        "lost",
        "Large type says all that standard type says",
        "all leaves of a screen together, lowered or not",
        (
            Clause(WCAG, "1.4.4 (AA)", "without loss of content or functionality"),
            Clause(EN, "11.1.4.4.1", "likewise"),
            Clause(MIIT, "1.1", "the size of type can be chosen"),
        ),
    ),
    Criterion(
        "reach",
        "Whoever sits reaches every control",
        "1,220 mm above the floor, after one touch at the foot, with the glass's lower edge at 1,000 mm",
        (
            Clause(EN, "8.3.2.1, 8.3.3.1", "1,220 mm forward and to the side"),
            Clause(US, "407.8.2.1, 407.8.3.1", "48 inches, 1,220 mm"),
        ),
        checks.reach,
    ),
    Criterion(
        "focus",
        "Keys alone reach everything",
        "Tab starts in the content, comes to every control and goes round",
        (
            Clause(WCAG, "2.1.1, 2.1.2, 2.4.3 (A)", "keyboard, no trap, order"),
            Clause(EN, "11.2.1.1, 11.2.1.2, 11.2.4.3", "likewise"),
            Clause(GB, "keyboard", "everything by keys"),
        ),
        checks.focus,
    ),
    Criterion(
        "names",
        "Assistive technology hears what can be read",
        "a name with the words that are shown, a role that can be pressed, a title for the page",
        (
            Clause(WCAG, "2.4.2, 2.5.3, 4.1.2 (A)", "title, label in name, name and role"),
            Clause(EN, "11.2.5.3, 11.4.1.2, 11.5.2.5", "label in name, name and role, object information"),
            Clause(US, "502.3.1", "object information"),
        ),
        checks.names,
    ),
    Criterion(
        "time",
        "Nobody is hurried",
        "60 s, then 20 s to say “still here”, ten times at least",
        (
            Clause(WCAG, "2.2.1 (A)", "warned, 20 s to extend, ten times"),
            Clause(EN, "11.2.2.1", "likewise"),
            Clause(US, "407.5", "an alert, and the chance to ask for more time"),
            Clause(TAF, "4.3.3", "time enough"),
        ),
    ),
    Criterion(
        "followed",
        "A second tap decides nothing",
        "what ends, confirms or ticks never lies where the control was that led there",
        (
            Clause(EN, "5.8", "a second stroke within 0.5 s can be taken for none"),
            Clause(WCAG, "3.3.4 (AA)", "errors are prevented"),
        ),
    ),
)
