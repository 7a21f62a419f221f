"""What the build engine costs, beside what users would otherwise do: ``./run bench``."""
