"""Administrative licensing (行政许可): one institution, its procedure in procedure.ordinary.toml."""
