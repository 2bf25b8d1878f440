"""A cohort on one exchange: what its learners hand in is collected, and what they get back is released."""
