"""`python -m auditor`: the command, without its being on the PATH."""

from auditor.cli import main

main()
