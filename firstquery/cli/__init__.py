"""The commands. What they need is imported when they are called, so that ``firstquery --help`` is quick."""
