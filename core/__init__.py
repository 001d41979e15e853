"""The domain of 后半篇: rules, scoring, store, commands and queries; usable without any screen."""
