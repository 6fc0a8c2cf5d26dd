"""Paper: composed pages become PDF documents through print templates, a print style sheet and WeasyPrint."""
