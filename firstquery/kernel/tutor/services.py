"""Slips with databases and servers: bound values, plain texts for queries, and addresses that do not answer."""

from __future__ import annotations

import ast
import re
from typing import Any

from firstquery.kernel.tutor.fault import UNKNOWN, Fault
from firstquery.kernel.tutor.registry import slip
from firstquery.kernel.tutor.words import is_a, listed

_SENDS = ("execute", "read_sql", "read_sql_query", "scalar", "scalars")


def _query(fault: Fault) -> tuple[Any, Any, bool]:
    """Return the statement that is sent, what is bound to it, and whether that is known."""
    call = fault.call
    if call is None or fault.method not in _SENDS:
        return UNKNOWN, UNKNOWN, False
    sent = fault.argument(0, "sql", "statement")
    bound = fault.argument(-1 if fault.method.startswith("read") else 1, "params", "parameters")
    statement = fault.value(sent)
    if statement is UNKNOWN and isinstance(sent, ast.Call) and getattr(sent.func, "id", "") == "text" and sent.args:
        from sqlalchemy import text

        written = fault.value(sent.args[0])
        statement = text(written) if isinstance(written, str) else UNKNOWN
    keys = (
        [key for one in bound.keys if (key := fault.value(one)) is not UNKNOWN]
        if isinstance(bound, ast.Dict)
        else fault.value(bound)
    )
    return statement, list(keys) if isinstance(keys, dict | list | tuple) else [], bound is None or keys is not UNKNOWN


@slip("StatementError", "InvalidRequestError", "OperationalError", "DatabaseError", "ProgrammingError")
def bound_values(fault: Fault) -> str:
    """A name with a colon in a query, and no value for it."""
    statement, keys, known = _query(fault)
    wanted = getattr(statement, "_bindparams", None)
    if not known or not wanted:
        return ""
    missing = [one for one in wanted if one not in keys]
    if not missing:
        return ""
    way = "params=" if fault.method.startswith("read") else ""
    if keys and len(missing) == len(keys) == 1:
        return (
            f"the query waits for a value for `:{missing[0]}`, and what is given is called `{keys[0]}`. In the curly "
            f'brackets the name of the place stands before the colon, its value behind it: `{{"{missing[0]}": …}}`.'
        )
    given = f" Given are values for {listed(keys)}." if keys else ""
    return (
        f'the query waits for a value for `:{missing[0]}`, and none is given.{given} Add it: `{way}{{"{missing[0]}":'
        " …}`."
    )


@slip("StatementError", "InvalidRequestError", "OperationalError", "DatabaseError", "ProgrammingError")
def place_in_quotes(fault: Fault) -> str:
    """``':name'`` is a text, and no place for a value."""
    statement, keys, _ = _query(fault)
    found = re.search(r"(['\"])(%?):(\w+)%?\1", str(statement)) if statement is not UNKNOWN else None
    if found is None or found[3] not in keys:
        return ""
    return (
        f"`:{found[3]}` stands in quotation marks, so the database takes it for a text and not for a place. Leave them "
        f"out: `:{found[3]}` in place of `{found[0]}`." + (" The % belongs in the value." if "%" in found[0] else "")
    )


@slip("ArgumentError", "StatementError", "TypeError", "InterfaceError", "ProgrammingError", "DatabaseError")
def pairs_forgotten(fault: Fault) -> str:
    """``{"name", name}`` holds two values, and no pair."""
    bound = fault.argument(-1 if fault.method.startswith("read") else 1, "params", "parameters")
    if fault.method not in _SENDS or not (isinstance(bound, ast.Set) or isinstance(fault.value(bound), set)):
        return ""
    inside = [fault.quote(one)[1:-1] for one in getattr(bound, "elts", [])]
    way = f": `{{{inside[0]}: {inside[1]}}}`" if len(inside) == 2 else ""
    return f"what is bound stands in pairs, a name and its value with a colon between them{way}."


