"""The service point."""
