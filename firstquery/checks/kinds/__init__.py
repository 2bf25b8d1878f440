"""The kinds of exercises, one module or package each; `firstquery.checks.kind` finds them by name."""
