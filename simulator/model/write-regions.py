#!/usr/bin/env python3
"""Writes regions.json beside it: the regions of the partitions that the model has, as AWS publishes them in
partitions.json, which botocore (PyPI) carries:

    pip install botocore && python3 simulator/model/write-regions.py
"""

import json
import pathlib

import botocore

PARTITIONS = ["aws", "aws-cn", "aws-us-gov"]

published = json.loads(
    pathlib.Path(botocore.__file__).with_name("data").joinpath("partitions.json").read_text()
)
regions = {
    name: {"partition": partition["id"], "description": region["description"]}
    for partition in published["partitions"]
    if partition["id"] in PARTITIONS
    for name, region in sorted(partition["regions"].items())
    if not name.endswith("-global")
}
pathlib.Path(__file__).with_name("regions.json").write_text(json.dumps(regions, indent=2) + "\n")
