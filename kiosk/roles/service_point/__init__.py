"""The terminal in the role of a staffed service point: sign-in, cases, unlock and reset. A machine of its own."""
