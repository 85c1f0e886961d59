"""What supervision counts and compares across cases."""
