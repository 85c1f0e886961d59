"""`python -m yifa.cli`."""

from yifa.cli import main

main()
