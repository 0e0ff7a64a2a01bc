"""wgtrack keeps what a working group promised: notes in, action items remembered, agendas out."""

__version__ = "0.1.0"
