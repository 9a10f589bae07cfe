"""The tables of a register: what bulletins tell, and the entities that their facts are about.

`bulletins`, `facts` and `spans` hold what was read, as it was read. All other tables follow from these and
are worked out anew where a bulletin comes or changes. Days are ISO texts (`2015-10-12`), both ends
inclusive; offsets count Unicode code points of the bulletin as given, ends exclusive.
"""

from sqlalchemy import Column, Double, Index, Integer, LargeBinary, MetaData, String, Table, Text

# Goes up when an older program could no longer read the register.
FORMAT = 1
METADATA = MetaData()


def _key(name: str, *, primary: bool = False, null: bool = False) -> Column[str]:
    """Return a column that holds the id of a row of another table."""
    return Column(name, String, primary_key=primary, nullable=null)


# `format`, `schema_version` (of the records) and `program`.
meta = Table(
    "meta", METADATA, Column("name", String, primary_key=True), Column("value", String, nullable=False)
)

# `source` is the same for near-duplicates: the least id among them. `document` is the head of the records,
# JSON; `digest` tells whether a line of records is the one that was read. `text` is the bulletin as given,
# null where it was not handed over. `features` (how many facts tell it apart) and `signature` (two MinHashes)
# serve to find near-duplicates.
bulletins = Table(
    "bulletins",
    METADATA,
    Column("id", String, primary_key=True),
    Column("sha256", String, nullable=False),
    Column("language", String, nullable=False),
    Column("title", Text),
    Column("published", String),
    Column("publisher", Text),
    Column("home", String),
    Column("document", Text, nullable=False),
    Column("digest", String, nullable=False),
    Column("source", String, nullable=False),
    Column("text", Text),
    Column("features", Integer, nullable=False),
    Column("signature", LargeBinary),
    Index("bulletins_source", "source"),
    Index("bulletins_home", "home"),
)

# The bands of the signatures: bulletins that share a key may be near-duplicates, if their markers differ. The
# key of a band of text has the language in it, that of a band of facts has not, and its marker is the
# language.
bands = Table(
    "bands",
    METADATA,
    _key("bulletin", primary=True),
    Column("key", String, primary_key=True),
    Column("marker", String, nullable=False),
    Index("bands_key", "key"),
)

# `id` is `BULLETIN:KIND:NUMBER`, kind as in the records (`city_pairs`, ..., `tie_totals`); `record` is the
# fact as it was read, JSON.
facts = Table(
    "facts",
    METADATA,
    Column("id", String, primary_key=True),
    _key("bulletin"),
    Column("kind", String, nullable=False),
    Column("rule", String),
    Column("record", Text, nullable=False),
    Column("context", Text, nullable=False),
    Index("facts_bulletin", "bulletin"),
)

# The blocks of a fact: only facts that share one are compared. `kind` is `place`, `person`, `tie` or `visit`.
fact_keys = Table(
    "fact_keys",
    METADATA,
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
    _key("fact", primary=True),
    Index("fact_keys_fact", "fact"),
)

# Pairs of near-duplicates, both ways.
near = Table(
    "near",
    METADATA,
    _key("one", primary=True),
    _key("other", primary=True),
    Index("near_other", "other"),
)

# What has to be worked out anew; empty between two runs.
dirty = Table(
    "dirty",
    METADATA,
    Column("kind", String, nullable=False),
    Column("key", String, nullable=False),
    Index("dirty_key", "kind", "key"),
)

# Where a fact stands: offsets in the bulletin as given, end exclusive, and the characters there.
spans = Table(
    "spans",
    METADATA,
    _key("fact", primary=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, primary_key=True),
    Column("text", Text, nullable=False),
)

# `entity` is the id of a place, person, tie, visit or sum.
evidence = Table(
    "evidence",
    METADATA,
    Column("entity", String, primary_key=True),
    _key("fact", primary=True),
    Index("evidence_fact", "fact"),
)

# `id` is `geonames:1812961`, or `name:FI:lahti` for a place that the gazetteer does not hold. `name` is the
# English one where known, else the one printed most often.
places = Table(
    "places",
    METADATA,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_en", Text),
    Column("name_zh", Text),
    Column("country", String),
    Column("subdivision", String),
    Column("level", String),
    Column("geonames_id", Integer),
    Column("latitude", Double),
    Column("longitude", Double),
)

