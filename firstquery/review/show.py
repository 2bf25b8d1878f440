"""`pull_request("0146")` in a notebook: what is asked, what was said, the tests' result, and every changed line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from itertools import count, groupby
from pathlib import Path

from firstquery.review import plain
from firstquery.review.changes import ChangedFile
from firstquery.review.markdown import as_html
from firstquery.review.pulls import PullRequest, load, number_of, numbers
from firstquery.review.tables import inline, side_by_side
from firstquery.sentence import Sentence, in_sentences

LARGE = 160  # lines of a diff; above, a file comes folded
_shown = count(1)  # an address within the page belongs to one place alone, also when a cell is run again


@in_sentences('pull_request("0146") or pull_request("0146", only="description")')
def pull_request(number: object = None, only: object = None) -> Shown:
    """Shows a pull request: description, discussion, tests and changes. Without a number: those that there are.

    ``only`` shows a part of it: "description" all but the changed lines, "tests" the lines of its tests, and the path
    of a file the lines of that one.
    """
    if number is None:
        return Shown(*_list())
    pull = load(number)
    return Shown(plain.text(pull, only), html(pull, only))


class Shown:
    """What IPython displays; in a terminal, and for a screen reader that prefers it, the same as plain text."""

    def __init__(self, text: str, html: str) -> None:
        self._text, self._html = text, html

    def __repr__(self) -> str:
        return self._text

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": self._text, "text/html": self._html}


@cache
def style() -> str:
    """The style sheet of what is shown, as one element."""
    return f"<style>{(Path(__file__).parent / 'show.css').read_text(encoding='utf-8')}</style>"


def framed(body: str) -> str:
    return f'{style()}<div class="fq-pull tex2jax_ignore mathjax_ignore">{body}</div>'


def html(pull: PullRequest, only: object = None) -> str:
    """A pull request, or one part. Each file's changes stand twice, inline and side by side, one of them unfolded."""
    with_words, files = plain.chosen(pull, only)
    mark = f"fq-{pull.number}-{next(_shown)}"
    body = [
        f"<h3>Pull request {pull.number}: {escape(pull.request.title)}</h3>",
        *(_words(pull, mark, with_links=bool(files)) if with_words else ()),
        *(_file(files, number, mark) for number in range(1, len(files) + 1)),
        f'<p id="{mark}-end" class="fq-q">{escape(plain.HOW if files else plain.not_shown(pull))}</p>',
    ]
    return framed("\n".join(body))


def _words(pull: PullRequest, mark: str, *, with_links: bool) -> list[str]:
    """What was said about it, the tests' result, and its files."""
    request = pull.request
    said = "".join(
        f'<div class="fq-said"><p class="fq-q">{escape(one.author)} said:</p>{as_html(one.said)}</div>'
        for one in request.discussion
    )
    return [
        f'<p class="fq-q">{escape(request.author)} asks to merge the branch <code>{escape(request.branch)}</code> into '
        f"<code>{escape(request.base)}</code>. {escape(plain.commits(pull))}</p>",
        "<h4>Description</h4>",
        as_html(request.description),
        f"<h4>Discussion</h4>{said}" if said else "<h4>Discussion</h4><p>Nobody has said anything yet.</p>",
        f"<h4>Tests</h4>{_tests(pull, with_log=with_links)}",
        f"<h4>Changes</h4>{_files(pull, mark if with_links else '')}",
    ]


def _tests(pull: PullRequest, *, with_log: bool) -> str:
    """Their result, and with the lines of the change the log, too: a list of files that is long to hear."""
    line = f"{'All tests pass' if pull.is_green else 'Not all tests pass'}: {escape(pull.ci)}."
    if not pull.log:
        return "<p>There is no log of the tests.</p>"
    if not with_log:
        return f"<p>{line}</p>"
    return f"<details><summary>{line} Show the log</summary><pre>{escape(pull.log.strip())}</pre></details>"


def _files(pull: PullRequest, mark: str) -> str:
    """A table of its files, each a link to its lines where those are shown (``mark``)."""

    def name(number: int, one: ChangedFile) -> str:
        return f'<a href="#{mark}-{number}">{escape(one.path)}</a>' if mark else escape(one.path)

    rows = "".join(
        f'<tr><th scope="row">{name(number, one)}'
        f"{'' if one.how == 'changed' else f' ({escape(plain.how(one))})'}</th>"
        f"<td>+{one.added}</td><td>−{one.removed}</td></tr>"
        for number, one in enumerate(plain.in_order(pull), 1)
    )
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("File", "Added", "Removed"))
    return (
        f'<table class="fq-list"><caption>{plain.size(pull)}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _file(files: Sequence[ChangedFile], number: int, mark: str) -> str:
    one, is_last = files[number - 1], number == len(files)
    onward = f"{mark}-end" if is_last else f"{mark}-{number + 1}"
    to = "Past the last file" if is_last else f"To the next file, {escape(files[number].path)}"
    opened = "" if len(one.rows) > LARGE else " open"
    if not one.rows:
        return f'<h5 id="{mark}-{number}">{escape(one.path)}</h5><p>No line of it changes.</p>'
    return (
        f'<h5 id="{mark}-{number}">{escape(one.path)}</h5><p><a href="#{onward}">{to}</a></p>'
        f"<details{opened}><summary>{plain.counts(one)} of {escape(one.path)}</summary>"
        f'<details name="{mark}-view-{number}" open><summary>Inline</summary>{inline(one)}</details>'
        f'<details name="{mark}-view-{number}"><summary>Side by side</summary>{side_by_side(one)}</details></details>'
    )


def _list() -> tuple[str, str]:
    pulls = [load(one) for one in numbers()]
    if not pulls:
        raise Sentence("There is no pull request in this copy of the course. Update it: `python3 start.py`.")
    alike = [list(some) for _, some in groupby(pulls, lambda pull: (pull.request.title, pull.request.author))]
    lines = [
        (
            some[0].number if len(some) == 1 else f"{some[0].number} to {some[-1].number}",
            some[0].request.title,
            some[0].request.author,
            plain.size(some[0]) if len(some) == 1 else f"{len(some)} variants, one for each learner: see week 26",
        )
        for some in alike
    ]
    text = "\n".join(
        f"{number}  {title} ({author})" + (f": {size}" if " to " in number else "")
        for number, title, author, size in lines
    )
    rows = "".join(
        f'<tr><th scope="row">{number}</th><td>{escape(title)}</td><td>{escape(author)}</td><td>{size}</td></tr>'
        for number, title, author, size in lines
    )
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Number", "Title", "Author", "Size"))
    caption = f'{len(alike)} pull requests. pull_request("{number_of(pulls[0].number)}") shows one.'
    head = f'<table class="fq-list"><caption>{caption}</caption><thead><tr>{heads}</tr></thead>'
    return f"{caption}\n{text}", framed(f"{head}<tbody>{rows}</tbody></table>")
