"""The stages joined: what a command does, without a terminal. A few lines each."""
