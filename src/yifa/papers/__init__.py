"""Legal papers: Typst templates and JSON-safe data in, PDF/A-3b bytes out. No models, no database.

`render` makes one paper, `missing_glyphs` says at draft time what the fonts cannot show, `words` writes
amounts and dates the way papers do, `describe` prepares payloads, `casefile.assemble` binds a whole file.
"""

from yifa.papers.describe import Person, describe
from yifa.papers.fonts import missing_glyphs
from yifa.papers.render import PaperError, render, template_path

__all__ = ["PaperError", "Person", "describe", "missing_glyphs", "render", "template_path"]
