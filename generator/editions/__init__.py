"""Who reads, and in what language: an edition holds nothing above its audience."""
