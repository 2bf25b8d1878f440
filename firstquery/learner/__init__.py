"""What surrounds the hour on the learner's own machine: predictions, progress, and picking up where she was."""
