"""What each role of a terminal is, a package a role."""