place_names = Table(
    "place_names",
    METADATA,
    _key("place", primary=True),
    Column("name", String, primary_key=True),
    Column("sources", Integer, nullable=False),
)

# `id` is `person:` and a digest. `name_latin` and `name_han` are the names in each script, null where not
# printed.
people = Table(
    "people",
    METADATA,
    Column("id", String, primary_key=True),
    Column("block", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_latin", Text),
    Column("name_han", Text),
    Index("people_block", "block"),
)

person_names = Table(
    "person_names",
    METADATA,
    _key("person", primary=True),
    Column("name", String, primary_key=True),
    Column("sources", Integer, nullable=False),
)

# An office as printed, with the first and the last day that a source tells of it: who was mayor, when. The
# days are those of the visit that the person led, else of publication; null where neither is known.
offices = Table(
    "offices",
    METADATA,
    _key("person", primary=True),
    Column("title", String, primary_key=True),
    Column("body", String, primary_key=True),
    Column("place", String),
    Column("first", String),
    Column("last", String),
    Column("sources", Integer, nullable=False),
)

# One tie for two places, whichever way it is named: `a` is the lesser id. `relation` and `stage` are those
# that hold now, as far as told; `start` to `until` is when the relation was established (a day, month or
# year, by granularity).
ties = Table(
    "ties",
    METADATA,
    Column("id", String, primary_key=True),
    _key("a"),
    _key("b"),
    Column("relation", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("start", String),
    Column("until", String),
    Column("granularity", String),
    Column("sources", Integer, nullable=False),
    Index("ties_a", "a"),
    Index("ties_b", "b"),
)

# The history of a tie: what happened (contact, intent, approval, signing, renewal, upgrade, suspension,
# end), when (null where not told), to which relation, by how many sources. Two dates for one step are two
# rows.
tie_events = Table(
    "tie_events",
    METADATA,
    Column("id", String, primary_key=True),
    _key("tie"),
    Column("event", String, nullable=False),
    Column("relation", String, nullable=False),
    Column("start", String),
    Column("until", String),
    Column("granularity", String),
    Column("modifier", String),
    Column("sources", Integer, nullable=False),
    Index("tie_events_tie", "tie"),
)

event_facts = Table(
    "event_facts",
    METADATA,
    _key("event", primary=True),
    _key("fact", primary=True),
    Index("event_facts_fact", "fact"),
)

# A journey, a crowd or a total (`role` as in the records). Where sources differ, each value is the one that
# most sources tell, the rest is in `conflicts`.
visits = Table(
    "visits",
    METADATA,
    Column("id", String, primary_key=True),
    Column("block", String, nullable=False),
    Column("role", String, nullable=False),
    Column("size", Integer),
    Column("modifier", String),
    Column("visits", Integer, nullable=False),
    Column("kind", String),
    Column("start", String),
    Column("until", String),
    Column("granularity", String),
    Column("sources", Integer, nullable=False),
    Index("visits_block", "block"),
)

# `side` is `from` or `to`.
visit_places = Table(
    "visit_places",
    METADATA,
    _key("visit", primary=True),
    Column("side", String, primary_key=True),
    _key("place", primary=True),
)

visit_leaders = Table(
    "visit_leaders",
    METADATA,
    _key("visit", primary=True),
    Column("name", String, primary_key=True),
    _key("person", null=True),
)

sums = Table(
    "sums",
    METADATA,
    Column("id", String, primary_key=True),
    Column("source", String, nullable=False),
    Column("amount", Double, nullable=False),
    Column("upper", Double),
    Column("currency", String, nullable=False),
    Column("modifier", String),
    Column("text", Text, nullable=False),
    Index("sums_source", "source"),
)

# `kind` is one of `tie-date`, `tie-relation`, `tie-stage`, `visit-size`, `visit-date`, `tie-total`; `values`
# is JSON: a list of `{"value": ..., "facts": [fact id, ...], "sources": N}`, the value that most sources tell
# first.
conflicts = Table(
    "conflicts",
    METADATA,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("entity", String, nullable=False),
    Column("message", Text, nullable=False),
    Column("values", Text, nullable=False),
    Index("conflicts_entity", "entity"),
)

for _table in METADATA.tables.values():
    if len(_table.primary_key) > 1:
        # SQLite would keep such rows twice, beside the key that is most of them.
        _table.dialect_options["sqlite"]["with_rowid"] = False
