"""`kiosk doctor`: what a terminal needs of its machine, tried as `kiosk run` will do it, and what mends it."""
