"""Two of the drawn pages, for whoever looks after a hall: every setting, and every code that a screen can show."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from kiosk.card.pcsc import codes_of
from kiosk.doctor.what_run_does import WHAT_RUN_DOES
from kiosk.faults import FAULTS
from kiosk.roles.drawing import NOTE
from kiosk.settings import PREFIX, Settings, kind

_WORDS = Path(__file__).parent / "ui" / "qml" / "Kiosk" / "Screens" / "MachineWords.qml"
_FAULT_WORDS = re.compile(r"function fault\(id: string\): string \{(.*?)\n    \}", re.DOTALL)
_WORD = re.compile(r'(?:"([a-z-]+)": |\?\? )qsTr\("([^"]+)"\)')
_MADE = {"journal": "journal.jsonl", "outbox": "outbox.sqlite", "slips": "slips"}


def settings_page() -> str:
    """`docs/settings.md`: every key."""
    schema = Settings.model_json_schema(mode="validation")["properties"]
    rows = (
        f"| `{key}` | {kind(about)} | {about.get('unit', '–')} | {_default(key)} | `{PREFIX}{key.upper()}` |"
        f" {about['description']} |"
        for key, about in schema.items()
    )
    return "\n".join(
        (
            "# Settings\n",
            NOTE,
            "A TOML file: `kiosk --config FILE`, before the command or after it. Without that it is",
            "`$XDG_CONFIG_HOME/kiosk/settings.toml` (`~/.config/kiosk/settings.toml`) where there is one. What it does",
            "not name may be said in the environment: a list there is one in JSON, and a variable with nothing in it",
            "counts as unset. In the file text has quotes, and a number, `true` and `false` have none. An unknown key",
            "or `KIOSK_…` is refused. `~` is the user's home. A relative path is meant from the file's folder, in the",
            "environment from the working folder. Journal, outbox, slips, issuer and the settings file need a place",
            "each, whatever links lead to it; all that is below the issuer's folder is the issuer's. `kiosk doctor`",
            "tries everything as `kiosk run` would, best as the same user.\n",
            "| key | is | unit | default | in the environment | meaning |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
        )
    )


def faults_page() -> str:
    """`docs/faults.md`: each code that the out-of-service screen can show, and each thing that doctor looks at."""
    words = _screen_words()
    rows = (
        f"| `{fault.value}` | {words.get(fault.value, words[''])} | {help.means} | {help.who} | {help.mend} |"
        for fault, help in FAULTS.items()
    )
    codes = (
        f"| `{fault.value}` | {', '.join(f'`{code:08X}`' for code in codes_of(fault)) or '–'} |" for fault in FAULTS
    )
    return "\n".join(
        (
            "# Faults\n",
            NOTE,
            "## Out of service\n",
            "Below its words the screen has a frame of three rows; the last of them, 代码 (Code), is the code: a word,",
            "and where PC/SC gave one its number, such as `no-service 8010001D`. Look up the word.\n",
            "| code | the screen says | which means | who mends it | how |",
            "|---|---|---|---|---|",
            *rows,
            "\n### PC/SC's numbers\n",
            "A number that is not here comes with `other`; `pcsc-lite`'s own list has its name.\n",
            "| code | numbers |",
            "|---|---|",
            *codes,
            "\n## What `kiosk doctor` looks at\n",
            "`✗` is wrong and makes its exit status 1, `!` is worth knowing, `✓` is in order. What only a"
            " hall's rules ask is `!` until a setting says that this is one: `terminal`, a reader, a virtual one.\n",
            "| id | where it is wrong, `kiosk run` |",
            "|---|---|",
            *(f"| `{id}` | {does} |" for id, does in WHAT_RUN_DOES.items()),
            "",
        )
    )


def _screen_words() -> Mapping[str, str]:
    """What the screen says of a fault, "" for any other, in the language that its QML is written in."""
    body = _FAULT_WORDS.search(_WORDS.read_text("utf-8"))
    assert body is not None
    return dict(_WORD.findall(body.group(1)))


def _default(key: str) -> str:
    field = Settings.model_fields[key]
    if field.default_factory is not None:
        return f"`$XDG_STATE_HOME/kiosk/{_MADE[key]}` (`~/.local/state/kiosk/{_MADE[key]}`)"
    return "none" if field.default in (None, "") else f"`{json.dumps(field.default)}`"
