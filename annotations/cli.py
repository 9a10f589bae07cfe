"""The command `youcheng gold`: annotations checked, brought into shape, compared and released.

Exit status: 0 well, 1 problems found, 2 wrong usage or an input that cannot be read.
"""

import contextlib
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from annotations.release import Manifest

ROOT = Path(__file__).resolve().parent
GOLD = ROOT / "gold"
BLIND = ROOT / "blind"
TEXTS = ROOT.parent / "corpus" / "bulletins"

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Check, write, compare and release the gold.",
)
Gold = Annotated[Path, typer.Option(metavar="DIR", help="The gold, a folder a split.")]
Texts = Annotated[list[Path], typer.Option(metavar="DIR", help="Folders of the bulletins; may be repeated.")]


@app.command(
    epilog="\b\nExamples:\n  youcheng gold check\n  youcheng gold check --texts path/to/the/real/bulletins"
)
def check(gold: Gold = GOLD, texts: Texts = [TEXTS]) -> None:  # noqa: B006 - typer copies defaults
    """Validate all gold, hold every span against its text and every file against the manifest.

    Bulletins whose text is in no folder (the real ones are not part of the project) are named.
    """
    from annotations.release import problems, read_manifest

    with _plainly():
        folders = list(dict.fromkeys([*texts, TEXTS]))
        found, unread = problems(gold, folders)
        for line in found:
            typer.echo(line, err=True)
        if unread:
            typer.echo(
                f"{len(unread)} texts are not here, their spans unchecked: {', '.join(unread)}", err=True
            )
        if found:
            typer.echo(f"{len(found)} problems")
            raise typer.Exit(1)
        manifest = read_manifest(gold)
        typer.echo(f"version {manifest.version}: {len(manifest.bulletins)} bulletins, all well")
        _print_counts(manifest)


@app.command(epilog="\b\nExample:\n  youcheng gold align draft.json -o annotations/gold/dev")
def align(
    drafts: Annotated[list[Path], typer.Argument(help="Drafts, named after their bulletins.")],
    out: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Where the gold goes.")],
    texts: Texts = [TEXTS],  # noqa: B006 - typer copies defaults
) -> None:
    """Turn drafts, whose evidence is told in words, into gold with offsets."""
    from pydantic import ValidationError

    from annotations.drafts import DraftError, as_file, settled
    from corpus import UnreadableError, given_text
    from evaluation.inputs import field_errors

    failed = 0
    for draft in drafts:
        try:
            text = given_text(_text_of(draft.stem, texts))
            gold = settled(json.loads(draft.read_text(encoding="utf-8")), text)
            (out / draft.name).write_text(as_file(gold), encoding="utf-8")
        except (DraftError, UnreadableError, OSError, json.JSONDecodeError, KeyError) as error:
            typer.echo(f"{draft}: {error}", err=True)
            failed += 1
        except ValidationError as error:
            typer.echo(f"{draft}: {field_errors(error)}", err=True)
            failed += 1
    raise typer.Exit(1 if failed else 0)


@app.command(
    epilog="\b\nExamples:\n  youcheng gold agreement annotations/blind/a annotations/blind/b\n"
    "  youcheng gold agreement one.jsonl other.jsonl --differences"
)
def agreement(
    first: Annotated[Path, typer.Argument(help="The annotations of one annotator.")] = BLIND / "a",
    second: Annotated[Path, typer.Argument(help="Those of another, who had not seen them.")] = BLIND / "b",
    differences: Annotated[
        bool, typer.Option("--differences", help="Name the places that the tables identify otherwise.")
    ] = False,
    gold: Gold = GOLD,
) -> None:
    """Print how far two annotators agree, by language and kind: F1 of one against the other.

    Of two files, which are tables of identifiers, the share of places that both identify alike.
    """
    from annotations.agreement import agreement as agree
    from evaluation.tables import print_agreement

    with _plainly():
        if first.is_file() and second.is_file():
            _print_place_agreement(first, second, gold, differences=differences)
            return
        count, cells = agree(first, second)
        print_agreement(count, cells)


