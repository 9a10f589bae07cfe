"""The gold: bulletins annotated by hand, how it is written, checked and released."""
