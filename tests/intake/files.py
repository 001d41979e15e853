"""Small containers, good and hostile, for the tests."""

import io
import zipfile


def zip_of(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def xlsx_of(extra: dict[str, bytes] | None = None) -> bytes:
    return zip_of({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>", **(extra or {})})


def docx_of(body: str, numbering: str = "", styles: str = "") -> bytes:
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    compatibility = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    members = {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": f"<w:document {word} {compatibility}><w:body>{body}</w:body></w:document>".encode(),
    }
    if numbering:
        members["word/numbering.xml"] = f"<w:numbering {word}>{numbering}</w:numbering>".encode()
    if styles:
        members["word/styles.xml"] = f"<w:styles {word}>{styles}</w:styles>".encode()
    return zip_of(members)
