"""Rules that make sense of the whole inventory: references, network, people, time, secrets, languages."""
