"""Pictures from a notebook, without what they say beside the picture: metadata, comments, scripts, links."""

from __future__ import annotations

import base64
import binascii
import io
import re
import struct
import zlib
from xml.etree import ElementTree

from firstquery.learner.portfolio.item import Picture

LARGEST = 8_000_000  # bytes of one picture
_PNG = b"\x89PNG\r\n\x1a\n"
# What makes the picture; text, time, camera and colour profiles are not among it.
_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"sRGB", b"bKGD", b"sBIT"}
_SVG = "{http://www.w3.org/2000/svg}"
_DRAWN = {
    *("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "image"),
    *("defs", "clipPath", "use", "linearGradient", "radialGradient", "stop", "symbol", "marker", "pattern"),
    *("style", "title", "desc"),
}
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_OUTSIDE = re.compile(r"@import|url\((?!\s*['\"]?#)|expression\(|javascript:|\\", re.IGNORECASE)


class NoPicture(ValueError):
    """The data is no picture that can be shown; the text says why."""


def picture(mime: str, data: object, alt: str = "") -> Picture:
    """The picture of a notebook's output, cleaned. Raises NoPicture."""
    text = "".join(map(str, data)) if isinstance(data, list) else str(data)
    if len(text) > 2 * LARGEST:
        raise NoPicture("it is larger than eight megabytes")
    if mime == "image/svg+xml":
        cleaned, words = svg(text)
        return Picture("image/svg+xml", cleaned, alt, words)
    try:
        raw = base64.b64decode(text, validate=False)
    except (binascii.Error, ValueError):
        raise NoPicture("its data is damaged") from None
    if mime == "image/png":
        return Picture("image/png", png(raw), alt)
    return Picture("image/jpeg", jpeg(raw), alt)


def png(data: bytes) -> bytes:
    """The PNG with the chunks that draw it alone. Raises NoPicture."""
    if not data.startswith(_PNG):
        raise NoPicture("it is no PNG")
    parts, at, kinds = [_PNG], len(_PNG), []
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data) or zlib.crc32(data[at + 4 : end - 4]) != struct.unpack(">I", data[end - 4 : end])[0]:
            raise NoPicture("its data is damaged")
        if kind in _KEPT:
            parts.append(data[at:end])
        kinds.append(kind)
        at = end
        if kind == b"IEND":
            break
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or b"IDAT" not in kinds:
        raise NoPicture("its data is damaged")
    return b"".join(parts)


def jpeg(data: bytes) -> bytes:
    """The JPEG drawn anew, which leaves out all that the camera wrote. Raises NoPicture."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
            drawn = io.BytesIO()
            image.convert("RGB").save(drawn, "JPEG", quality=90)
            return drawn.getvalue()
    except Exception:  # whatever the library says of a damaged file
        raise NoPicture("its data is damaged") from None


def svg(text: str) -> tuple[bytes, str]:
    """The SVG without scripts, comments, metadata and links, and the words that stood in it. Raises NoPicture.

    Words in comments count as well: Matplotlib draws letters as shapes, and writes the text beside them as a comment.
    """
    if re.search(r"<!(?:ENTITY|ATTLIST)", text, re.IGNORECASE):
        raise NoPicture("it defines signs of its own")
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError, RecursionError):
        raise NoPicture("it cannot be read") from None
    if root.tag != f"{_SVG}svg":
        raise NoPicture("it is no SVG")
    words = [found.strip() for found in _COMMENT.findall(text)]
    _clean(root, words)
    ElementTree.register_namespace("", _SVG[1:-1])
    ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    return ElementTree.tostring(root, encoding="utf-8"), "\n".join(words)


def _clean(root: ElementTree.Element, words: list[str]) -> None:
    todo = [root]
    while todo:
        element = todo.pop()
        words += [part.strip() for part in (element.text, element.tail) if part and part.strip()]
        for name in list(element.attrib):
            if not _harmless(name.rpartition("}")[2].lower(), element.attrib[name], element.tag == f"{_SVG}image"):
                del element.attrib[name]
        if element.tag == f"{_SVG}style" and _OUTSIDE.search("".join(element.itertext())):
            element.text = ""
        for child in list(element):
            if isinstance(child.tag, str) and child.tag.removeprefix(_SVG) in _DRAWN:
                todo.append(child)
            else:
                element.remove(child)


def _harmless(name: str, value: str, image: bool) -> bool:
    if name.startswith("on") or name in ("base", "formaction", "action"):
        return False
    if name in ("href", "src"):
        return value.startswith("#") or (image and _plain_png(value))
    return _OUTSIDE.search(value) is None


def _plain_png(value: str) -> bool:
    """Whether a picture within the picture is a PNG that says nothing beside."""
    head, _, data = value.partition(",")
    try:
        raw = base64.b64decode("".join(data.split()))
        return head.replace(" ", "") == "data:image/png;base64" and png(raw) == raw
    except (NoPicture, binascii.Error, ValueError):
        return False
