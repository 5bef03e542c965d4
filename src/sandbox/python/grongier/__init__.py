"""The name under which IoP was published before."""
