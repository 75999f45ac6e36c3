"""The pages in `docs/` that are drawn from the code: `python -m kiosk.pages` writes them, a test compares them."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import get_args

from kiosk.roles.service_point.event import CaseTold, StaffAnswered, StaffSeen, StaffTold, UnblockAnswered
from kiosk.roles.service_point.event import Event as PointEvent
from kiosk.roles.service_point.explore import explore as explore_service_point
from kiosk.roles.service_point.staff import Staff
from kiosk.roles.service_point.state import CaseState, HolderState
from kiosk.rules.advice import ADVICE as RULES
from kiosk.rules.advice import ALL_WELL
from kiosk.session.event import Answered, Event, Told
from kiosk.session.explore import Edge, explore
from kiosk.session.state import State
from kiosk.session.timeouts import timeout_of
from kiosk.ui.screens import screen_of
from kiosk.words import ADVICE

_COMMON = 6  # an event that leads from this many states to the same one is told in a sentence, not drawn

_NOTE = "<!-- Drawn from the code by `make docs`; a test compares it. Don't edit it by hand. -->\n"


def session_page() -> str:
    """`docs/session.md`: the machine as a diagram, what holds in many states, and a table of the states."""
    edges = explore()
    drawn: dict[tuple[str, str], set[str]] = defaultdict(set)
    sources: dict[tuple[str, str], set[str]] = defaultdict(set)
    for edge in edges:
        before, after = _name(edge.before), _name(edge.after)
        if before != after:
            sources[_label(edge.event), after].add(before)
    common = {key: found for key, found in sources.items() if len(found) >= _COMMON}
    for (label, after), found in sources.items():
        if (label, after) not in common:
            for before in found:
                drawn[before, after].add(label)
    return "\n".join(
        (
            "# The session machine\n",
            _NOTE,
            "One pure function: `kiosk.session.step.step(state, event) → (state, effects)`. The diagram leaves out",
            "what is common to many states; the list below has that. An event that is in neither changes nothing.\n",
            "```mermaid",
            "stateDiagram-v2",
            "    [*] --> Starting",
            *(
                f"    {before} --> {after}: {', '.join(sorted(labels))}"
                for (before, after), labels in sorted(drawn.items())
                if "StillThere" not in (before, after)
            ),
            "```\n",
            "## From many states\n",
            "| event | to | from |",
            "|---|---|---|",
            *(
                f"| {label} | {after} | {', '.join(sorted(found))} |"
                for (label, after), found in sorted(common.items())
            ),
            "\n## States\n",
            "| state | screen | lasts | asks for |",
            "|---|---|---|---|",
            *_state_rows(edges),
            "",
            "After the time in *lasts*, `TimedOut` comes if nothing happens. A state without one waits for a card, or",
            "for the card's answer, which has a deadline of its own (`DEADLINES_S` in `kiosk.card.request`).",
            "`StillThere` holds the state that it interrupts, and goes back to it at any sign of life.\n",
        )
    )


def service_point_page() -> str:
    """`docs/service-point.md`: both sides of a service point as diagrams, and what is left when staff leaves."""
    staff: dict[tuple[str, str], set[str]] = defaultdict(set)
    holder: dict[tuple[str, str], set[str]] = defaultdict(set)
    left: dict[str, set[str]] = defaultdict(set)
    for edge in explore_service_point():
        before, after = edge.before, edge.after
        staff[_class(before.staff), _class(after.staff)].add(_point_label(edge.event))
        if isinstance(before.staff, Staff) and isinstance(after.staff, Staff):
            holder[_holder_name(before.holder), _holder_name(after.holder)].add(_point_label(edge.event))
        elif isinstance(before.staff, Staff):
            left[_class(before.holder)].add(_class(after.holder))
    return "\n".join(
        (
            "# The machine of a service point\n",
            _NOTE,
            "One pure function: `kiosk.roles.service_point.step.step(state, event, terms) → (state, effects)`. A state",
            "has two sides. What is keyed in belongs to the side whose screen is shown (`staff_in_front`).\n",
            "## The staff's side\n",
            *_diagram("NoStaff", staff),
            "## The holder's side, while somebody is signed in\n",
            "`SelfService` is any state of [the session](session.md), whose transitions go on unchanged.\n",
            *_diagram("SelfService", holder),
            "## When staff leaves\n",
            "Nothing begins any more. What is on its way to the card is waited for, and a result may still be read;",
            "everything else ends at once, and the card is to be taken.\n",
            "| the holder's side was | and is then |",
            "|---|---|",
            *(f"| {before} | {_list(after)} |" for before, after in sorted(left.items())),
            "",
        )
    )


def _diagram(start: str, drawn: Mapping[tuple[str, str], set[str]]) -> Iterable[str]:
    yield from ("```mermaid", "stateDiagram-v2", f"    [*] --> {start}")
    for (before, after), labels in sorted(drawn.items()):
        if before != after:
            yield f"    {before} --> {after}: {_list(labels)}"
    yield "```\n"


def _holder_name(holder: HolderState) -> str:
    return _class(holder) if isinstance(holder, CaseState) else "SelfService"


def _point_label(event: PointEvent) -> str:
    match event:
        case StaffAnswered(outcome=said) | UnblockAnswered(outcome=said):
            return _class(said)
        case StaffTold(answer=said) | CaseTold(answer=said):
            return _class(said)
        case StaffSeen(sighting):
            return f"Staff{_class(sighting)}"
        case _:
            return _label(event) if isinstance(event, Event) else _class(event)


def _class(value: object) -> str:
    return type(value).__name__


def advice_page() -> str:
    """`docs/advice.md`: every advice id with its words."""
    rows = (f"| `{advice.id}` | {ADVICE[advice.id]} |" for advice in (*RULES, ALL_WELL))
    return "\n".join(
        (
            "# Advice\n",
            _NOTE,
            "`kiosk status --json` lists the ids of all advice that applies, the most pressing first.\n",
            "| id | words |",
            "|---|---|",
            *rows,
            "",
        )
    )


PAGES: Mapping[str, Callable[[], str]] = {
    "session.md": session_page,
    "service-point.md": service_point_page,
    "advice.md": advice_page,
}


def _state_rows(edges: list[Edge]) -> list[str]:
    screens: dict[str, set[str]] = defaultdict(set)
    lasts: dict[str, set[str]] = defaultdict(set)
    asks: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        after = _name(edge.after)
        screens[after].add(screen_of(edge.after))
        seconds = timeout_of(edge.after)
        lasts[after].add("–" if seconds is None else f"{seconds:g} s")
        if edge.after != edge.before:
            asks[after].update(type(effect).__name__ for effect in edge.effects)
    names = [state.__name__ for state in get_args(State)]
    return [
        f"| {name} | {_list(screens[name])} | {_list(lasts[name])} | {_list(asks[name])} |"
        for name in names
        if name in screens
    ]


def _list(values: set[str]) -> str:
    return ", ".join(sorted(values))


def _name(state: State) -> str:
    return type(state).__name__


def _label(event: Event) -> str:
    match event:
        case Answered(outcome=said) | Told(answer=said):
            return type(said).__name__
        case _:
            return type(event).__name__


def main(folder: Path) -> None:
    """Write every page into `folder`."""
    for name, page in PAGES.items():
        (folder / name).write_text(page(), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
