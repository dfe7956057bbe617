"""The shared store: its schema, the reader that keeps lines and columns, and the library it yields."""
