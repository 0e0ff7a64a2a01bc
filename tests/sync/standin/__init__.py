"""A small GitHub on loopback: what the suite needs of it, no more. The suite runs against the full one too, so that
this one cannot drift."""
