"""The house's type face, on the screen and on paper."""

FAMILY = "Noto Sans CJK SC"  # the Simplified Chinese one, by name: a fallback would show Japanese forms
