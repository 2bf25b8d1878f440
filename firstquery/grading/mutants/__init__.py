"""Mutants: right answers with one small change each, made by a machine, and what the check says of every one.

`firstquery.grading.mutants.answer` makes them, with the operators of SQL, of Python, of figures and of texts;
`firstquery.grading.mutants.trial` runs and judges them on the data; `firstquery.grading.mutants.report` is the table.
"""
