"""Programs that others wrote run here: in a box (bubblewrap), within limits, forked from a process that is warm.

`trial` runs files by a command. `provisioner` gives jupyter_client a kernel. Both start a `process` in a `box`, whose
`mounts` say what is seen, `limits`, `seccomp` and `monitor` what may be used; it is one of the `forks` of the `zygote`.
"""
