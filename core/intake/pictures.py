"""Pictures of evidence: a photo made smaller, a page of a PDF drawn; runs in the sandbox."""

import io
from typing import Any

import pypdfium2
from PIL import Image, ImageOps

from core.errors import UnreadableFile

WIDTH, HEIGHT = 1400, 2000
"""Most points of a picture on the screen."""
MOST_POINTS = 80_000_000
"""A photo of 80 megapixels; more is refused before it is unpacked."""
PASSWORD = "password"  # noqa: S105 (a word of an error message)


def open_pdf(data: bytes) -> Any:
    """The document; raises UnreadableFile when it has a password, is damaged or has no page."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(reason="password" if PASSWORD in str(error).lower() else "broken") from error
    if len(document) == 0:
        raise UnreadableFile(reason="broken")
    return document


def draw_page(document: Any, page: int) -> bytes:
    """One page as PNG, as large as the screen can use."""
    sheet = document[page]
    width, height = sheet.get_size()
    scale = min(WIDTH / max(width, 1), HEIGHT / max(height, 1))
    return _png(sheet.render(scale=scale).to_pil())


def open_picture(data: bytes) -> Image.Image:
    """The picture, not yet unpacked; raises UnreadableFile when it is too large."""
    Image.MAX_IMAGE_PIXELS = None  # Ours is the limit that speaks Chinese.
    picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
    if picture.width * picture.height > MOST_POINTS:
        raise UnreadableFile(reason="too_many_points", width=picture.width, height=picture.height)
    return picture


def shrink(data: bytes) -> bytes:
    """The picture written anew as PNG, upright and small enough for the screen: nothing but its points remains."""
    picture = open_picture(data)
    picture.draft("RGB", (WIDTH, HEIGHT))
    picture.thumbnail((WIDTH, HEIGHT))
    return _png(ImageOps.exif_transpose(picture).convert("RGB"))


def _png(picture: Image.Image) -> bytes:
    fresh, target = Image.new("RGB", picture.size), io.BytesIO()
    fresh.paste(picture)
    fresh.save(target, "PNG", compress_level=3)
    return target.getvalue()
