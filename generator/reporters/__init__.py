"""Diagnostics in the form that each of their readers wants."""
