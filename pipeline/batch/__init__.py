"""Extraction of many bulletins: sources listed, read by many processes, records written in order.

`sources/` finds what to read, `engines/` read it, `journal.py` keeps what has been read, `outputs/` write it,
and `run.py` joins them.
"""
