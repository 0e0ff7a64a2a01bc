"""The command line: typer lives here and nowhere else. A command loads, calls, prints, exits."""
