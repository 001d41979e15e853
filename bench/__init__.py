"""Performance figures as ratios to a reference of the same run; see bench/README.md."""
