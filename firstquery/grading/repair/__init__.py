"""Repair: what a learner handed in, put right by the release, so that her answers are graded wherever they still are.

Read (`read`), matched with the release (`match`), put in order (`restore`) as one notebook (`notebook`), staged for
nbgrader (`stage`). An answer that was damaged is graded in full or ungraded with a sentence: never a silent nought.
"""
