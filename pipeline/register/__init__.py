"""The register: the facts of any number of bulletins, merged into places, people, ties, visits and sums."""
