"""The demonstration: a fictional city with its agencies, people, firms and about three hundred cases."""
