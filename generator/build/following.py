"""Imported first by the process that workers are forked from: it ends with the command, also while it gets ready."""

import os

from generator.build.ending import COMMAND, end_with_parent

if process := os.environ.get(COMMAND):
    end_with_parent(int(process))
