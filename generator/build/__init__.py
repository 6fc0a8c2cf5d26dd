"""What is built, when, and how it is published."""
