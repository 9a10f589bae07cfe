"""Records and bulletins drawn for people: words, a table, the terminal, a page."""
