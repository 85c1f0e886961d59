"""Reading statutes from Markdown: lines → one file → one statute. Pure: no database, no clock."""
