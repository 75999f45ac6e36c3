"""The slip for the service point, and the printer it comes out of."""
