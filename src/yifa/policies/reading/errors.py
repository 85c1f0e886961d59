"""What is said of a file that cannot be read."""

from __future__ import annotations


class PolicyUnreadable(ValueError):
    """A file of which nothing can be read; the message is a Chinese sentence for the person who chose it."""
