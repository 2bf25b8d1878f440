"""What the tests of the vendor ask it: one ticket, a schema, and the official client in strict mode."""

from __future__ import annotations

from typing import Any

from openai import OpenAI

TEAMS = ["Billing", "Integrations", "Mobile app", "Onboarding", "Scheduling"]
MESSAGES: Any = [
    {"role": "system", "content": f"Sort the ticket. Answer with one of: {', '.join(TEAMS)}."},
    {"role": "user", "content": "Ticket: We were charged twice in November."},
]
SCHEMA = {"type": "object", "properties": {"team": {"type": "string", "enum": TEAMS}}, "required": ["team"]}
FORM: Any = {"type": "json_schema", "json_schema": {"name": "ticket", "schema": SCHEMA}}


def client(address: str, key: str = "none", **more: Any) -> OpenAI:
    more = {"timeout": 20, "max_retries": 0, **more}
    return OpenAI(base_url=f"{address}/v1", api_key=key, _strict_response_validation=True, **more)
