"""``python -m firstquery.data.learning_facts`` writes learning_facts.json anew from the learning snapshot's seed."""

from __future__ import annotations

import json

from firstquery.data.build import tables_of
from firstquery.data.facts import KEPT, facts
from firstquery.data.story import LEARNING_SEED

if __name__ == "__main__":
    KEPT.write_text(json.dumps(facts(tables_of("learning", LEARNING_SEED)), indent=1) + "\n", encoding="utf-8")
