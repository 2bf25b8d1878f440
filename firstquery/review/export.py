"""A review in the form of two code hosts: GitHub's one call, and GitLab's several.

The forms are written down as JSON Schemas in tests/review/schemas.
"""

from __future__ import annotations

import hashlib
import tomllib
from typing import TYPE_CHECKING, Any

from firstquery.review.changes import ChangedFile, Row
from firstquery.review.finding import ReviewFinding
from firstquery.review.pulls import PullRequest, load

if TYPE_CHECKING:
    from firstquery.review.review import Review

EVENTS = {"approve": "APPROVE", "request_changes": "REQUEST_CHANGES", "comment": "COMMENT"}
APPROVALS = {"approve": "approved", "request_changes": "requested_changes", "comment": "unapproved"}


def to_github(review: Review) -> dict[str, Any]:
    return {
        "commit_id": load(review.pull).head_commit,
        "body": _body(review),
        "event": EVENTS[review.verdict],
        "comments": [_comment(one) for one in review.findings],
    }


def to_gitlab(review: Review) -> dict[str, Any]:
    pull = load(review.pull)
    base = _base_commit(pull)
    shas = {"base_sha": base, "start_sha": base, "head_sha": pull.head_commit}
    return {
        "note": {"body": _body(review)},
        "discussions": [
            {"body": _message(one), "position": {**shas, **_position(one, pull)}} for one in review.findings
        ],
        "approval": APPROVALS[review.verdict],
    }


def _base_commit(pull: PullRequest) -> str:
    """The hash of what the change is to be merged into: the tip of main, as history.toml has it."""
    plan = pull.folder.parent.parent / "history.toml"
    said = tomllib.loads(plan.read_text(encoding="utf-8")) if plan.is_file() else {}
    return str(said.get("main") or "0" * 40)


def _message(one: ReviewFinding) -> str:
    """A finding in Markdown, as it stands below the line."""
    out = [f"**{one.severity.capitalize()}** ({one.label}): {one.problem}"]
    out += [f"Evidence: `{each}`" for each in one.evidence]
    return "\n\n".join([*out, *([f"Suggestion: {one.suggestion}"] if one.suggestion else [])])


def _body(review: Review) -> str:
    """Both hosts refuse a review without any word of its own, except an approval."""
    many = len(review.findings)
    return review.summary or (f"{many} {'comment' if many == 1 else 'comments'} on the changes." if many else "Read.")


def _comment(one: ReviewFinding) -> dict[str, Any]:
    made: dict[str, Any] = {"path": one.path, "line": one.last, "side": one.side, "body": _message(one)}
    return made if one.first == one.last else {**made, "start_line": one.first, "start_side": one.side}


def _position(one: ReviewFinding, pull: PullRequest) -> dict[str, Any]:
    """GitLab counts an added line by its new number, a removed one by its old, and any other by both."""
    file = pull.file(one.path)
    assert file is not None  # `review` has seen to it
    first, last = (_row(file, line, one.side) for line in (one.first, one.last))
    made = {"position_type": "text", "old_path": file.before or file.path, "new_path": file.path, **_numbers(last)}
    if one.first != one.last:
        made["line_range"] = {"start": _end(file, first), "end": _end(file, last)}
    return made


def _row(file: ChangedFile, line: int, side: str) -> Row:
    return next(
        row for row in file.rows if (row.new == line if side == "RIGHT" else row.kind == "-" and row.old == line)
    )


def _numbers(row: Row) -> dict[str, int]:
    return {name: number for name, number in (("old_line", row.old), ("new_line", row.new)) if number is not None}


def _end(file: ChangedFile, row: Row) -> dict[str, Any]:
    """One end of several lines. ``line_code`` is GitLab's own name of a line: its file's hash, and where both stand."""
    at = file.rows.index(row)
    old, new = ([getattr(one, side) for one in file.rows] for side in ("old", "new"))
    code = f"{hashlib.sha1(file.path.encode(), usedforsecurity=False).hexdigest()}_{_near(old, at)}_{_near(new, at)}"
    return {"line_code": code, "type": "old" if row.kind == "-" else "new", **_numbers(row)}


def _near(numbers: list[int | None], at: int) -> int:
    """The number of one side there, or that of its next line; at the end, one more than its last."""
    after = next((number for number in numbers[at:] if number is not None), None)
    return (
        after if after is not None else max((number for number in numbers[:at] if number is not None), default=-1) + 1
    )
