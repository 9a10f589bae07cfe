"""`python -m pipeline`: the command `youcheng`."""

from pipeline.cli import main

main()
