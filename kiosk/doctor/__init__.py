"""`kiosk doctor`: what a terminal needs, looked at for real, and what mends what is missing."""
