"""The terminal's side of the issuer."""
