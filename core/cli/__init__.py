"""`python -m core …`: the same commands and queries as the pages, for scripts and checks."""
