"""Which currency a unit means in its text: `$`, `Rs`, `kr` and 元 belong to several countries."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain

from corpus.literals import Literals
from pipeline.currencies import forms_after, forms_before
from pipeline.currency_countries import countries, home_currency, owners
from pipeline.lexicon import alternatives, words
from pipeline.mentions import PassageLanguage
from pipeline.sentences import Bounds, sentence_at, split_sentences
from pipeline.whereabouts import Places, Whereabouts, beside, tells_of_china

_TABLES: tuple[PassageLanguage, PassageLanguage] = ("en", "zh")


class Currencies:
    """Settles what the units of one text mean.

    >>> Currencies("The shop in Nairobi, Kenya, cost 5 million shillings.", "en").code("shilling", 40)
    'KES'
    """

    def __init__(
        self, text: str, language: PassageLanguage, where: Whereabouts | None = None, places: Places = ()
    ) -> None:
        self.text = text
        self.language = language
        self.where = where or Whereabouts()
        self.places = places
        self.home = home_currency(self.where.home)
        self._named: dict[str, list[tuple[int, str]]] = {}
        self._explicit: dict[str, str | None] = {}
        self._sentences: list[Bounds] | None = None
        self._says_yen: bool | None = None
        self._says_own: bool | None = None

    def code(self, unit: str, position: int) -> str | None:
        """Return the ISO 4217 code of a unit printed at a position, or None where nothing settles it."""
        if unit == "dollar":
            return self._dollar(position)
        if unit in ("yuan", "round"):
            if unit == "round" and self._beside_yen(position):
                return "JPY"
            return self._own_yuan(position) or "CNY"
        if unit == "yuan_or_yen":
            return "JPY" if self.home == "JPY" or self._yen(position) else "CNY"
        if len(unit) == 3 and unit.isascii() and unit.isupper():
            return unit
        default = words(self.language, "money")["nouns"].get(unit) or words("en", "money")["nouns"].get(unit)
        if unit in ("pound", "镑"):
            # A country named nearby says little: Britain goes under many names.
            return self._by_places(unit, position, least=2) or default
        named = (
            self._nearest(unit, position, near=True)
            or self._by_places(unit, position)
            or self._nearest(unit, position)
        )
        old = words("zh", "money")["old_nouns"].get(unit)
        return named or (old if old and self._before_euro(position) else None) or default or None

    def _dollar(self, position: int) -> str:
        """Return whose `$` it is: a page surely from where no dollar is the money means the American one."""
        where = self.where
        # `$` in a Taiwanese paper is as often the American one
        settled = where.sure and (where.home or self.language == "zh")
        if settled and (self.home == "TWD" or where.home not in owners("dollar")):
            return "USD"
        return self._by_places("dollar", position, least=2) or "USD"

    def _by_places(self, unit: str, position: int, *, least: int = 1) -> str | None:
        """Return what a sure home says, else a code printed in full, else what the places say."""
        codes = owners(unit)
        at_home = codes.get(self.where.home or "")
        if at_home and self.where.sure:
            return at_home
        told = self._told(unit)
        if told and told in {at_home, *(codes.get(country) for country in self.where.named)}:
            return told
        return self.where.mostly(codes, least=least) or at_home or self._by_sentence(codes, position)

    def _told(self, unit: str) -> str | None:
        """Return the one currency of a unit that the text prints in full: `A$`, `Australian dollars`."""
        if unit not in self._explicit:
            found = set(_named_in_full(self.text, unit, self.language))
            self._explicit[unit] = found.pop() if len(found) == 1 and "USD" not in found else None
        return self._explicit[unit]

    def _by_sentence(self, codes: Mapping[str, str], position: int) -> str | None:
        """Return the currency of the only such country named in the sentence, else in the paragraph."""
        line_end = self.text.find("\n", position)
        paragraph = (self.text.rfind("\n", 0, position) + 1, line_end if line_end >= 0 else len(self.text))
        for start, end in (self._sentence(position), paragraph):
            found = {codes[country] for country in beside(self.text, self.places, codes, start, end)}
            if len(found) == 1:
                return found.pop()
        return None

    def _sentence(self, position: int) -> Bounds:
        if self._sentences is None:
            self._sentences = split_sentences(self.text, self.language)
        return self._sentences[sentence_at(self._sentences, position)] if self._sentences else (0, 0)

    def _yen(self, position: int) -> bool:
        if self.home == "CNY" and self.where.sure:
            # A Chinese city counts its own money so, whatever a guest from Japan gave a page ahead.
            start, end = self._sentence(position)
            return _says("yen_words").search(self.text, start, end) is not None
        if self._says_yen is None:
            yen, yuan = (_says(kind).search(self.text) is not None for kind in ("yen_words", "yuan_words"))
            self._says_yen = yen and not yuan
        return self._says_yen

    def _own_yuan(self, position: int) -> str | None:
        """Return the home currency if it is called 元 there, unless it is told of China on a page abroad."""
        context, names = words("zh", "money")["context"], words("zh", "money")["names"]
        if self.home in context["yuan_at_home"]:
            return self.home
        if self.home not in context["yuan_abroad"] or _says("yuan_words").search(self.text):
            return None
        if self._says_own is None:
            self._says_own = any(name in self.text for name in names.get(self.home, ()))
        # `5000澳元…广州企业捐10万元` on a page abroad: the second is not the first.
        start, _ = self._sentence(position)
        abroad = not (self._says_own and tells_of_china(self.places, start, position))
        return self.home if abroad else None

    def _beside_yen(self, position: int) -> bool:
        """Tell whether 圆 is the Japanese coin: the country or its money is named close by."""
        signs = words("zh", "money")["context"]["yen_signs"]
        return any(sign in self.text[max(0, position - 60) : position + 30] for sign in signs)

    def _before_euro(self, position: int) -> bool:
        """Tell whether the year printed last before a position is one before the euro's coins."""
        before = self.text[max(0, position - 300) : position]
        years = re.findall(r"(?<!\d)((?:19|20)\d\d)(?=年|\W)", before)
        return bool(years) and int(years[-1]) < 2002

    def _nearest(self, noun: str, position: int, *, near: bool = False) -> str | None:
        """Return the currency called by the noun in the country last named before a position, else first.

        `near` asks for a country of the same sentence, before the position.
        """
        if noun not in self._named:
            pattern, codes = countries(noun, self.language)
            found = pattern.finditer(self.text) if codes else ()
            self._named[noun] = [(match.start(), codes[match.group()]) for match in found]
        named = self._named[noun]
        index = bisect_left(named, (position, "")) - 1
        if near and (index < 0 or named[index][0] < self._sentence(position)[0]):
            return None
        return named[max(index, 0)][1] if named else None


