"""Reading: a note's text in, values out. No database, no network, no clock."""
