"""The five ledgers as people fill them: their columns, what a cell may hold, and blocks pasted from a spreadsheet (docs/rules.md §4)."""
