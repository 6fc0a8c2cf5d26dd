"""The command `handbook`: one module per sub-command."""

from generator.cli.main import main

__all__ = ["main"]
