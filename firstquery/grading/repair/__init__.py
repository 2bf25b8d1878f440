"""Repair: what a learner handed in, put right by the release, so that her answers are graded wherever they still are.

Read and put right as one notebook (`notebook`): matched with the release (`match`), put in order (`restore`). `stage`
does that for nbgrader. An answer that was damaged is graded in full or ungraded with a sentence: never a silent nought.
"""
