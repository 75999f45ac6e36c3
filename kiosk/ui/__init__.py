"""What people see and read. Never talks to a card."""
