"""The program's standard streams, as `emulator.streams` keeps them for both programs."""

from emulator.streams import OutputLost, json_text, say_done, standard_streams

__all__ = ["OutputLost", "json_text", "say_done", "standard_streams"]
