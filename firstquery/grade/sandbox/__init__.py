"""Where a submission runs: a kernel in a sandbox (bubblewrap), forked from a server that has imported the libraries.

`view` says what a kernel sees, `limits` what it may use, `box` holds the namespaces, `kernel` is the process inside,
`forkserver` and `warm` make it a fork, `watch` ends what uses too much, and `provisioner` gives it to jupyter_client.
"""
