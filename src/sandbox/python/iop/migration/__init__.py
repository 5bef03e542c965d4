"""Where IoP 4 keeps what migrations use. Here only what Python on a server may call for itself."""
