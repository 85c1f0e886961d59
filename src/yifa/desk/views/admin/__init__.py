"""系统管理: a page for each of the three administrators. None of them can do the work of the others."""
