"""What anybody may read without logging in: what is decided, and what has been published. The top of the house; nothing knows it."""
