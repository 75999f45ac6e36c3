"""What keeps people from using the terminal, measured on the live scene of every screen in every look."""
