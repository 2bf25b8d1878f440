"""The kinds of exercises, one module each; `firstquery.checks.kind` finds them by name."""
