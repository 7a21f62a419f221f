"""When something is due, what was missed, and what has to wait for a second pair of eyes."""
