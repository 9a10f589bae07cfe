"""The speed of reading beside that of other tools, on the same texts, in one run: `make bench`."""
