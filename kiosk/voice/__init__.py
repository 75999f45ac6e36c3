"""Voice guidance: what a screen says in speech, and who says it, in a process of its own. Off until it is asked for."""
