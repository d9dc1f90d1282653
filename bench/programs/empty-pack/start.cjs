#!/usr/bin/env node
/* A pack without policies, as the SDK makes it and the engine starts it: what any pack costs. */
"use strict";

// The SDK reads the pack's version from the folder that it runs in.
process.chdir(module.path);

const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("empty", { policies: [] });
