"""The JupyterHub of a workshop, on one machine. `firstquery hub up` starts it with this file.

FIRSTQUERY_HUB names hub.json, which says where everything is (firstquery/cohort/hub/site.py). Settings of your own go
into jupyterhub_config.local.py in the same folder as hub.json: it is read last.
"""

import os
import sys
from pathlib import Path

from firstquery.cohort.hub.site import MARK, Site
from firstquery.cohort.hub.spawner import ONE_THREAD, WorkshopSpawner

site = Site.model_validate_json(Path(os.environ[MARK]).read_bytes())
c = get_config()  # noqa: F821 (given by JupyterHub when it reads this file)

# Where it listens. The hub itself and the proxy's own interface are for this machine alone.
c.JupyterHub.bind_url = f"http://{site.ip}:{site.port}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{site.hub_port}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{site.proxy_port}"
c.ConfigurableHTTPProxy.pid_file = str(site.state / "proxy.pid")
if site.certificate and site.key:
    c.JupyterHub.bind_url = f"https://{site.ip}:{site.port}"
    c.JupyterHub.ssl_cert, c.JupyterHub.ssl_key = str(site.certificate), str(site.key)

if site.domain:
    c.JupyterHub.subdomain_host = site.address(site.domain)

# What it keeps, in a folder that is root's alone.
c.JupyterHub.db_url = f"sqlite:///{site.state / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(site.state / "cookie_secret")

# Who may log in: the accounts that `firstquery hub up` made, by their passwords on this machine, and nobody else on it.
c.JupyterHub.authenticator_class = "pam"
c.PAMAuthenticator.service = "login"
c.PAMAuthenticator.open_sessions = False
c.PAMAuthenticator.allowed_groups = {site.group}

# The facilitator sees who is there and starts and stops servers. Nobody, she included, opens another one's server: a
# page of a learner's would act there in her name.
c.JupyterHub.load_roles = [
    {
        "name": "facilitator",
        "scopes": ["admin-ui", "list:users", "read:users:activity", "read:servers", "servers"],
        "users": [site.facilitator],
    },
    {
        "name": "idle",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["idle"],
    },
]
c.JupyterHub.services = [
    {
        "name": "idle",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={site.idle}", "--cull-every=60"],
        "environment": {MARK: str(site.file)},
    },
    # The process whose forks the learners' servers and kernels are. Everybody's fork can see what it was started with,
    # so it is started with nothing of the hub's.
    {
        "name": "warm",
        "command": [
            *("/usr/bin/env", "-i", f"{MARK}={site.file}", f"FIRSTQUERY_COURSE={site.course}", "HOME=/nonexistent"),
            *("LANG=C.UTF-8", "PATH=/usr/bin:/bin", "MALLOC_ARENA_MAX=2"),
            *(f"{name}={value}" for name, value in ONE_THREAD.items()),
            *(sys.executable, "-P", "-m", "firstquery.cohort.hub.warm", str(site.file)),
        ],
    },
]

# A server a learner. A whole room that logs in within one minute is the normal case: nobody is turned away, and a busy
# machine is waited for.
c.JupyterHub.spawner_class = WorkshopSpawner
c.WorkshopSpawner.site = site
c.Spawner.environment = {"FIRSTQUERY_IDLE": str(site.idle)}
c.Spawner.start_timeout = c.Spawner.http_timeout = 300
c.JupyterHub.concurrent_spawn_limit = 100
c.JupyterHub.tornado_settings = {"slow_spawn_timeout": 30}

# `firstquery hub stop` ends everybody's server with the hub.
c.JupyterHub.cleanup_servers = True
c.JupyterHub.cleanup_proxy = True

local = site.state / "jupyterhub_config.local.py"
if local.is_file():
    load_subconfig(str(local))  # noqa: F821
