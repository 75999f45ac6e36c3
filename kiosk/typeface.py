"""The house's type face, on the screen and on paper."""

INSTALL = "Install it: apt-get install fonts-noto-cjk."
INSTALL_RARE = "To show them all (51 MB): apt-get install fonts-hanazono."
FAMILY = "Noto Sans CJK SC"  # the Simplified Chinese one, by name: a fallback would show Japanese forms
