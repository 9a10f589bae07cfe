"""The report of errors: all is there, nothing steers the page, and nothing is fetched."""

import base64
import hashlib
import re
import time
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from evaluation.comparison import compare_runs
from evaluation.report import page
from evaluation.summary import Summary, summarise
from models.gold import GoldBulletin
from models.records import BulletinRecords

Facts = Mapping[str, list[dict[str, Any]]]
TEXT = "Mayor Zhao Hui came on 12 May 2015. He gave 5 million yuan to Konin. It rained.\n\nOn 3 June he left."
HOSTILE = "</script><img src=x onerror=alert(1)>&\u202e\u2066\x1b {{ 7*7 }} \"'"


def span(quote: str, text: str = TEXT) -> dict[str, Any]:
    start = text.index(quote)
    return {"start": start, "end": start + len(quote), "text": quote}


def date(start: str, quote: str, text: str = TEXT, **more: Any) -> dict[str, Any]:
    return {"text": quote, "start": start, "end": start, "evidence": [span(quote, text)], **more}


def amount(value: int, quote: str) -> dict[str, Any]:
    return {"text": quote, "amount": value, "currency": "CNY", "evidence": [span(quote)]}


def leader(name: str, quote: str, text: str = TEXT, **more: Any) -> dict[str, Any]:
    return {"names": [name], "titles": ["Mayor"], "evidence": [span(quote, text)], **more}


GOLD: Facts = {
    "dates": [date("2015-05-12", "12 May 2015"), date("2015-06-03", "3 June")],
    "amounts": [amount(5_000_000, "5 million yuan")],
    "leaders": [leader("Zhao Hui", "Zhao Hui")],
}
FOUND: Facts = {
    "dates": [date("2015-05-01", "May 2015", rule="en.month-year")],
    "amounts": [amount(5_000, "5 million yuan")],
    "leaders": [leader("Zhao Hui", "Zhao Hui"), leader("Konin", "Konin", rule="title name")],
}


def document(text: str, name: str, language: str) -> dict[str, Any]:
    sha = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return {"id": name, "language": language, "sha256": sha}


def world(
    gold: Facts, found: Facts, text: str = TEXT, name: str = "a", language: str = "en"
) -> tuple[dict[str, GoldBulletin], dict[str, BulletinRecords], dict[str, tuple[Path, str]]]:
    about = document(text, name, language)
    return (
        {name: GoldBulletin.model_validate({"document": about, **gold})},
        {name: BulletinRecords.model_validate({"document": about, **found})},
        {name: (Path("bulletins") / f"{name}.txt", text)},
    )


def report(gold: Facts, found: Facts, text: str = TEXT, name: str = "a", language: str = "en") -> str:
    answers, records, texts = world(gold, found, text, name, language)
    return page(summarise(answers, records), None, answers, texts, "dev")


