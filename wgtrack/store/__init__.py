"""Memory: what was stated, what people said about it, and what both make of each item."""
