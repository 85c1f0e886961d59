"""Template filters that every face may use."""
