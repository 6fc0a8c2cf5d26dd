"""What comes out: websites, documents, calendars and contact cards."""
