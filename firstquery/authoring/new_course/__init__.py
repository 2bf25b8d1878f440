"""`firstquery new`: a course of one's own in an empty folder, on a SQLite file or a snapshot of any database."""
