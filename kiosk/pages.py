"""The pages in `docs/` that are drawn from the code: `python -m kiosk.pages` writes them, a test compares them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from kiosk.app.roles import ROLES
from kiosk.handbook import faults_page, settings_page
from kiosk.report import MEANINGS
from kiosk.roles.drawing import NOTE
from kiosk.rules.advice import ADVICE as RULES
from kiosk.rules.advice import ALL_WELL
from kiosk.rules.standing import ELECTRONIC_CARD
from kiosk.security import drawn
from kiosk.words import ADVICE


def advice_page() -> str:
    """`docs/advice.md`: what status tells programs, with every advice id and its words."""
    rows = (f"| `{advice.id}` | {advice.needs.value} | {ADVICE[advice.id]} |" for advice in (*RULES, ALL_WELL))
    return "\n".join(
        (
            "# What `kiosk status --json` says\n",
            NOTE,
            "One object. Dates are ISO, numbers masked but for their last four; what is not known is `null`.\n",
            "| key | value |",
            "|---|---|",
            *(f"| `{key}` | {meaning} |" for key, meaning in MEANINGS.items()),
            "\n## Standing and electronic card\n",
            "`standing` is `null` where no issuer is configured, it can't be reached, or it has no record of the card;",
            "the advice says which. `electronic_card` follows from it, and is `null` with it.\n",
            "| `standing` | `electronic_card` |",
            "|---|---|",
            *(
                f'| `{{"code": {standing.value}, "name": "{standing.id}"}}` | `{electronic.value}` |'
                for standing, electronic in ELECTRONIC_CARD.items()
            ),
            "\n## Advice\n",
            "`advice` has the ids of all advice that applies, the most pressing first; it is never empty. What the",
            "issuer tells only after a right PIN is advised on the screens alone: `status` asks for none.\n",
            "| id | needs | words |",
            "|---|---|---|",
            *rows,
            "",
        )
    )


SECURITY = "security.md"  # written by hand, with tables in it that are drawn

PAGES: Mapping[str, Callable[[], str]] = {
    **{name: page for role in ROLES.values() for name, page in role.parts().pages.items()},
    "advice.md": advice_page,
    "settings.md": settings_page,
    "faults.md": faults_page,
}


def main(folder: Path) -> None:
    """Write every page into `folder`."""
    if not folder.is_dir():
        raise SystemExit(f"there is no folder {folder}: name the one of a checkout's pages, or go there")
    for name, page in PAGES.items():
        (folder / name).write_text(page(), "utf-8")
    security = folder / SECURITY
    if security.exists():
        security.write_text(drawn(security.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
