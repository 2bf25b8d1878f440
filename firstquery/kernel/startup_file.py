# Installed where IPython looks for what to run when a kernel starts (see pyproject.toml).
# It runs among the learner's own names, so it leaves none behind; and no kernel may fail because of it.


def _first_query() -> None:
    try:
        from IPython.core.getipython import get_ipython

        from firstquery.kernel.startup import prepare

        prepare(get_ipython())
    except Exception:
        return


_first_query()
del _first_query
