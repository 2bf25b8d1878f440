"""The vendor on loopback: models that answer in the public chat-completions protocol, a ledger, and bad days."""
