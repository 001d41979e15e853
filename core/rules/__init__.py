"""The business rules, pure: dates and facts in, decisions out (docs/rules.md)."""
