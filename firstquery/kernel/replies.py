"""What a browser's kernel leaves out of its replies: answers to the page's own questions, and the name of an error.

JupyterLab's *user expressions* are part of Jupyter's protocol, and JupyterLite's kernel does not answer them. The
course's panels ask by them (firstquery/lab/pages), everywhere in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

Result = dict[str, Any]
#: How a class that was made a text reads: its name stands at the end.
_CLASS = re.compile(r"<class '(?:.*\.)?(\w+)'>")


def install(ip: Any) -> None:
    """Complete the replies of this shell's kernel, once; one that is a program of its own gives them whole."""
    kernel = getattr(ip, "kernel", None)
    run = getattr(kernel, "run", None)
    if run is None or hasattr(kernel, "do_execute") or getattr(run, "of_first_query", False):
        return

    async def complete(code: str) -> Result:
        return await _reply(ip, run, code)

    complete.of_first_query = True  # type: ignore[attr-defined]
    object.__setattr__(kernel, "run", complete)


async def _reply(ip: Any, run: Callable[[str], Awaitable[Result]], code: str) -> Result:
    """Run a cell, if there is one, and then evaluate what the request asks beside it."""
    result = await run(code) if code.strip() else {"status": "ok", "payload": []}
    if named := _CLASS.fullmatch(str(result.get("ename"))):
        result["ename"] = named[1]
    asked = ip.kernel.get_parent().get("content", {}).get("user_expressions") or {}
    if asked and result["status"] == "ok":
        result["user_expressions"] = ip.user_expressions(asked)
    return result
