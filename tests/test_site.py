import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from made_register import BONN, DEYANG, KONIN, LAHTI, OSAKA, VANCOUVER, YOKOHAMA, date, place, tie, year
from typer.testing import CliRunner

from models import BulletinRecords
from pipeline.register.building import register
from pipeline.register.site import pages as site_pages
from pipeline.register.site.cli import app
from pipeline.register.site.naming import FactName, file_stem
from pipeline.register.site.rows import LISTINGS
from pipeline.register.site.writing import SIGN
from pipeline.register.store import create_register

# Pages of a whole register are written, and looked at.
pytestmark = pytest.mark.slow

ODD = "../Odd </script> 友城 & co"
EVIL = 'Evil <script>alert(1)</script> & "town" \'</script>'
TEXTS = {
    "visit": (
        "Deyang and Konin became sister cities on 7 September 2000. Mayor Zhao Hui led a 6-member "
        "delegation to Konin in May 2015. Konin gave 5,000 euros.\n</script><script>alert(2)</script>\n"
        f"Deyang has no tie with {EVIL}, or has it? Vancouver and Yokohama have been twinned since 1965.\n"
    ),
    ODD: "德阳市与科宁市于2001年9月7日结为友好城市。<img src=x onerror=alert(3)> 德阳市与拉赫蒂市结好。",
}


def span(bulletin: str, words: str) -> dict[str, object]:
    start = TEXTS[bulletin].index(words)
    return {"start": start, "end": start + len(words), "text": words}


