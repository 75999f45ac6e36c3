"""What pyproject.toml can't say: assets/, where people look for data and edit it, is inside a package in the wheel."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import find_namespace_packages, setup

DATA = "emulator.data"  # emulator/assets.py looks for it

shutil.rmtree(Path(__file__).parent / "build", ignore_errors=True)  # what a build left would be in the next wheel

setup(
    packages=[*find_namespace_packages(include=["emulator", "emulator.*", "kiosk", "kiosk.*"]), DATA],
    package_dir={"": ".", DATA: "assets"},
)
