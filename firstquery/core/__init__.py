"""What every room needs, and nothing of them: the sentence a person reads, files written whole, the course, records."""
