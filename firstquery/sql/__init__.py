"""Kestrel's data: its schema, the seeded build, and the queries that a learner runs on it."""