def records(name: str, text: str, language: str, title: str | None, **facts: object) -> BulletinRecords:
    document = {
        "id": name,
        "language": language,
        "title": title,
        "published": "2015-06-01",
        "publisher": EVIL,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    return BulletinRecords.check({"document": document, **facts}, text)


def bulletins() -> list[BulletinRecords]:
    def told(words: str, bulletin: str = "visit") -> dict[str, object]:
        return {"evidence": [span(bulletin, words)]}

    bare = "Lahti – Bonn, Deyang – Osaka"
    lahti, osaka = ({"start": a, "end": b, "text": bare[a:b]} for a, b in ((0, 12), (14, 28)))
    return [
        records(
            "visit",
            TEXTS["visit"],
            "en",
            "Deyang visits </title><b>Konin</b>",
            city_pairs=[
                tie(DEYANG, KONIN, since=date("2000-09-07"), **told("Deyang and Konin became sister cities")),
                tie(DEYANG, place(EVIL), **told(EVIL)),
                tie(VANCOUVER, YOKOHAMA, since=year(1965), **told("Vancouver and Yokohama")),
            ],
            delegations=[
                {
                    "size": 6,
                    "from": [DEYANG],
                    "to": [KONIN],
                    "leader": "Zhao Hui",
                    "dates": date("2015-05-01", "2015-05-31", "month"),
                    **told("6-member delegation"),
                }
            ],
            leaders=[
                {"names": ["Zhao Hui"], "titles": ["Mayor"], "of": ["Deyang"], **told("Mayor Zhao Hui")}
            ],
            amounts=[{"text": "5,000 euros", "amount": 5000, "currency": "EUR", **told("5,000 euros")}],
        ),
        records(
            ODD,
            TEXTS[ODD],
            "zh",
            None,
            city_pairs=[
                tie(DEYANG, KONIN, since=date("2001-09-07"), **told("德阳市与科宁市", ODD)),
                tie(DEYANG, LAHTI, **told("德阳市与拉赫蒂市结好", ODD)),
            ],
        ),
        records(
            "bare",
            bare,
            "en",
            "Ties",
            city_pairs=[
                tie(LAHTI, BONN, stage="ended", evidence=[lahti]),
                tie(DEYANG, OSAKA, evidence=[osaka]),
            ],
        ),
    ]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("told") / "told.sqlite"
    engine = create_register(path)
    register(bulletins(), engine, texts=lambda document: TEXTS.get(document.id))
    engine.dispose()
    return path


@pytest.fixture(scope="module")
def site(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "site"
    result = CliRunner().invoke(app, [str(told), "-o", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


class Page(HTMLParser):
    """What a browser would find in a page: ids, links, what it loads, scripts and words."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.tags: list[str] = []
        self.words = ""
        self.handlers: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        values = dict(attrs)
        self.handlers += [name for name in values if name.startswith("on")]
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a":
            self.links.append(values.get("href") or values.get("xlink:href"))
        elif tag in ("link", "script", "img", "use", "image"):
            self.loads += [values[name] for name in ("href", "src", "xlink:href") if name in values]

    def handle_data(self, data):
        self.words += data


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path) for path in site.rglob("*.html")}


# Names of files


def test_file_names_are_safe_and_differ():
    names = ["a", "A", "con", "友城", "友好", "../x", "x" * 300, "", "a b", "a-b", "a:b", "\ud800", "."]
    stems = [file_stem(name) for name in names]
    assert len({stem.lower() for stem in stems}) == len(names)
    for stem in stems:
        assert re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,79}", stem), stem
        assert stem not in ("con", "nul")


def test_a_fact_is_named_whatever_its_bulletin_is_called():
    fact = FactName.of("a:b:city_pairs:12")
    assert (fact.bulletin, fact.label) == ("a:b", "P12")


# Structure


def test_there_is_a_page_for_each_entity_and_bulletin(site: Path):
    counts = {folder: len(list((site / folder).iterdir())) for folder in site_pages.reading.FOLDERS}
    assert counts == {"places": 8, "people": 1, "ties": 6, "visits": 1}
    assert len(list((site / "bulletins").iterdir())) == 3
    assert (site / "assets" / "vega.js").stat().st_size > 100_000


def test_every_link_leads_to_a_page_and_a_place_in_it(site: Path, pages: dict[Path, Page]):
    seen = 0
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            assert not parts.scheme, (path, link)
            assert not parts.netloc, (path, link)
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
            assert target.is_file(), (path, link)
            if parts.fragment:
                assert parts.fragment in pages[site / target.relative_to(site.resolve())].ids, (path, link)
            seen += 1
    assert seen > 100


def test_the_tables_lead_to_the_same_places(site: Path, pages: dict[Path, Page]):
    for name, listing in LISTINGS.items():
        script = (site / "data" / f"{name}.js").read_text("ascii")
        rows = json.loads(script.removeprefix(f'youchengRows("{name}",').removesuffix(");\n"))
        assert rows, name
        for row in rows:
            assert len(row) == len(listing.columns)
            for _, _, href in row:
                if href:
                    address, _, fragment = href.partition("#")
                    assert not fragment or fragment in pages[site / address].ids, href


def test_each_fact_is_marked_in_its_text(site: Path):
    page = (site / "bulletins" / "visit.html").read_text("utf-8")
    for label, words in (("P1", "Deyang and Konin became sister"), ("V1", "6-member"), ("S1", "5,000 euros")):
        assert re.search(
            rf'<i class="at" id="{label}-0"></i>(<i[^>]*></i>)*<span data-of="[^"]*{label}', page
        )
        assert words in page


def test_without_its_text_a_bulletin_shows_the_words_of_its_facts(site: Path):
    page = Page(site / "bulletins" / "bare.html")
    assert "was not handed over" in page.words
    assert "Lahti – Bonn" in page.words
    assert {"P1-0", "P2-0"} <= set(page.ids)


def test_a_conflict_stands_where_it_belongs(site: Path, pages: dict[Path, Page]):
    disputed = [path for path, page in pages.items() if "conflicts" in page.ids and path.parent != site]
    assert [path.parent.name for path in disputed] == ["ties"]
    words = pages[disputed[0]].words
    assert "7 Sep 2000" in words
    assert "7 Sep 2001" in words


def test_ids_are_unique_and_headings_in_order(pages: dict[Path, Page]):
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path
        assert page.tags.count("h1") == 1, path
        assert page.tags.count("main") == 1, path


# Hostile texts


def test_nothing_of_a_bulletin_becomes_markup(pages: dict[Path, Page]):
    for path, page in pages.items():
        assert "img" not in page.tags, path
        assert not page.handlers, path
        assert "alert(" not in " ".join(page.loads), path
        own = path.name == "index.html" or path.parent.name == "bulletins"
        assert page.tags.count("script") == (len(page.loads) - 3 if own else 0), path
    # Yet all of it is there to read.
    whole = " ".join(page.words for page in pages.values())
    assert "<script>alert(2)</script>" in whole
    assert "<img src=x onerror=alert(3)>" in whole
    assert EVIL in whole


def test_data_end_no_script_and_hold_nothing_but_json(site: Path):
    for path in (site / "data").iterdir():
        content = path.read_text("ascii")
        assert "<" not in content, path
        assert re.fullmatch(r"youcheng(Rows|Charts)\(.*\);\n", content, re.DOTALL), path


def test_nothing_is_loaded_from_a_network(site: Path, pages: dict[Path, Page]):
    for path, page in pages.items():
        for load in page.loads:
            assert load == "data:," or (path.parent / load).is_file(), (path, load)
        policy = "default-src 'none'; script-src 'self'; style-src 'self'"
        assert policy in path.read_text("utf-8"), path
    for path in (site / "assets").glob("*.css"):
        assert "url(" not in path.read_text("utf-8"), path
        assert "@import" not in path.read_text("utf-8"), path


# The folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_register_gives_the_same_bytes(told: Path, site: Path, tmp_path: Path):
    engine = create_register(tmp_path / "again.sqlite")
    register(reversed(bulletins()), engine, texts=lambda document: TEXTS.get(document.id))
    engine.dispose()
    result = CliRunner().invoke(app, [str(tmp_path / "again.sqlite"), "-o", str(tmp_path / "site")])
    assert result.exit_code == 0
    assert contents(tmp_path / "site") == contents(site)


def test_a_site_is_replaced_and_other_folders_are_not(told: Path, tmp_path: Path):
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")
    refused = CliRunner().invoke(app, [str(told), "-o", str(folder)])
    assert refused.exit_code == 2
    assert "is a folder with other files in it" in refused.stderr
    assert contents(folder) == {"letter.txt": b"mine"}
    (folder / "letter.txt").unlink()
    assert CliRunner().invoke(app, [str(told), "-o", str(folder)]).exit_code == 0
    (folder / "old.html").write_text("old")
    assert CliRunner().invoke(app, [str(told), "-o", str(folder)]).exit_code == 0
    assert not (folder / "old.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_failure_leaves_the_earlier_site(told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / SIGN).write_text("earlier")

    def full(self: object) -> Iterator[tuple[str, str, str]]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(site_pages.Pages, "each", full)
    result = CliRunner().invoke(app, [str(told), "-o", str(folder)])
    assert result.exit_code == 2
    assert "No space left on device" in result.stderr
    assert contents(folder) == {SIGN: b"earlier"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("given", ["missing.sqlite", "letter.txt"])
def test_what_is_no_register_is_refused(tmp_path: Path, given: str):
    (tmp_path / "letter.txt").write_text("no register")
    result = CliRunner().invoke(app, [str(tmp_path / given), "-o", str(tmp_path / "site")])
    assert result.exit_code == 2
    assert result.stderr.startswith(f"youcheng: {tmp_path / given}: ")
    assert not (tmp_path / "site").exists()


def test_an_empty_register_gives_a_site(empty: Path, tmp_path: Path):
    result = CliRunner().invoke(app, [str(empty), "-o", str(tmp_path / "site")])
    assert result.exit_code == 0
    assert "no ties and no dated visits" in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_what_is_too_much_to_draw_is_told(told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pipeline.register.site.charts.MOST_TIES", 2)
    monkeypatch.setattr("pipeline.register.site.charts.MOST_LINKS", 2)
    monkeypatch.setattr(site_pages, "FIRST_ROWS", 2)
    assert CliRunner().invoke(app, [str(told), "-o", str(tmp_path / "site")]).exit_code == 0
    page = Page(tmp_path / "site" / "index.html")
    assert "2 ties between" in page.words
    assert "3 ties that fewer sources tell are not drawn" in page.words
    assert "4 ties that fewer sources tell are not drawn" in page.words
    assert "1 ties with a place of unknown position are not drawn" in page.words


# In a browser

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def browser() -> str:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"none of {', '.join(BROWSERS)} is on the path")
    return found


def seen(browser: str, address: str, profile: Path) -> tuple[str, list[str]]:
    """Return the page as the browser has it after a while, and what its console was told."""
    result = subprocess.run(
        [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--window-size=1280,6000",
            f"--user-data-dir={profile}",
            "--enable-logging=stderr",
            "--virtual-time-budget=20000",
            "--dump-dom",
            address,
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return result.stdout, [line for line in result.stderr.splitlines() if "CONSOLE" in line]


@pytest.mark.slow
def test_a_browser_draws_the_charts(browser: str, site: Path, tmp_path: Path):
    dom, console = seen(browser, (site / "index.html").as_uri(), tmp_path)
    assert not console
    charts = dict(re.findall(r'data-chart="(\w+)"(.*?)</figure>', dom, re.DOTALL))
    assert set(charts) == {"map", "years", "lanes", "network"}
    for name, chart in charts.items():
        # A picture becomes a chart when Vega has drawn it.
        assert "data-drawn" in chart, name
        assert "NaN" not in chart, name
    assert len(re.findall(r"<path", charts["map"])) > 10
    assert "<button" in dom[dom.index("<th ") :]


@pytest.mark.slow
def test_a_browser_shows_the_words_of_a_fact(
    browser: str, site: Path, pages: dict[Path, Page], tmp_path: Path
):
    tables = [link for link in pages[site / "index.html"].links if link.startswith("bulletins/visit.html#V")]
    assert tables
    dom, console = seen(browser, f"{site.as_uri()}/{tables[0]}", tmp_path)
    assert not console
    lit = re.findall(r'<span data-of="V1" class="lit"><span class="mark delegations">([^<]+)', dom)
    assert lit == ["6-member delegation"]
    assert re.search(r'<li id="V1" data-kind="delegations" class="lit">', dom)
