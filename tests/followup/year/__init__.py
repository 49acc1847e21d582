"""A year of the municipality, played by its people."""
