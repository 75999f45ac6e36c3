"""`docs/session.md`, drawn from the machine."""

from __future__ import annotations

from collections import defaultdict
from typing import get_args

from kiosk.roles.drawing import NOTE, class_name, diagram, listed
from kiosk.roles.self_service.screens import screen_of
from kiosk.session.event import Answered, Event, Told
from kiosk.session.explore import Edge, explore
from kiosk.session.state import State
from kiosk.session.timeouts import timeout_of

_COMMON = 6  # an event that leads from this many states to the same one is told in a sentence, not drawn


def session_page() -> str:
    """`docs/session.md`: the machine as a diagram, what holds in many states, and a table of the states."""
    edges = explore()
    drawn: dict[tuple[str, str], set[str]] = defaultdict(set)
    sources: dict[tuple[str, str], set[str]] = defaultdict(set)
    for edge in edges:
        before, after = class_name(edge.before), class_name(edge.after)
        if before != after:
            sources[label_of(edge.event), after].add(before)
    common = {key: found for key, found in sources.items() if len(found) >= _COMMON}
    for (label, after), found in sources.items():
        if (label, after) not in common:
            for before in found:
                drawn[before, after].add(label)
    return "\n".join(
        (
            "# The session machine\n",
            NOTE,
            "One pure function: `kiosk.session.step.step(state, event) → (state, effects)`. The diagram leaves out",
            "what is common to many states; the list below has that. An event that is in neither changes nothing.\n",
            *diagram("Starting", {pair: labels for pair, labels in drawn.items() if "StillThere" not in pair}),
            "## From many states\n",
            "| event | to | from |",
            "|---|---|---|",
            *(f"| {label} | {after} | {listed(found)} |" for (label, after), found in sorted(common.items())),
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


def _state_rows(edges: list[Edge]) -> list[str]:
    screens: dict[str, set[str]] = defaultdict(set)
    lasts: dict[str, set[str]] = defaultdict(set)
    asks: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        after = class_name(edge.after)
        screens[after].add(screen_of(edge.after))
        seconds = timeout_of(edge.after)
        lasts[after].add("–" if seconds is None else f"{seconds:g} s")
        if edge.after != edge.before:
            asks[after].update(type(effect).__name__ for effect in edge.effects)
    names = [state.__name__ for state in get_args(State)]
    return [
        f"| {name} | {listed(screens[name])} | {listed(lasts[name])} | {listed(asks[name])} |"
        for name in names
        if name in screens
    ]


def label_of(event: Event) -> str:
    """What an event is called in a diagram: by the answer that it brings, where it brings one."""
    match event:
        case Answered(outcome=said) | Told(answer=said):
            return type(said).__name__
        case _:
            return type(event).__name__
