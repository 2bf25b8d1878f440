"""The tutor of Python: one plain sentence for an exception, found by its type, her cell's tree and its values."""
