"""Runs the apps and the tests in one process: to load the CDK takes longer than all of them."""
import runpy
import unittest

for app in ("first.py", "app.py"):
    runpy.run_path(app, run_name="__main__")

unittest.main(module=None, argv=[__file__, "test_notes_api", "test_examples"])
