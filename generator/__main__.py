"""`python -m generator` is the command `onepager`."""

from generator.cli import main

if __name__ == "__main__":
    main()
