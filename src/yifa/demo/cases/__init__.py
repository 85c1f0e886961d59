"""Typical cases as small pieces that are put together: each piece yields the steps it tells."""
