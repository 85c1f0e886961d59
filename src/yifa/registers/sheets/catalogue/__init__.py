"""One module for each register, found by its SHEET."""