class Reader(HTMLParser):
    """Elements with their attributes, in order, and the names of those that are still open."""

    empty = frozenset({"meta", "col", "input", "path"})
    # The end of these is left out where the next begins or their table ends.
    loose = frozenset({"tr", "td", "th"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.empty | self.loose:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.empty | self.loose:
            assert self.open.pop() == tag

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def errors(html: str) -> list[str]:
    return re.findall(r'<li id="e\d+".*?</li>', html, re.DOTALL)


def test_each_error_shows_its_text_marked_on_both_sides_its_slots_and_its_rule() -> None:
    html = report(GOLD, FOUND)
    wrong, missing, slip, spurious = errors(html)
    assert "<span>wrong value<small> start, end</small></span><code>en.month-year</code>" in wrong
    gold, found = re.findall(r"<blockquote>(.*?)</blockquote>", wrong)
    assert gold == "Mayor Zhao Hui came on <mark>12 May 2015</mark>."
    assert found == "Mayor Zhao Hui came on 12 <mark>May 2015</mark>."
    assert '<tr class="differs"><th>start<td>2015-05-12<td>2015-05-01' in wrong
    assert "<tr><th>granularity<td>day<td>day" in wrong
    assert "<tr><th>at<td>23–34<td>26–34" in wrong
    assert "<b>Found</b> <i>nothing</i><blockquote>On 3 June he left.</blockquote>" in missing
    assert "magnitude<small> thousand, million, billion</small>" in slip
    assert '<tr class="differs"><th>amount<td>5,000,000<td>5,000' in slip
    assert "<b>Gold</b> <i>nothing</i><blockquote>He gave" in spurious
    assert "to <mark>Konin</mark>." in spurious


def test_evidence_of_other_facts_of_the_kind_is_marked_as_such() -> None:
    both = {"dates": [date("2015-05-12", "12 May 2015"), date("2015-05-13", "came")]}
    html = report(both, {"dates": [date("2015-05-12", "12 May 2015")]})
    assert "<mark>came</mark> on <u>12 May 2015</u>." in html


def test_errors_are_counted_by_kind_and_type_and_lead_to_the_first() -> None:
    html = report(GOLD, FOUND)
    reader = Reader(html)
    cells = {
        (link["data-kind"], link["data-type"]): link for link in reader.named("a") if "data-type" in link
    }
    assert cells["dates", "missing"]["href"] == "#e2"
    assert cells["leaders", "spurious"]["aria-label"] == "1 leaders, spurious"
    assert ("city pairs", "missing") not in cells
    assert cells["", ""]["aria-label"] == "4 in all"
    ids = {attributes.get("id") for _, attributes in reader.elements}
    assert {str(link["href"]).removeprefix("#") for link in reader.named("a")} <= ids


def test_a_chart_can_be_read_aloud_and_its_numbers_stand_in_a_table() -> None:
    html = report(GOLD, FOUND)
    labels = [str(chart["aria-label"]) for chart in Reader(html).named("svg")]
    assert len(labels) == 2 * 2  # English and all, values and levels
    assert labels[0].startswith("F1 of values, all languages: dates 0.0, interval 0.0 to 0.0; amounts 0.0,")
    assert "leaders 66.7, interval 66.7 to 66.7" in labels[0]
    assert "city pairs without a score" in labels[0]
    assert '<th scope="row">leaders</th><td>66.7</td><td>66.7–66.7</td><td>50.0</td><td>100.0</td>' in html


def test_the_same_report_twice_is_the_same_to_the_byte() -> None:
    assert report(GOLD, FOUND) == report(GOLD, FOUND)


def test_the_page_fetches_nothing_and_runs_its_own_script_only() -> None:
    html = report(GOLD, FOUND)
    reader = Reader(html)
    assert not {tag for tag, _ in reader.elements} & {
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "base",
        "use",
    }
    assert not [
        (tag, name)
        for tag, attributes in reader.elements
        for name in attributes
        if name in ("style", "src", "srcset", "action") or name.startswith("on")
    ]
    assert all(str(link["href"]).startswith("#") for link in reader.named("a"))
    assert "url(" not in html
    assert "@import" not in html
    assert "http:" not in html
    assert "https:" not in html
    policy = next(meta["content"] for meta in reader.named("meta") if "http-equiv" in meta)
    assert policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (content,) = re.findall(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert (
            f"{tag}-src 'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
            in policy
        )


def test_hostile_text_is_shown_and_does_nothing() -> None:
    text = f"Before {HOSTILE} after."
    gold = {"leaders": [leader(HOSTILE, HOSTILE, text)]}
    found = {"leaders": [leader(f"{HOSTILE}!", "Before", text, rule=f"r{HOSTILE}")]}
    answers, records, texts = world(gold, found, text, f"b{HOSTILE}")
    summary = summarise(answers, records)
    comparison = compare_runs(summarise(answers, {name: _empty(name, text) for name in answers}), summary)
    html = page(summary, comparison, answers, texts, "dev")
    reader = Reader(html)
    assert reader.open == []
    assert not reader.named("img")
    assert len(reader.named("script")) == 1
    assert "{{ 7*7 }}" in html
    assert "⟦U+202E⟧⟦U+2066⟧⟦U+001B⟧" in html
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", html
    )


def _empty(name: str, text: str) -> BulletinRecords:
    return BulletinRecords.model_validate({"document": document(text, name, "en")})


@pytest.mark.parametrize("given", [None, "another text than that of the evidence"])
def test_without_its_text_an_error_shows_its_evidence(given: str | None) -> None:
    answers, records, _ = world(GOLD, FOUND)
    texts = {} if given is None else {"a": (Path("a.txt"), given)}
    html = page(summarise(answers, records), None, answers, texts, "dev")
    assert "<blockquote><mark>12 May 2015</mark></blockquote>" in html


def test_two_runs_are_compared_with_what_was_fixed_and_broken() -> None:
    answers, records, texts = world(GOLD, FOUND)
    _, others, _ = world(GOLD, {"dates": GOLD["dates"]})
    summary = summarise(answers, records)
    html = page(summary, compare_runs(summarise(answers, others), summary), answers, texts, "dev")
    assert '<th scope="row">dates</th><td>100.0</td><td>0.0</td>\n<td>-100.0</td>' in html
    assert '<th scope="row">macro, English</th>' in html
    fixed, broken = re.findall(r"<summary>(?:Fixed|Broken): (\d+)</summary>", html)
    assert (fixed, broken) == ("1", "5")
    assert "Against the other run" not in report(GOLD, FOUND)


def test_nothing_wrong_is_a_page_too() -> None:
    html = report(GOLD, GOLD)
    assert "<h1>0 errors" in html
    assert "Nothing is wrong." in html
    assert Reader(html).open == []
    assert Reader(page(summarise({}, {}), None, {}, {}, "dev")).open == []


def test_chinese_text_is_told_from_english_and_its_script_from_the_other() -> None:
    text = "趙輝市長二〇一五年來訪。"
    gold = {"leaders": [leader("趙輝", "趙輝", text)]}
    assert '<blockquote lang="zh-Hans">' in report(gold, {}, text, language="zh")
    assert '<blockquote lang="zh-Hans">' in report(gold, {}, text, language="mul")
    assert "<blockquote lang" not in report(GOLD, FOUND, language="mul")
    answers, records, texts = world(gold, {}, text, language="zh")
    answer = answers["a"].model_copy(
        update={"document": answers["a"].document.model_copy(update={"traits": ("traditional",)})}
    )
    html = page(summarise(answers, records), None, {"a": answer}, texts, "dev")
    assert '<blockquote lang="zh-Hant">' in html


def test_a_fact_told_in_many_places_says_how_many_are_not_shown() -> None:
    text = ("德阳市长赵辉。" + "这里没有别的事情。" * 30) * 5
    places = [{"start": m.start(), "end": m.end(), "text": "赵辉"} for m in re.finditer("赵辉", text)]
    gold = {"leaders": [{"names": ["赵辉"], "titles": ["市长"], "evidence": places}]}
    assert "<i>and 3 more places</i>" in report(gold, {}, text, language="zh")


@pytest.mark.slow
def test_fifteen_hundred_errors_are_quick_and_not_too_much_for_a_phone() -> None:
    summary, answers, texts = _many(1_500)
    page(summary, None, answers, texts, "dev")  # reads the fonts once
    began = time.process_time()
    html = page(summary, None, answers, texts, "dev")
    assert time.process_time() - began < 4  # about one second; machines differ
    assert len(errors(html)) == 1_500
    assert len(html.encode()) < 3_000_000


def _many(number: int) -> tuple[Summary, dict[str, GoldBulletin], dict[str, tuple[Path, str]]]:
    sentence = "应德阳市人民政府的邀请，拉赫蒂市市长赵辉一行六人于二〇一五年五月十二日来我市进行友好访问。"
    answers: dict[str, GoldBulletin] = {}
    records: dict[str, BulletinRecords] = {}
    texts: dict[str, tuple[Path, str]] = {}
    for name in (f"bulletin-{count}" for count in range(number // 15)):
        text = sentence * 15
        found: list[dict[str, Any]] = [
            {
                "names": [f"赵{chr(0x4E00 + count)}"],
                "titles": ["市长"],
                "evidence": [
                    {"start": (at := count * len(sentence) + 17), "end": at + 2, "text": text[at : at + 2]}
                ],
            }
            for count in range(15)
        ]
        gold = [{**fact, "names": [f"王{fact['names'][0]}"]} for fact in found]
        one, other, given = world({"leaders": gold}, {"leaders": found}, text, name, "zh")
        answers |= one
        records |= other
        texts |= given
    return summarise(answers, records), answers, texts
