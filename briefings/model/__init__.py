"""What a record states: frozen values, one module a noun, none of which reads a file or a clock."""
