"""Pages of money: each fetches for this person, asks a query or calls an action, and renders."""
