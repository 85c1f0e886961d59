"""From the text of a policy document to its outline and tasks. Pure: no Django, no database, no clock of its own."""
