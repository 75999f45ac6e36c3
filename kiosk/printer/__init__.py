"""The slip for the service point, the receipt that it gives, and the printer that both come out of."""
