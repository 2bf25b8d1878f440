"""The weeks that a browser's Python can run, as a JupyterLite beside the pages: nothing is installed to try them."""
