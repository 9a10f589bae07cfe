"""The scorer: what must hold of any score, and known faults of others that it must not have."""

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.errors import errors_of
from evaluation.mentions import SCHEMAS, Mention, score_mentions
from evaluation.scoring import ALL, LEVELS, BulletinScore, score
from evaluation.statistics import KEYS, compare, counts_of, f1_of, holm, intervals, macro_of, weights
from evaluation.summary import summarise
from evaluation.tally import total
from models.gold import KINDS
from tests.made import amount, date, facts, gold, group, leader, pair, records

Made = dict[str, list[dict[str, Any]]]


def scored(wanted: Made, found: Made, language: str = "en") -> BulletinScore:
    return score(gold(wanted, language=language), records(found, language=language))


@given(facts())
def test_gold_against_itself_is_perfect(made: Made) -> None:
    result = scored(made, made)
    for tally in result.tallies.values():
        assert (tally.precision, tally.recall, tally.f1) == (1.0, 1.0, 1.0)
    assert errors_of(result) == []


@given(facts(), facts())
def test_swapping_gold_and_records_swaps_precision_and_recall(one: Made, other: Made) -> None:
    there, back = scored(one, other), scored(other, one)
    for key, tally in there.tallies.items():
        mirrored = back.tallies[key]
        assert (tally.found, tally.gold) == (mirrored.gold, mirrored.found)
        if key[0] in ("value", "mention-strict", "mention-exact", "mention-partial", "mention-type"):
            assert tally.correct == mirrored.correct


@given(facts(), facts(), st.randoms(use_true_random=False))
def test_the_order_of_facts_changes_no_count(one: Made, other: Made, chance: random.Random) -> None:
    shuffled = {kind: chance.sample(items, len(items)) for kind, items in other.items()}
    first, second = scored(one, other), scored(one, shuffled)
    for level in ("value", "slot", "record", *(f"mention-{schema}" for schema in SCHEMAS)):
        assert first.tallies[level, ALL] == second.tallies[level, ALL]


@given(facts(), facts(), st.sampled_from(KINDS))
def test_a_wrong_record_never_raises_precision(one: Made, other: Made, kind: str) -> None:
    wrong = {
        "dates": date("1066-01-01", at=100),
        "amounts": amount("7777777", "NZD", at=100),
        "leaders": leader("Nobody At All", "Consul", at=100),
        "delegations": group(999, at=100, role="attendance"),
        "city_pairs": pair("Nowhere", "Elsewhere", at=100),
    }[kind]
    worse = {**other, kind: [*other[kind], wrong]}
    before, after = scored(one, other), scored(one, worse)
    for level in LEVELS:
        for name in (kind, ALL):
            # With nothing found, precision is 1.0 by definition.
            if before.tallies[level, name].found:
                assert after.tallies[level, name].precision <= before.tallies[level, name].precision + 1e-12


@given(st.lists(st.tuples(facts(), facts()), min_size=1, max_size=4))
def test_many_bulletins_score_as_their_concatenation(made: list[tuple[Made, Made]]) -> None:
    """The counts of all are those of one bulletin in which they follow each other, far apart."""
    scores = [scored(wanted, found) for wanted, found in made]
    for key in KEYS:
        tally = total(one.tallies[key] for one in scores)
        column = counts_of(scores)[:, KEYS.index(key)].sum(axis=0)
        assert tuple(column) == (tally.correct, tally.found, tally.gold)
    mentions = [([Mention(at, at + 4, "dates")], [Mention(at + 2, at + 4, "dates")]) for at in (0, 3, 9)]
    apart = total(score_mentions(wanted, found)["partial"] for wanted, found in mentions)
    moved = [
        [Mention(start + 1000 * index, end + 1000 * index, kind) for start, end, kind in side]
        for index, sides in enumerate(mentions)
        for side in sides
    ]
    joined = score_mentions(
        [m for side in moved[::2] for m in side], [m for side in moved[1::2] for m in side]
    )
    assert apart == joined["partial"]


