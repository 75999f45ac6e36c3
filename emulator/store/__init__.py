"""Where a card's memory lives: in the process, or durable in SQLite."""
