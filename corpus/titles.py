"""The title that a document's properties tell, where it is one."""

import re

from corpus.late import late

_SHORTEST, _LONGEST = 4, 250
_LETTERS = late(r"[^\W\d_]")
_FILE_NAME = late(
    r"^(?:Microsoft (?:Word|PowerPoint|Excel) - )|^[A-Za-z]:\\|[\\/]\S+\.\w{2,5}$"
    r"|\.(?:docx?|dotx?|docm|rtf|odt|wps|pdf|pptx?|xlsx?|indd|qxd|pub|ai|eps|html?|txt|tmp|tiff?|jpe?g)$",
    re.I,
)
_MADE_UP = late(
    r"^(?:untitled|document|doc|slide|page|title|microsoft word|powerpoint presentation|scan(?:ned document)?"
    r"|无标题|無標題|未命名|文档|文檔|文件|新建 ?(?:microsoft word )?文档|幻灯片|标题|印刷)"
    r"[ _-]?(?:document)?[ _-]?\d{0,4}$",
    re.I,
)
_BROKEN = late("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd]")


def told_title(printed: str | None) -> str | None:
    """Return the title in a document's properties, None where it is a file name or a program's own.

    >>> [told_title(told) for told in (" A new friend in  Bonn ", "Microsoft Word - visit.doc", "Document1")]
    ['A new friend in Bonn', None, None]
    """
    title = " ".join((printed or "").split())
    if not _SHORTEST <= len(title) <= _LONGEST or not _LETTERS.search(title) or _BROKEN.search(title):
        return None
    # `annual_report_2019_final`: words apart by nothing but underscores or hyphens.
    joined = " " not in title and re.search(r"[_\d]", title) and title.isascii()
    return None if joined or _FILE_NAME.search(title) or _MADE_UP.match(title) else title
