"""`python -m emulator`: the console script."""

from emulator.cli import main

if __name__ == "__main__":
    main()
