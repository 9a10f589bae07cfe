"""What users take away: the register as tables, maps, graphs, statements and events, in files."""
