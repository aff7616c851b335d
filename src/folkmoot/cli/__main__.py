"""`python -m folkmoot.cli` is the same program as `folkmoot`."""

from folkmoot.cli.main import main

main(prog_name="folkmoot")
