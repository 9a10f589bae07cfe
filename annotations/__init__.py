"""The gold: bulletins annotated by hand, and (later) the tools to correct and release them."""
