"""A page's content put right for whoever listens to it, or has a keyboard alone: headings, tables, pictures, links."""

from __future__ import annotations

import re
from collections.abc import Callable

from bs4 import BeautifulSoup, Tag

#: What of an address is shown where a link leads in a page: the new address, or None where it leads nowhere.
Leads = Callable[[str], str | None]
_RUNS = ("script", "iframe", "object", "embed", "link", "meta", "base", "form", "input", "button")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LOADS = re.compile(r"@import|url\s*\(|<", re.IGNORECASE)  # of a style; or what is none
_NARROW = 22  # letters, of the largest size that fit beside one another on a small phone
_OUTSIDE = re.compile(r"(?:https?:|mailto:|#)", re.IGNORECASE)


def heading_id(words: str) -> str:
    """Return the id of a heading, as JupyterLab gives it."""
    return words.replace(" ", "-")


def put_right(
    html: str,
    title: str,
    leads: Leads,
    beside: Leads,
    *,
    has_title: bool = True,
    anchor: Callable[[str], str] = heading_id,
) -> tuple[str, str, list[tuple[str, str]]]:
    """``(title, html, contents)``: what runs is gone, headings nest below the page's own ``<h1>``, tables have heads.

    Its first ``<h1>``, where there is one and ``has_title``, becomes the title. ``contents``: (id, text) of each
    heading of the second level. ``leads`` says where a link to another file goes, ``beside`` what a picture's address
    becomes; a link to nowhere becomes its text, and so does a picture that is not there. ``anchor`` makes a
    heading's id of its words.
    """
    soup = BeautifulSoup(html, "html.parser")
    _still(soup)
    first = soup.find("h1") if has_title else None
    if isinstance(first, Tag) and _words(first):
        title = _words(first)
        first.decompose()
    _headings(soup, anchor)
    for number, table in enumerate(soup.find_all("table"), 1):
        _table(soup, table, number)
    _pictures(soup, beside)
    _links(soup, leads)
    contents = [(str(one["id"]), _words(one)) for one in soup.find_all("h2")]
    return title, str(soup).strip(), contents


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def _still(soup: BeautifulSoup) -> None:
    for tag in soup.find_all(_RUNS):
        tag.decompose()
    for sheet in soup.find_all("style"):
        if _LOADS.search(sheet.get_text()):
            sheet.decompose()
    for tag in soup.find_all(True):
        for name in [name for name in tag.attrs if name.lower().startswith("on") or name.lower() == "srcdoc"]:
            del tag[name]
        if _LOADS.search(str(tag.get("style", ""))):
            del tag["style"]


def _headings(soup: BeautifulSoup, anchor: Callable[[str], str]) -> None:
    """Each heading at most one level below the one before it, and with an id."""
    led_to = {str(link["href"])[1:] for link in soup.find_all("a", href=True) if str(link["href"]).startswith("#")}
    taken = {str(tag["id"]) for tag in soup.find_all(id=True) if tag.name not in _HEADINGS or tag["id"] in led_to}
    before = 1
    for heading in soup.find_all(_HEADINGS):
        words = _words(heading)
        if not words:
            heading.name = "div"
            continue
        level = min(max(2, int(heading.name[1])), before + 1)
        heading.name, before = f"h{level}", level
        if heading.get("id") in led_to:  # the change's own list of files leads here
            continue
        wanted = one = anchor(words)
        number = 1
        while one in taken:
            number += 1
            one = f"{wanted}-{number}"
        taken.add(one)
        heading["id"] = one


def _table(soup: BeautifulSoup, table: Tag, number: int) -> None:
    """Heads say what they head. What may be wider than a phone stands in a box that Tab reaches, to scroll it."""
    for name in ("border", "cellpadding", "cellspacing"):
        del table[name]
    rows = table.find_all("tr")
    first = rows[0].find_all(["th", "td"]) if rows else []
    is_headed = table.find("thead") is not None
    if is_headed and not all(map(_words, first)):
        # where a column has no head, the first one is the head of its rows, as in a table of pandas
        for row in rows[1:]:
            cell = row.find(["th", "td"])
            if cell is not None and _words(cell):
                cell.name, cell["scope"] = "th", "row"
    for head in table.find_all("th"):
        if not _words(head):
            head.name = "td"
        elif not head.has_attr("scope"):
            head["scope"] = "col" if head.find_parent("thead") else "row"
    caption = table.find("caption")
    if isinstance(caption, Tag):
        del caption["style"]
    box = soup.new_tag("div")
    box["class"] = "wide"
    if _width(rows) > _NARROW:
        named = _words(caption) if isinstance(caption, Tag) else ""
        box["role"], box["tabindex"] = "region", "0"
        box["aria-label"] = f"Table {number}: {named}" if named else f"Table {number}"
    table.wrap(box)


def _width(rows: list[Tag]) -> float:
    """The least width of a table, in letters: the longest word of each column, and the room between columns."""
    longest: dict[int, int] = {}
    for row in rows:
        for place, cell in enumerate(row.find_all(["th", "td"])):
            longest[place] = max([longest.get(place, 0), *map(len, cell.get_text().split())])
    return sum(longest.values()) + 1.5 * len(longest)


def _pictures(soup: BeautifulSoup, beside: Leads) -> None:
    for picture in soup.find_all("img"):
        address, words = str(picture.get("src", "")), str(picture.get("alt", ""))
        source = address if address.startswith("data:image/") else beside(address)
        if source is None:
            picture.replace_with(f"(Picture: {words or address})")
        else:
            picture["src"], picture["alt"] = source, words


def _links(soup: BeautifulSoup, leads: Leads) -> None:
    for link in soup.find_all("a"):
        href = str(link.get("href", "")).strip()
        target = href if _OUTSIDE.match(href) else leads(href) if href else None
        if target is None or not (_words(link) or link.find("img")):
            link.unwrap()
        else:
            link["href"] = target
