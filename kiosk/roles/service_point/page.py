"""`docs/service-point.md`, drawn from the machine."""

from __future__ import annotations

from collections import defaultdict

from kiosk.roles.drawing import NOTE, class_name, diagram, listed
from kiosk.roles.self_service.page import label_of as session_label
from kiosk.roles.service_point.event import (
    CaseReported,
    CaseTold,
    Event,
    StaffAnswered,
    StaffSeen,
    StaffTold,
    UnblockAnswered,
)
from kiosk.roles.service_point.explore import explore
from kiosk.roles.service_point.staff import Staff
from kiosk.roles.service_point.state import CaseState, HolderState
from kiosk.session.event import Event as SessionEvent


def service_point_page() -> str:
    """`docs/service-point.md`: both sides of a service point as diagrams, and what is left when staff leaves."""
    staff: dict[tuple[str, str], set[str]] = defaultdict(set)
    holder: dict[tuple[str, str], set[str]] = defaultdict(set)
    left: dict[str, set[str]] = defaultdict(set)
    for edge in explore():
        before, after = edge.before, edge.after
        staff[class_name(before.staff), class_name(after.staff)].add(_label(edge.event))
        if isinstance(before.staff, Staff) and isinstance(after.staff, Staff):
            holder[_holder_name(before.holder), _holder_name(after.holder)].add(_label(edge.event))
        elif isinstance(before.staff, Staff):
            left[class_name(before.holder)].add(class_name(after.holder))
    return "\n".join(
        (
            "# The machine of a service point\n",
            NOTE,
            "One pure function: `kiosk.roles.service_point.step.step(state, event, terms) → (state, effects)`. A state",
            "has two sides. What is keyed in belongs to the side whose screen is shown (`staff_in_front`).\n",
            "## The staff's side\n",
            *diagram("NoStaff", staff),
            "## The holder's side, while somebody is signed in\n",
            "`SelfService` is any state of [the session](session.md), whose transitions go on unchanged.\n",
            *diagram("SelfService", holder),
            "## When staff leaves\n",
            "Nothing begins any more. What is on its way to the card is waited for, and a result may still be read;",
            "everything else ends at once, and the card is to be taken.\n",
            "| the holder's side was | and is then |",
            "|---|---|",
            *(f"| {before} | {listed(after)} |" for before, after in sorted(left.items())),
            "",
        )
    )


def _holder_name(holder: HolderState) -> str:
    return class_name(holder) if isinstance(holder, CaseState) else "SelfService"


def _label(event: Event) -> str:
    match event:
        case StaffAnswered(outcome=said) | UnblockAnswered(outcome=said):
            return class_name(said)
        case StaffTold(answer=said) | CaseTold(answer=said) | CaseReported(answer=said):
            return class_name(said)
        case StaffSeen(sighting):
            return f"Staff{class_name(sighting)}"
        case _:
            return session_label(event) if isinstance(event, SessionEvent) else class_name(event)