@slip("ObjectNotExecutableError", "ArgumentError")
def text_forgotten(fault: Fault) -> str:
    statement, _, _ = _query(fault)
    sent = fault.argument(0, "sql", "statement")
    if sent is None or not isinstance(statement, str):
        return ""
    return (
        f"`{fault.method}` takes a query, and {fault.quote(sent)} is a plain text. Put `text(…)` around it, from `from"
        " sqlalchemy import text`."
    )


@slip("OperationalError", "DatabaseError", "ProgrammingError")
def plain_text_with_names(fault: Fault) -> str:
    """``:name`` in a plain text goes to the database as it stands."""
    statement, keys, _ = _query(fault)
    sent = fault.argument(0, "sql", "statement")
    if (
        sent is not None
        and isinstance(statement, str)
        and any(f":{one}" in statement for one in keys)
        and is_a(fault.error, "SQLAlchemyError")
    ):
        return f"the values are bound in a `text(…)` only. Put it around the query: `text({fault.quote(sent)[1:-1]})`."
    return ""


@slip("OperationalError", "ProgrammingError", "DatabaseError", "IntegrityError")
def refused_query(fault: Fault) -> str:
    """The database could not run the query: its own words, without the library's."""
    own: BaseException = fault.error
    sent = getattr(own, "statement", None)
    while (deeper := getattr(own, "orig", None) or own.__cause__) is not None and deeper is not own:
        own = deeper
        sent = sent or getattr(own, "statement", None)
    if not is_a(own, "Error") and not fault.is_in("sqlalchemy", "pandas", "sqlite3", "psycopg"):
        return ""
    said = " ".join(str(own).split())[:160].rstrip(".")
    if sent is None and fault.is_in("sqlalchemy"):
        return f"the database could not be reached. It says: {said}."
    return f"the database did not run this query. It says: {said}. Look at the query, and not at the Python around it."


@slip("UnsupportedProtocol", "InvalidURL")
def no_address(fault: Fault) -> str:
    piece = fault.argument(0, "url")
    value = fault.value(piece)
    shown = f': it is "{value[:60]}"' if isinstance(value, str) else ""
    return f"an address begins with `https://` or `http://`, and this one does not{shown}."


@slip("ConnectError", "APIConnectionError")
def no_answer(fault: Fault) -> str:
    """Nobody answers at the address."""
    if is_a(fault.error, "APITimeoutError"):
        return ""
    where = _host(fault.error)
    return (
        f"no connection came about{where}. Nothing of your request was read. Look at the address, at whether that"
        " service runs, and at whether this computer has a network."
    )


@slip("TimeoutException", "APITimeoutError")
def too_slow(fault: Fault) -> str:
    where = _host(fault.error)
    return (
        f"no answer came in time{where}. Ask again later, or give it longer, `timeout=30`. Whether it was carried out"
        " there is not known."
    )


@slip("HTTPStatusError", "APIStatusError")
def refused(fault: Fault) -> str:
    """The server has answered, with a no."""
    response = getattr(fault.error, "response", None)
    status = getattr(response, "status_code", 0)
    meaning = {
        400: "the request cannot be read: look at what is sent",
        401: "the key or the token is missing, or not the right one",
        403: "this key may not do that",
        404: "there is nothing at this address: look at its spelling",
        422: "a value in the request will not do: look at what is sent",
        429: "too many requests in too short a time: wait, then ask again",
    }.get(status, "the fault is on the server's side: ask again later" if status >= 500 else "look at what is sent")
    return f"the server answered with {status}, and that says: {meaning}." if status else ""


def _host(error: BaseException) -> str:
    """Return " with ADDRESS", where the error knows whom it asked."""
    try:
        url = error.request.url  # type: ignore[attr-defined]
        return f" with `{url.host}{f':{url.port}' if url.port else ''}`"
    except Exception:
        return ""