@app.command(epilog="\b\nExample:\n  youcheng gold places identifiers.jsonl")
def places(
    tables: Annotated[list[Path], typer.Argument(metavar="TABLE", help="Identifiers, as JSON lines.")],
    gold: Gold = GOLD,
) -> None:
    """Write the identifiers of places into the gold: all places of each bulletin that the tables have.

    A line is `{"bulletin": "a", "name": "Konin", "country": "PL", "geonames_id": 3095321}`, with
    `"also": [...]` for further right identifiers; null is a place that GeoNames does not hold. What does not
    fit is named, and then nothing is written.
    """
    from annotations.drafts import as_file
    from annotations.identifiers import identified, misfits, read_tables
    from annotations.release import gold_files
    from evaluation.inputs import read_gold
    from pipeline.shell.writing import written

    with _plainly():
        table = read_tables(tables)
        paths = {path.stem: path for _, path in gold_files(gold) if path.stem in table}
        bulletins = {name: read_gold(path) for name, path in paths.items()}
        if found := misfits(bulletins, table):
            for line in found:
                typer.echo(line, err=True)
            typer.echo(f"{len(found)} problems; nothing was written")
            raise typer.Exit(1)
        texts = {name: as_file(identified(bulletin, table[name])) for name, bulletin in bulletins.items()}
        for name, text in texts.items():
            with written(str(paths[name])) as file:
                file.write(text)
        lines = [line for of in table.values() for line in of.values()]
        known = sum(line.geonames_id is not None for line in lines)
        typer.echo(f"{len(bulletins)} bulletins, {len(lines)} places, {known} of them in GeoNames")


@app.command(epilog="\b\nExample:\n  youcheng gold release 1.1.0")
def release(
    version: Annotated[
        str, typer.Argument(help="The new version, such as 1.1.0; the changelog tells of it.")
    ],
    gold: Gold = GOLD,
    blind: Annotated[Path, typer.Option(metavar="DIR", help="The blind annotations, a folder each.")] = BLIND,
) -> None:
    """Write the manifest of a new version: splits, languages, and the hashes of all texts and files."""
    from annotations.release import blind_counts, manifest_of, write_manifest

    with _plainly():
        manifest = manifest_of(gold, version, dt.datetime.now(tz=dt.UTC).date(), blind_counts(blind))
        write_manifest(gold, manifest)
        typer.echo(f"{gold / 'manifest.json'}: version {version}, {len(manifest.bulletins)} bulletins")


def _print_place_agreement(first: Path, second: Path, gold: Path, *, differences: bool) -> None:
    from annotations.agreement import place_agreement
    from annotations.release import read_manifest
    from evaluation.tables import share_of

    languages = {entry.id: entry.language for entry in read_manifest(gold).bulletins}
    found = place_agreement(first, second, languages)
    typer.echo(f"{found.bulletins} bulletins. Places identified alike, in per cent, with the 95 % interval.")
    for group, share in found.shares.items():
        typer.echo(f"  {group:4} {share_of(share)} of {share.whole}")
    for one, other in found.differing if differences else ():
        told = " / ".join(",".join(map(str, sorted(line.identifiers))) or "null" for line in (one, other))
        typer.echo(f"{one.bulletin}  {one.name} ({one.country})  {told}")


def _text_of(name: str, folders: list[Path]) -> Path:
    from evaluation.inputs import text_files

    found = [path for folder in folders for path in text_files(folder, name)]
    if not found:
        raise FileNotFoundError(f"no text named {name}.* in {', '.join(map(str, folders))}")
    return found[0]


def _print_counts(manifest: "Manifest") -> None:
    from collections import Counter

    entries = manifest.bulletins
    by_split = Counter((entry.split, entry.language) for entry in entries)
    for (split, language), count in sorted(by_split.items()):
        typer.echo(f"  {split:6} {language:4} {count:4}")
    traits = Counter(trait for entry in entries for trait in entry.traits)
    for trait, count in sorted(traits.items()):
        typer.echo(f"  {trait:11} {count:4}")
    twice = sum(entry.annotators > 1 for entry in entries)
    typer.echo(f"  {sum(entry.facts for entry in entries)} facts; {twice} bulletins annotated twice")


@contextlib.contextmanager
def _plainly() -> Iterator[None]:
    from pydantic import ValidationError

    from evaluation.inputs import InputError, field_errors

    try:
        yield
    except (InputError, OSError) as error:
        typer.echo(f"youcheng gold: {error}", err=True)
        raise typer.Exit(2) from None
    except ValidationError as error:
        typer.echo(f"youcheng gold: {field_errors(error)}", err=True)
        raise typer.Exit(2) from None
