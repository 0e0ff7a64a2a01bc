"""What is due for whom at which call; values in, values out."""
