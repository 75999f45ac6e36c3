"""What either program does before all else, as the emulator keeps it for both."""

from emulator.no_prompt import leave_no_prompt

__all__ = ["leave_no_prompt"]
