"""What the drawn pages of `docs/` are made of: state diagrams and lists, as Mermaid and Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

NOTE = "<!-- Drawn from the code by `make docs`; a test compares it. Don't edit it by hand. -->\n"


def diagram(start: str, drawn: Mapping[tuple[str, str], set[str]]) -> Iterable[str]:
    """A state diagram that begins at the state `start`; `drawn` has the events that lead from one state to another."""
    yield from ("```mermaid", "stateDiagram-v2", f"    [*] --> {start}")
    for (before, after), labels in sorted(drawn.items()):
        if before != after:
            yield f"    {before} --> {after}: {listed(labels)}"
    yield "```\n"


def listed(values: set[str]) -> str:
    """In order, with commas."""
    return ", ".join(sorted(values))


def class_name(value: object) -> str:
    """As it stands in the code."""
    return type(value).__name__
