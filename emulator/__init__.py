"""The virtual social security card, and all that stands behind a reader."""
