"""Pages: the catalogue, the template environments and what they compose."""
