"""Checks resources against what AWS publishes of their inputs: the resource schemas of CloudFormation,
with the rules that cfn-lint adds to them, and the service models of botocore.

Reads JSON from standard input and prints JSON, a list of findings:
  region     such as us-east-1
  resources  by logical id, as in a CloudFormation template
  requests   list of {resource, operation, parameters, whole}; operation is "service:Name"; what is whole
             has all parameters of the request, and no others
"""

import json
import sys

import botocore.session
import regex
from cfnlint.api import lint

# As Java writes the characters beyond 16 bits.
SURROGATES = r"\uD800\uDC00-\uDBFF\uDFFF"


class Request:
    """One request, checked against its service's model."""

    def __init__(self, whole):
        self.whole = whole
        self.problems = []

    def refuse(self, path, reason):
        self.problems.append((path, reason))

    def check(self, shape, value, path):
        kind = shape.type_name
        if kind == "structure":
            self.structure(shape, value, path)
        elif kind == "list":
            self.listed(shape, value, path)
        elif kind == "map" and isinstance(value, dict):
            self.bounds(shape, len(value), path, "entries")
            for key, one in value.items():
                self.check(shape.key, key, f"{path}.{key}")
                self.check(shape.value, one, f"{path}.{key}")
        elif kind == "string" and not isinstance(value, (dict, list)):
            self.string(shape, value, path)
        elif kind in ("integer", "long", "float", "double"):
            self.number(shape, value, path)
        elif kind == "boolean" and str(value).lower() not in ("true", "false"):
            self.refuse(path, f"{value!r} is not a boolean")

    def structure(self, shape, value, path):
        if not isinstance(value, dict):
            # What CloudFormation words otherwise is checked by its schema.
            if self.whole:
                self.refuse(path, f"{value!r} is not an object")
            return
        members = {name.lower(): name for name in shape.members}
        if self.whole or path:
            given = {key.lower() for key in value}
            for name in shape.required_members:
                if name.lower() not in given:
                    self.refuse(path, f"{name} is missing")
        for key, one in value.items():
            name = members.get(key.lower())
            if name is not None:
                self.check(shape.members[name], one, f"{path}.{key}" if path else key)
            elif self.whole:
                self.refuse(path, f"{key} is not among {', '.join(shape.members)}")

    def listed(self, shape, value, path):
        if not isinstance(value, list):
            if self.whole:
                self.refuse(path, f"{value!r} is not a list")
            return
        self.bounds(shape, len(value), path, "items")
        for index, one in enumerate(value):
            self.check(shape.member, one, f"{path}[{index}]")

    def string(self, shape, value, path):
        text = str(value)
        if shape.enum and text not in shape.enum:
            self.refuse(path, f"{text!r} is not one of {', '.join(shape.enum)}")
        self.bounds(shape, len(text), path, "characters")
        pattern = shape.metadata.get("pattern")
        if pattern is None:
            return
        pattern = pattern.replace(SURROGATES, "\U00010000-\U0010FFFF")
        try:
            matches = regex.fullmatch(pattern, text)
        except regex.error:
            return
        if not matches:
            self.refuse(path, f"{text!r} does not match {pattern}")

    def number(self, shape, value, path):
        try:
            self.bounds(shape, float(value), path, "")
        except (TypeError, ValueError):
            self.refuse(path, f"{value!r} is not a number")

    def bounds(self, shape, size, path, unit):
        least, most = shape.metadata.get("min"), shape.metadata.get("max")
        if least is not None and size < least:
            self.refuse(path, f"{size:g} {unit} is less than {least}")
        if most is not None and size > most:
            self.refuse(path, f"{size:g} {unit} is more than {most}")


def from_models(requests):
    session = botocore.session.get_session()
    models = {}
    for request in requests:
        service, name = request["operation"].split(":")
        model = models.setdefault(service, session.get_service_model(service))
        checker = Request(request["whole"])
        checker.check(model.operation_model(name).input_shape, request["parameters"], "")
        for path, reason in checker.problems:
            yield {
                "resource": request["resource"],
                "rule": f"botocore {request['operation']}",
                "path": path,
                "reason": reason[:300],
            }


def from_schemas(resources, region):
    template = {"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}
    for match in lint(json.dumps(template), regions=[region]):
        # Warnings are about templates: parameters, references, retention.
        if match.rule.id.startswith("E"):
            _, resource, *path = [str(part) for part in match.path or ["", "?"]]
            yield {
                "resource": resource,
                "rule": f"cfn-lint {match.rule.id}",
                "path": ".".join(path[1:]),
                "reason": match.message[:300],
            }


def main():
    asked = json.load(sys.stdin)
    findings = [
        *from_schemas(asked["resources"], asked["region"]),
        *from_models(asked["requests"]),
    ]
    json.dump(findings, sys.stdout)


main()
