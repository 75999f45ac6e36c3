"""The program that makes speech of a sentence: text on its input, a WAV on its output. espeak-ng, or one's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kiosk.voice.pinyin import Readings, latin, marked_up, readings

PROGRAM, INSTALL = "espeak-ng", "Install it: apt-get install espeak-ng."
WORDS_PER_MINUTE = 150  # espeak-ng's own 175 is quick for somebody who hears a machine for the first time
_VOICES = {"zh_CN": "cmn-latn-pinyin", "en": "en"}  # `cmn` reads many signs as English letters


@dataclass(frozen=True, slots=True)
class Request:
    """A program with its arguments, and what it is to read."""

    program: str
    arguments: tuple[str, ...]
    text: str


class Espeak:
    """espeak-ng, which is given Chinese as pinyin."""

    def __init__(self, corrections: Path) -> None:
        """`corrections` is a data file of readings; raises what `readings` does."""
        self._readings: Readings = readings(corrections)

    def request(self, sentence: str, language: str, rate: float) -> Request:
        """To say `sentence` `rate` times as fast as usual."""
        written = latin if language == "en" else marked_up
        speed = str(round(WORDS_PER_MINUTE * rate))
        voice = _VOICES.get(language, _VOICES["zh_CN"])
        arguments = ("-mb", "1", "-v", voice, "-s", speed, "--stdin", "--stdout")
        return Request(PROGRAM, arguments, written(sentence, self._readings))


class Own:
    """A better one: the settings' command, in which {language} and {rate} are filled in."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self._command = command

    def request(self, sentence: str, language: str, rate: float) -> Request:
        """Likewise; the sentence is given as it is written."""
        program, *arguments = (
            part.replace("{language}", language).replace("{rate}", f"{rate:g}") for part in self._command
        )
        return Request(program, tuple(arguments), sentence)


Engine = Espeak | Own
