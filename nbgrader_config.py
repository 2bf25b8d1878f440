# nbgrader looks for a file of this name. The policies stand in grader_config.py.
load_subconfig("grader_config.py")  # noqa: F821
