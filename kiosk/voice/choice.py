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

    def louder(self) -> Choice:
        """The next volume; after the loudest the softest."""
        return replace(self, volume=(self.volume + 1) % len(VOLUMES))

    def faster(self) -> Choice:
        """The next speed; after the fastest the slowest."""
        return replace(self, rate=(self.rate + 1) % len(RATES))
