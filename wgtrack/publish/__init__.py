"""What leaves the program as a text: agendas and what else is rendered from templates."""
