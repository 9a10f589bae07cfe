"""One item read: bytes to records, and whatever goes wrong told as a stage and a reason."""

import time
from dataclasses import replace

import corpus
from corpus import Bulletin, UnreadableError
from models import BulletinRecords
from pipeline.batch.engines import Settings
from pipeline.batch.items import Item, Outcome, Stage, Told
from pipeline.reader import Reader
from pipeline.shell.faults import fault

NO_MEMORY = "took more memory than one process may have"


def read_item(reader: Reader, item: Item, settings: Settings) -> Outcome:
    """Return the records of an item; an error, even a fault of ours, becomes its outcome."""
    begun = time.perf_counter()
    stage: Stage = "decode"
    try:
        bulletin = bulletin_of(item, settings.told)
        stage = "read"
        records = reader.read_bulletin(bulletin)
        signature = _signature(bulletin) if settings.signatures else None
        stage = "write"
        line = records.to_json().encode("utf-8")
    except UnreadableError as error:
        reason = error.reason
    except MemoryError:
        reason = NO_MEMORY
    except Exception as error:
        reason = f"not read, a fault of youcheng: {fault(error)}"
    else:
        return replace(
            _of(item, settings),
            records=line,
            found=_found(records),
            warnings=records.document.warnings,
            signature=signature,
            characters=len(bulletin.text),
            seconds=time.perf_counter() - begun,
        )
    # Behind the handlers, where all that the failed reading held is free again.
    return replace(refused(item, settings, reason, stage), seconds=time.perf_counter() - begun)


def refused(item: Item, settings: Settings, reason: str, stage: Stage = "read") -> Outcome:
    """Return the outcome of an item that gave no records."""
    return replace(_of(item, settings), stage=stage, reason=reason)


def _of(item: Item, settings: Settings) -> Outcome:
    digest = item.digest(settings.fingerprint)
    return Outcome(item.source, item.number, item.id, item.name, digest, read_to=item.read_to)


def bulletin_of(item: Item, told: Told) -> Bulletin:
    """Return the bulletin of an item; what the run is told outweighs the item's own columns.

    Raises:
        UnreadableError: the bytes are no text.

    """
    own = item.told
    language = told.language if told.language != "auto" else own.language
    bulletin = corpus.read_bytes(
        item.data,
        id=item.id,
        name=item.name,
        kind=item.kind,
        language=language,
        published=told.published or own.published,
        home=told.home or own.home,
    )
    title, publisher = told.title or own.title, told.publisher or own.publisher
    return replace(bulletin, title=title or bulletin.title, publisher=publisher or bulletin.publisher)


def _found(records: BulletinRecords) -> tuple[tuple[str, int], ...]:
    return tuple((kind, len(facts)) for kind, facts in records if isinstance(facts, tuple))


def _signature(bulletin: Bulletin) -> bytes | None:
    """Return the signature of the body, which reposts share, or else of the whole text."""
    from pipeline.nearness import signature

    return signature("\n".join(passage.text for passage in bulletin.passages) or bulletin.text)
