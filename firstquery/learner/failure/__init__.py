"""Failure notes: what happened, what was expected, what is done differently now. Without blame, shared by consent."""
