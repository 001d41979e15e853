"""Papers as offices print them: what they look like in one place, what stands in each beside it (docs/rules.md §12)."""
