"""The public terminal for social security cards."""
