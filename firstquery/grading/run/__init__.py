"""Grading a week's submissions, many at once, with one writer to the gradebook.

`plan` is whose submission is to grade, `worker` grades one (nbgrader's own Autograde, on a copy of the gradebook that
`gradebook` makes), `writer` puts its result into the gradebook in one transaction, `grading` holds them together,
`resume` lets a killed run go on, `regrade` compares before it writes, and `commands` is the command line. `marks` is
what each mark remembers.
"""
