"""What is measured, each beside a stock peer in the same run."""

from pathlib import Path

from firstquery.core.warehouse import add_to_path

add_to_path(Path(__file__).resolve().parent.parent)  # the package of the course's own data
