"""Scores, look-back reasons and portraits, computed from facts alone: no clock, no files, no database (docs/rules.md §7, §9)."""
