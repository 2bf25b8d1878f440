"""Checks: an answer becomes a payload, a payload a verdict, a verdict sentences; a module or package a kind."""
