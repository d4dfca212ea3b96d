"""What the claims of the longest chapters compute, one module a chapter; the rows are in the module of the same name above."""
