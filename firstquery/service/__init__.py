"""Kestrel's small service `desk`: its history as a real git repository, and everything that runs git or the service.

`patches` and `history` read what ships, `repository` builds from it, `copy` is the learner's own working copy,
`command` is `git(...)`, `trees` and `running` try a version out without touching hers.
"""
