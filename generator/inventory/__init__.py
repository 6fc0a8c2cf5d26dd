"""Reading the inventory: text to data with positions, structure checked, assembled into immutable records."""
