"""Values between Python and JSON: read as their declared types, written as a server writes them."""
