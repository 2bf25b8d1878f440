"""Pictures from a notebook, drawn anew, so that they say nothing beside the picture: no metadata, no comments."""

from __future__ import annotations

import base64
import io

from PIL import Image

from firstquery.showcase.portfolio.item import Picture

LARGEST = 8_000_000  # bytes of one picture
_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG"}
MIME_TYPES = tuple(_FORMATS)


class NoPicture(ValueError):
    """The data is no picture that can be shown; the text says why."""


def picture(mime: str, data: object, alt: str = "") -> Picture:
    """The picture of a notebook's output, drawn anew. Raises NoPicture."""
    text = "".join(map(str, data)) if isinstance(data, list) else str(data)
    if len(text) > 2 * LARGEST:
        raise NoPicture("it is larger than eight megabytes")
    drawn = io.BytesIO()
    try:
        with Image.open(io.BytesIO(base64.b64decode(text)), formats=[_FORMATS[mime]]) as image:
            plain = Image.new(image.mode, image.size) if image.mode in ("RGB", "RGBA") else None
            seen = image if plain is not None else image.convert("RGBA" if mime == "image/png" else "RGB")
            clean = plain or Image.new(seen.mode, seen.size)
            clean.paste(seen)
            clean.save(drawn, _FORMATS[mime])
    except Exception:  # whatever the library says of a damaged file
        raise NoPicture("its data is damaged") from None
    return Picture(mime, drawn.getvalue(), alt)
