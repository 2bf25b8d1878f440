"""Checks: an answer becomes a payload, a payload a verdict, a verdict sentences; one module for each kind."""
