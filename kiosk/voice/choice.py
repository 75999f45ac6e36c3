"""What a person chooses of the voice: on or off, how loud, how fast. Kept to the end of the session, no longer."""

from __future__ import annotations

from dataclasses import dataclass, replace

VOLUMES = (0.15, 0.3, 0.5, 0.75, 1.0)  # of what the sound server is set to
RATES = (0.7, 0.85, 1.0, 1.3, 1.7)  # times the usual speed
USUAL_VOLUME, USUAL_RATE = 2, 2


@dataclass(frozen=True, slots=True)
class Choice:
    """`volume` and `rate` are places in VOLUMES and RATES."""

    on: bool = False
    volume: int = USUAL_VOLUME
    rate: int = USUAL_RATE

    def louder(self, steps: int) -> Choice:
        """By so many steps, softer where they are below zero; not beyond the end."""
        return replace(self, volume=_within(self.volume + steps, VOLUMES))

    def faster(self, steps: int) -> Choice:
        """Likewise."""
        return replace(self, rate=_within(self.rate + steps, RATES))


def _within(place: int, places: tuple[float, ...]) -> int:
    return min(max(place, 0), len(places) - 1)
