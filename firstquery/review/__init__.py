"""Pull requests of a course's service as a learner reads them, her reviews of them, and what a review is worth."""
