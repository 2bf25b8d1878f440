"""Where programs run that others wrote: in a box (bubblewrap), within limits, forked from a process that is warm.

`trial` runs files by a command. `provisioner` gives a kernel to jupyter_client. Both start a `process` in a `box`, whose
`mounts` say what is seen, `limits`, `seccomp` and `monitor` what may be used; it is one of the `forks` of the `zygote`.
"""
