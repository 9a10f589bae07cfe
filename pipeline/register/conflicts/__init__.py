"""What sources disagree on: noted while the register is built, and listed."""
