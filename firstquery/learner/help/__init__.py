"""Help for whoever is stuck: hints, worked solutions, and what a helper needs to know."""
