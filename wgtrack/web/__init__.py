"""The page for use in the call, over HTTP on this machine. Only this room knows Flask and waitress."""
