#!/usr/bin/env node
/* A pack without policies, built with the SDK and started by the engine: the minimum cost of any pack. */
"use strict";

// The SDK reads the pack's version from the folder that it runs in.
process.chdir(module.path);

const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("empty", { policies: [] });
