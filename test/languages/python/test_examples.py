"""The examples of README and docstrings, as the packages for Python and the documentation sites translate them."""
import json
import re
import unittest

import aws_cdk as cdk
import cdk_notes_api
from aws_cdk import aws_iam as iam

# What `declare const` stands for in an example, by its type.
DECLARED = {
    "iam.IRole": lambda scope, name: iam.Role(scope, name, assumed_by=iam.AccountRootPrincipal()),
}

# The names that an example without imports has.
IMPORTED = {
    **{name.removeprefix("aws_"): value for name, value in vars(cdk).items()},
    **vars(cdk_notes_api),
}


class ExamplesTest(unittest.TestCase):
    def test_every_example_runs(self):
        with open("examples.json", encoding="utf8") as file:
            snippets = json.load(file)["snippets"].values()
        self.assertGreater(len(snippets), 1)
        for source in (snippet["translations"]["python"]["source"] for snippet in snippets):
            with self.subTest(source):
                stack = cdk.Stack(cdk.App(), "Stack")
                declared = re.findall(r"^# (\w+): ([\w.]+)$", source, re.MULTILINE)
                exec(source, {**IMPORTED, "self": stack, **{name: DECLARED[type](stack, name) for name, type in declared}})


if __name__ == "__main__":
    unittest.main()
