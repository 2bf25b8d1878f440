"""What a notebook's kernel is taught beyond IPython: cells that are mistyped, misnamed or run too early.

It is loaded when a kernel starts, so nothing in here imports pandas, or anything that does, before it is needed.
"""
