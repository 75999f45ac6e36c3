"""What this terminal saw of its issuer's audit: whether the issuer is still believed, and whether the clocks agree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kiosk.doctor.finding import Finding
from kiosk.issuer.witness import read_seen


def findings(path: Path, issuer: Path) -> Iterator[Finding]:
    """Of the terminal's file; nothing where it has asked nobody yet."""
    try:
        seen = read_seen(path)
    except OSError as error:
        yield Finding("witness", True, f"{path} can't be read: {error.strerror}.", "Make it readable for this user.")
        return
    except ValueError:
        mend = "The next start moves it away and begins anew; see who wrote to it."
        yield Finding("witness", True, f"{path} is damaged: what the issuer said before is not known.", mend)
        return
    if seen is None:
        return
    if seen.broken:
        mend = (
            f"Ask the issuer: emulator issuer check --dir {issuer} --witness {path}. Once it is known why, such as a"
            f" backup that was put back: emulator issuer restore-accept --dir {issuer} --reason …; where another issuer"
            f" was put there on purpose, remove {path}. Until then only standings are asked for; reports wait."
        )
        yield Finding("witness", True, f"The issuer is not believed since {seen.broken_at}: {seen.broken}.", mend)
    else:
        yield Finding("witness", False, f"The issuer's audit has all that this terminal saw: {seen.size} entries.")
    if seen.clock_off_s:
        off = "fast" if seen.clock_off_s > 0 else "slow"
        says = f"This machine's clock is {abs(seen.clock_off_s)} seconds {off}, by the issuer's."
        yield Finding("witness", True, says, "Set it: timedatectl set-ntp true; it needs systemd-timesyncd.")
