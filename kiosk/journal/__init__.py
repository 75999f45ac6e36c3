"""The electronic journal: what happened at this terminal, derived from transitions, append-only."""
