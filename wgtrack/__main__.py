"""`python -m wgtrack` is the command `wgtrack`."""

from wgtrack.cli.entry import main

if __name__ == "__main__":
    main()
