"""`firstquery lab`: JupyterLab on the learner's own folder, calm, opened on *start here*."""

from firstquery.lab.opening import lab

__all__ = ["lab"]
