"""Grading a week's submissions, many at once, with one writer to the gradebook.

`plan` is whose submission is to grade, and lets a killed run go on; `worker` grades one in a process of the `pool`
(nbgrader's own Autograde, on a copy of the `gradebook`), whose writer puts its result there in one transaction.
`grading` holds them together, `regrade` compares before it writes, and `marks` is what each mark remembers.
"""
