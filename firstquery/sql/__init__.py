"""Queries for reading alone: run on an engine, shown as a table, and explained where they fail or were hardly meant."""
