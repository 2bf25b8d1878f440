"""Grading a week's submissions, many at once, with one writer to the gradebook.

`folder` is where a run works and what is still to grade, `work` grades one submission in a worker process (nbgrader's
own Autograde, on a private copy of the gradebook that `private` makes), `writer` puts its result into the gradebook in
one transaction, `grading` holds them together, `regrading` compares before it writes, `feedback` makes the pages, and
`commands` is the command line. `marks` is what each mark remembers, and `remember` the preprocessor that notes it.
"""
