"""`python -m harness`: the command line, also where the `harness` script is not on the path."""

from .cli import main

if __name__ == "__main__":
    main()
