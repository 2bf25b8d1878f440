"""A part of Jupyter's server: the course and how it stands, for JupyterLab's panel, at ``first-query/outline``.

The server knows it before any kernel runs, and while one is busy. A page without this server asks a kernel.
"""

from __future__ import annotations

import json
from typing import Any

from anyio.to_thread import run_sync
from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado import web

from firstquery.core.errors import UserError
from firstquery.learner.progress.outline import outline

ADDRESS = ("first-query", "outline")


class OutlineHandler(APIHandler):
    """Answers with `outline` as JSON to whoever may use this server."""

    @web.authenticated
    async def get(self) -> None:
        try:
            found = await run_sync(outline)
        except UserError as fault:  # course.toml cannot be read
            raise web.HTTPError(500, fault.sentence) from None
        self.finish(json.dumps(found))


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    address = url_path_join(server.web_app.settings["base_url"], *ADDRESS)
    server.web_app.add_handlers(".*$", [(address, OutlineHandler)])
