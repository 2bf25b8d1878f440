"""What the passes of grading leave in a notebook's metadata for the next."""

from __future__ import annotations

KEPT = "firstquery_submitted"  # cell metadata: between the two halves of nbgrader's autograde, and no longer
REPAIR = "firstquery_repair"  # notebook metadata, from firstquery.grading.repair: doubts, and what is withheld
