"""What a server does around the Python of its users: migrations, running items, messages between them."""
