"""The vendor on loopback: models that answer in the public chat-completions protocol, a ledger, and bad days."""

from firstquery.core.rooms import Room

ROOM = Room(
    kinds={"integration": "firstquery.ai_vendor.kind"},
    names={
        "forget_calls": "firstquery.ai_vendor.client",
        "ledger": "firstquery.ai_vendor.client",
        "vendor": "firstquery.ai_vendor.client",
    },
    uses=frozenset({"vendor"}),
    tables=("firstquery.ai_vendor.table:path",),
    commands=("firstquery.ai_vendor.commands:register",),
)
