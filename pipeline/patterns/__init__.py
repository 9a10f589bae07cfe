"""Patterns that are tried only where they may match, many times as fast as by `re` alone.

`re` tries a pattern at each character; an automaton finds any number of literals in one pass. With which
literals matches begin, which they hold and with which they end is read from the pattern's own parse tree, so
that each of these answers as the plain pattern does, and none is compiled before it may match:

- `anchored(pattern)`, the usual choice, passes over stretches that hold none of the literals it needs.
- `HeadedSet({name: pattern})` finds in one pass over a passage where each of many patterns may begin. It
  refuses a pattern that may begin with anything.
- `Edged(pattern)` is for long lists of words sought in one sentence after another: it is tried where one of
  them begins, and not at all where a pattern with a `$` cannot end.
- `Endings(phrases)` tells whether one of some phrases may stand right before a place.

`corpus.literals` has what needs no parse tree: `Literals`, `folded` and `matches_at`.

Inside, `trees` tells what a node of a parse tree matches; `needed`, `heads` and `tails` read the literals;
`known` keeps what they found in the user's cache.
"""
