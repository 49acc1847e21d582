"""Forms of money: they read what a person typed; rules are the actions'."""