def test_a_duplicate_counts_against_precision() -> None:
    result = scored({"dates": [date()]}, {"dates": [date(), date()]})
    assert result.tallies["value", "dates"].precision == 0.5
    assert result.tallies["record", "dates"].precision == 0.5
    assert [error.type for error in errors_of(result)] == ["duplicate"]


def test_optional_facts_count_neither_way() -> None:
    doubtful = {
        "dates": [date(), date("2016-01-01", optional=True)],
        "leaders": [leader("Li Na", optional=True)],
    }
    without = scored(doubtful, {"dates": [date()]})
    with_them = scored(doubtful, {"dates": [date(), date("2016-01-01")], "leaders": [leader("Li Na")]})
    for level in LEVELS:
        assert with_them.tallies[level, ALL].f1 == without.tallies[level, ALL].f1 == 1.0
    twice = scored(doubtful, {"dates": [date(), date("2016-01-01"), date("2016-01-01")]})
    assert twice.tallies["value", "dates"].precision == 0.5


def test_a_full_stop_is_not_stripped_from_a_sum() -> None:
    """US$5.3 million is not US$53 million, nor 3.5亿 35亿, as they are for scorers that strip punctuation."""
    for right, wrong in (("5300000", "53000000"), ("350000000", "3500000000")):
        result = scored({"amounts": [amount(right, "USD")]}, {"amounts": [amount(wrong, "USD")]})
        assert result.tallies["value", "amounts"].correct == 0
        [error] = errors_of(result)
        assert (error.type, error.details) == ("magnitude", ("factor of ten",))


@pytest.mark.parametrize(
    ("one", "other", "name"),
    [
        ("30000", "300000000", "万, 亿"),
        ("5000000", "5000000000", "thousand, million, billion"),
        ("1.5", "1500000", "10^6"),
    ],
)
def test_slips_of_magnitude_have_a_bucket(one: str, other: str, name: str) -> None:
    [error] = errors_of(scored({"amounts": [amount(one)]}, {"amounts": [amount(other)]}))
    assert (error.type, error.details) == ("magnitude", (name,))


def test_equal_decimals_are_equal_however_written() -> None:
    result = scored({"amounts": [amount("6000")]}, {"amounts": [amount("6000.00")]})
    assert result.tallies["record", "amounts"].f1 == 1.0


def test_attributes_of_missed_facts_lower_recall() -> None:
    """Scored on matched facts alone, attributes would be perfect here."""
    wanted = {"amounts": [amount("1", modifier="over"), amount("2", at=9, modifier="over")]}
    result = scored(wanted, {"amounts": [amount("1", modifier="over")]})
    tally = result.tallies["attribute", "amounts"]
    assert (tally.precision, tally.recall) == (1.0, 0.5)


def test_names_are_the_same_in_any_script_width_and_case() -> None:
    wanted = {
        "leaders": [leader("彼得·羅德納斯")],
        "city_pairs": [pair("Ｌａｈｔｉ", "德陽")],
    }
    found = {"leaders": [leader("彼得罗德纳斯", "mayor")], "city_pairs": [pair("德阳", "lahti")]}
    assert scored(wanted, found).tallies["record", ALL].f1 == 1.0


def test_places_of_a_pair_have_no_order_but_both_must_be_right() -> None:
    wanted = {"city_pairs": [pair("Konin", "Deyang")]}
    assert scored(wanted, {"city_pairs": [pair("Deyang", "Konin")]}).tallies["value", ALL].f1 == 1.0
    half = scored(wanted, {"city_pairs": [pair("Deyang", "Lahti")]})
    assert half.tallies["value", ALL].correct == 0
    assert half.slots["city_pairs"].correct == 3  # one place, relation, stage
    assert half.slots["city_pairs"].incorrect == 1


