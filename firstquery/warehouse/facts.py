def shared_facts(t): return []
