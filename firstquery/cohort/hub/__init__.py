"""A workshop's JupyterHub on one machine: its accounts, its folders, its start and end, its examination and backup."""
