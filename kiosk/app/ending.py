"""When the program may be ended, as the emulator keeps it for both programs."""

from emulator.ending import INTERRUPTED, begun, end_quietly, over

__all__ = ["INTERRUPTED", "begun", "end_quietly", "over"]
