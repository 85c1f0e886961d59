"""Pydantic's errors in Chinese: the engine's own sentences, so that screen and API say the same."""

from yifa.matters.messages import chinese, errors_by_path

__all__ = ["chinese", "errors_by_path"]
