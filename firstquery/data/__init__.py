"""The modules of the course's own data, by the name that practices begun before they moved to data/ import them by."""

from __future__ import annotations

from pathlib import Path

from firstquery.core import course, warehouse

__path__ = [str(Path(made.__file__).parent)] if (made := warehouse.builder(course.COURSE)) else []