@cache
def _says(kind: str) -> re.Pattern[str]:
    tables = [words(table, "money")["context"][kind] for table in _TABLES]
    names = [rf"(?<![a-z]){re.escape(name)}(?![a-z])" if name.isascii() else name for name in chain(*tables)]
    return re.compile("|".join(names), re.IGNORECASE)


def _named_in_full(text: str, unit: str, language: PassageLanguage) -> Iterator[str]:
    """Yield the code of each form in the text that names one currency of a unit."""
    pattern, heads, codes = _in_full(unit, language)
    lower = text.lower()
    if len(lower) == len(text):
        starts: Iterable[int] = sorted({start for start, _, _ in heads.find_all(lower)})
    else:
        # A letter that is two in lower case moves all behind it.
        starts = range(len(text)) if codes else ()
    end = 0
    for start in starts:
        if start >= end and (match := pattern.match(text, start)):
            end = match.end()
            code = codes.get(re.sub(r"\s+", " ", match.group().lower()))
            # `re` takes `ſ` for s.
            if code is not None:
                yield code


@cache
def _in_full(unit: str, language: PassageLanguage) -> tuple[re.Pattern[str], Literals, dict[str, str]]:
    """Return a pattern of the forms that name one currency of a unit, their first words, and their codes."""
    codes = set(owners(unit).values())
    forms = {
        **forms_after(language),
        **{form: code for form, code in forms_before().items() if len(form) > 1},
    }
    words_too = words("en", "money")["context"]["word_codes"]
    told = {form.lower(): code for form, code in forms.items() if code in codes and form not in words_too}
    pattern = re.compile(rf"(?<![a-z])(?:{alternatives(told)})(?![a-z])", re.IGNORECASE)
    return pattern, Literals(form.split()[0] for form in told), told
