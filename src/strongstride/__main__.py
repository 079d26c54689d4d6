"""`python -m strongstride`."""

from strongstride.cli import main

main()
