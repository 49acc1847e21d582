"""What the example says: organisation, people, plan, money and conversations as plain data, without any database."""
