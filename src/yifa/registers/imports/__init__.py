"""Loading whole files into registers: read, judged row by row, confirmed by a person, written by the queue, undone.

    files → headings → judging → staging (COPY) → [a person confirms] → writing, or undoing

Nothing is written to a register before it is confirmed; the staged rows are what was judged.
"""
