"""What people fill in: parsed here, judged by the actions."""
