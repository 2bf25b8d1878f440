"""Kestrel: its schema and story, the seeded generator of every snapshot, and each planted truth with its proof."""
