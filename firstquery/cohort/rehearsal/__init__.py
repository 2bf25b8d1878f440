"""A term of a made-up cohort on a real hub: who is in it, what they hand in, and whether every receipt has its mark."""
