"""An assistant that may propose what to read in a policy document, and must point at the words: never decides."""
