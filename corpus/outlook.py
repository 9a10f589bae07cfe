"""Whether a page looks at China from outside, as one of a partner abroad does."""

import re
from collections.abc import Iterator

from corpus.bulletin import Passage
from corpus.late import late
from corpus.places import CHINA, sightings

# So much of a bulletin shows whose it is.
SAMPLE = 30_000
# A page of the partner's: it says of the other side that it is Chinese, or that one travels to China.
_FROM_OUTSIDE = late(
    r"(?P<sure>\b(?:[Oo]ur|[Ii]ts|[Tt]he [Cc]ity’s|a|the|[Tt]heir) Chinese "
    r"(?:sister|twin|partner|friendship|city|counterpart)"
    r"|\bChinese (?:sister|twin|partner) (?:city|town|province|county|cities)|\bChinese city of)"
    r"|\bChinese (?:delegation|visitors|guests|counterparts?|party|students|partners?"
    r"|friends|towns?|side)\b"
    r"|\b(?:visit(?:ed|s|ing)?|trips?|travel\w*|tour|journey|delegation|mission|went|flew|go) "
    r"(?:back )?to China\b"
    r"|(?P<vague>\b(?:from|across|in) China\b(?!’s|'s)|\bCity Hall\b|\b[A-Z][A-Za-z]+, (?:China|CHINA)\b)"
    r"|(?P<council>\b(?:[Cc]ity|[Tt]own|[Bb]orough) [Cc]ouncil\b(?! of)|\b[Cc]ouncill?ors?\b"
    r"|\bchief executive\b)"
)

# Each match of it holds one of these, at most four words after its start, and ends soon after.
_SIGN = late(r"Chin(?:ese|a)|CHINA|City Hall|ouncil|chief executive")
_WORD_BEGINS = late(r"\b[A-Za-z]")
_WORDS_BEFORE, _REACH = 5, 80

# `Changsha, capital of Hunan province in China`; `New Haven, Connecticut`, `Bonn of Germany`.
_IN_CHINA = late(r"\b[A-Z][a-z]\w+(?: [A-Z]\w+)?,(?: [^,.;\n]{0,50} (?:in|of))? China\b(?!’s|'s)")
_NEAR_CHINA = late(" China(?:(?<=, China)|(?<= in China)|(?<= of China))")
_EXPLAINED = late(
    r"(?: City)?(?:, | of | in |\s?\()(?:the )?(?=[A-Z])"
    r"(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
)


def told_from_outside(text: str) -> bool:
    """Tell whether the page looks at China from outside: `our Chinese sister city`, `a trip to China`."""
    weights = {"sure": 2.0, "council": 0.4, "vague": 0.5, None: 1.0}
    told = 0.0
    for match in _near_signs(text):
        weight = weights[match.lastgroup]
        told += weight
        if weight >= 1.0 or told >= 1.5:
            return True
    return False


def _near_signs(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of `_FROM_OUTSIDE`, looked for around the words of which each holds one."""
    end = 0
    for sign in _SIGN.finditer(text):
        at = sign.start()
        if at < end:
            continue
        start = at
        for _ in range(_WORDS_BEFORE):
            start = max(text.rfind(" ", end, start), end)
        words = _WORD_BEGINS.finditer(text, start, at + 1)
        tried = (_FROM_OUTSIDE.match(text, word.start(), at + _REACH) for word in words)
        if match := next(filter(None, tried), None):
            yield match
            end = match.end()


def explains_china(passages: tuple[Passage, ...]) -> bool:
    """Tell whether the page says that a city lies in China, and not in which country its own one does."""
    text = "\n".join(passage.simplified for passage in passages if passage.language == "en")[:SAMPLE]
    if not _NEAR_CHINA.search(text) or not _IN_CHINA.search(text):
        return False
    seen = list(sightings(text))
    starts = {place.start for place in seen}
    plain = []
    for sighting in seen:
        if sighting.place.country not in CHINA and sighting.place.level == "city":
            explained = _EXPLAINED.match(text, sighting.end)
            plain.append(explained is None or explained.end() in starts)
    return sum(plain) * 3 > len(plain) * 2
