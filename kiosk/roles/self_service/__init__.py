"""The terminal that people use by themselves. It has no word for an unlock."""
