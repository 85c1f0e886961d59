"""Yifa 依法: system of record for administrative law enforcement."""

__version__ = "0.1.0"
