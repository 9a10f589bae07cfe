"""What the pipeline learns from the development part of the gold: `make train`."""