def test_two_records_of_one_pair_are_matched_by_their_attributes() -> None:
    wanted = {
        "city_pairs": [
            pair("Konin", "Bonn", relation="friendly-exchange"),
            pair("Konin", "Bonn", stage="intended"),
        ]
    }
    found = {"city_pairs": wanted["city_pairs"][::-1]}
    assert scored(wanted, found).tallies["attribute", ALL].f1 == 1.0


def test_a_wrong_size_is_one_wrong_value_not_two_errors() -> None:
    result = scored({"delegations": [group(6)]}, {"delegations": [group(12)]})
    assert [(error.type, error.details) for error in errors_of(result)] == [("wrong value", ("size",))]


def test_a_fact_right_in_all_but_told_elsewhere_is_a_wrong_span() -> None:
    result = scored({"dates": [date(at=0)]}, {"dates": [date(at=50)]})
    assert [error.type for error in errors_of(result)] == ["wrong span"]
    assert result.tallies["mention-type", "dates"].correct == 0


def test_false_alarms_are_counted_where_there_are_no_facts() -> None:
    summary = summarise(
        {"a": gold({}, "a"), "b": gold({"dates": [date()]}, "b")},
        {"a": records({"dates": [date(), date("2016-01-01")]}, "a"), "b": records({"dates": [date()]}, "b")},
    )
    assert (summary.blank_bulletins, summary.false_alarms) == (1, 2)


# The mention level, against nervaluate and its known faults.


def test_stretches_that_only_touch_do_not_overlap() -> None:
    """nervaluate 1.2.1 takes ends as inclusive and gives [0, 3) against [3, 6) a full point on type."""
    for tally in score_mentions([Mention(0, 3, "dates")], [Mention(3, 6, "dates")]).values():
        assert tally.correct == 0


def test_an_empty_overlap_is_worth_nothing() -> None:
    """Relaxed matching as in TempEval rewards a span that shares no character."""
    for tally in score_mentions([Mention(10, 14, "dates")], [Mention(0, 9, "dates")]).values():
        assert tally.correct == 0


def test_matching_is_optimal_and_not_greedy() -> None:
    wanted = [Mention(0, 10, "dates"), Mention(0, 4, "dates")]
    found = [Mention(0, 4, "dates"), Mention(5, 10, "dates")]
    for order in (found, found[::-1]):
        tallies = score_mentions(wanted, order)
        assert tallies["strict"].correct == 1
        assert tallies["type"].correct == 2
        assert tallies["partial"].correct == 1.5


_starts = st.lists(st.integers(0, 30), unique=True, max_size=8)


@given(_starts, _starts, st.data())
def test_counts_equal_those_of_nervaluate_where_spans_do_not_overlap(
    wanted: list[int], found: list[int], data: st.DataObject
) -> None:
    """Both sides without overlap among themselves; its inclusive ends are given as ends - 1."""
    from nervaluate import Evaluator

    kinds = st.sampled_from(KINDS[:2])

    def stretches(starts: Sequence[int]) -> list[Mention]:
        ordered = sorted(starts)
        following = [*ordered[1:], 40][: len(ordered)]
        return [
            Mention(start, data.draw(st.integers(start + 1, after)), data.draw(kinds))
            for start, after in zip(ordered, following, strict=True)
        ]

    ones, others = stretches(wanted), stretches(found)
    # Where one stretch meets two of the other side, its greedy choice depends on order.
    if any(sum(a.start < b.end and b.start < a.end for b in others) > 1 for a in ones) or any(
        sum(a.start < b.end and b.start < a.end for b in ones) > 1 for a in others
    ):
        return
    theirs = Evaluator(
        [[{"label": m.kind, "start": m.start, "end": m.end - 1} for m in ones]],
        [[{"label": m.kind, "start": m.start, "end": m.end - 1} for m in others]],
        tags=list(KINDS[:2]),
        loader="dict",
    ).evaluate()["overall"]
    ours = score_mentions(ones, others)
    names = {"strict": "strict", "exact": "exact", "partial": "partial", "type": "ent_type"}
    for schema in SCHEMAS:
        result = theirs[names[schema]]
        assert ours[schema].correct == result.correct + 0.5 * result.partial
        assert (ours[schema].found, ours[schema].gold) == (result.actual, result.possible)


