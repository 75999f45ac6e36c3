"""The session: states, events, effects, the pure step between them, and the runner that carries effects out."""
