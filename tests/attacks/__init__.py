"""Attacks that went through once, or would have: each drives the public boundary as an attacker can."""
