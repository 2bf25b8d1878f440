"""The grader: releases with their keys, the proof of every answers list, and the judge outside the kernel."""
