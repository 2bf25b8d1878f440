"""A cohort: several learners on one machine or in one gradebook, and the facilitator who leads them."""
