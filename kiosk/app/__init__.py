"""The composition root: the one place that puts real or emulated parts together."""
