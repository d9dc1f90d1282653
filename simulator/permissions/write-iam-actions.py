#!/usr/bin/env python3
"""Writes iam-actions.json: the actions of IAM that the tables beside it name, with the resource types that a policy
can restrict each to, as far as permission.ts tells them apart. One without any must be allowed on "*".

The source is the Service Authorization Reference, as cfn-lint (PyPI) carries it:

    pip install cfn-lint && python3 simulator/permissions/write-iam-actions.py ACTION ...

Without actions, those that the file has are written anew.
"""

import json
import pathlib
import sys

import cfnlint.data

FILE = pathlib.Path(__file__).with_name("iam-actions.json")
SOURCE = pathlib.Path(cfnlint.data.__path__[0], "AdditionalSpecs", "Policies.json")

TYPES = ["bucket", "instance-profile", "object", "parameter", "role"]

services = json.loads(SOURCE.read_text())
known = json.loads(FILE.read_text()) if FILE.exists() else {}
actions = {}
for action in sorted({*known, *sys.argv[1:]}):
    service, name = action.split(":")
    found = services[service]["Actions"].get(name.lower())
    if found is None:
        sys.exit(f"{action}: IAM has no such action")
    resources = found.get("Resources", [])
    actions[action] = [one for one in TYPES if one in resources] or ["other"] * bool(resources)
FILE.write_text(json.dumps(actions, indent=2) + "\n")
