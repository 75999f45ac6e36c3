"""The program's standard streams, and the paths that are typed for it, as the emulator keeps them for both programs."""

from emulator.printable import printable, printable_lines
from emulator.streams import OutputLost, json_text, say_done, standard_streams
from emulator.typed import path_option

__all__ = ["OutputLost", "json_text", "path_option", "printable", "printable_lines", "say_done", "standard_streams"]
