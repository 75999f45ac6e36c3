"""Pictures of screens as they are meant to look, and whether they still do."""