# Intervals and tests.


def _counts(n: int, seed: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    generator = np.random.default_rng(seed)
    gold_count = generator.integers(1, 6, size=(n, len(KEYS)))
    found = generator.integers(1, 6, size=(n, len(KEYS)))
    correct = np.minimum(np.minimum(gold_count, found), generator.integers(0, 6, size=(n, len(KEYS))))
    return np.stack([correct, found, gold_count], axis=-1).astype(float)


def test_bootstrap_draws_each_language_in_itself() -> None:
    drawn = weights(["en"] * 3 + ["zh"] * 5, resamples=200)
    assert (drawn[:, :3].sum(axis=1) == 3).all()
    assert (drawn[:, 3:].sum(axis=1) == 5).all()


def test_bootstrap_interval_is_that_of_a_plain_loop() -> None:
    counts = _counts(12, seed=1)
    drawn = weights(["en"] * 12, resamples=300)
    column = KEYS.index(("value", "dates"))
    plain = []
    for row in drawn:
        c, f, g = sum(weight * counts[i, column] for i, weight in enumerate(row))
        plain.append(2 * c / (f + g))
    found = intervals(counts, drawn)["value", "dates"]
    assert (found.low, found.high) == pytest.approx(tuple(np.percentile(plain, (2.5, 97.5))))


def test_a_kind_that_is_nowhere_has_no_part_in_the_macro_mean() -> None:
    summary = summarise({"a": gold({"dates": [date()]})}, {"a": records({})})
    cell = summary.cells["en"]["value"]
    assert (cell["dates"].f1, cell["amounts"].f1, cell["macro"].f1) == (0.0, None, 0.0)
    assert np.isnan(macro_of(f1_of(np.zeros((len(KEYS), 3))), "value"))


def test_a_run_does_not_differ_from_itself() -> None:
    counts = _counts(10, seed=2)
    for one in compare(counts, counts, ["en"] * 10, rounds=200):
        assert (one.p, one.adjusted) == (1.0, 1.0)


def test_a_run_that_finds_all_differs_from_one_that_finds_nothing() -> None:
    worst = _counts(30, seed=3)
    worst[..., 0] = 0
    best = worst.copy()
    best[..., 0] = best[..., 1] = best[..., 2]
    for one in compare(worst, best, ["en", "zh"] * 15, rounds=999):
        assert one.second - one.first == 1.0
        assert one.p == pytest.approx(0.001)
        assert one.p < one.adjusted < 0.05


def test_randomisation_is_that_of_a_plain_loop() -> None:
    first, second = _counts(8, seed=4), _counts(8, seed=5)
    seen = {one.name: one for one in compare(first, second, ["en"] * 8, rounds=400, seed=7)}
    swapped = np.random.default_rng(7).integers(0, 2, size=(400, 8))
    column = KEYS.index(("value", "leaders"))

    def f1(counts: np.ndarray[Any, Any]) -> float:
        c, f, g = counts[:, column].sum(axis=0)
        return float(2 * c / (f + g))

    observed = abs(f1(second) - f1(first))
    hits = 0
    for row in swapped:
        mask = row.astype(bool)[:, None, None]
        hits += abs(f1(np.where(mask, first, second)) - f1(np.where(mask, second, first))) >= observed - 1e-12
    assert seen["leaders"].p == pytest.approx((hits + 1) / 401)


def test_holm_never_lowers_a_p_value_and_keeps_their_order() -> None:
    ps = [0.2, 0.001, 0.04, 0.04, 0.9]
    adjusted = holm(ps)
    assert all(q >= p for p, q in zip(ps, adjusted, strict=True))
    assert adjusted == pytest.approx([0.4, 0.005, 0.16, 0.16, 0.9])
