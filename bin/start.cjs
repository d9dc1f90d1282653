/*
 * Preloaded by Pulumi.yaml (runtime.options.nodeargs) before the program. Three things, all for the time of a preview:
 *
 * 1. Loads the program's TypeScript: the entry and everything it imports by relative path are bundled
 *    in memory by esbuild at each start, so what runs is always what the files say, without a build
 *    step and without type-checking (that is `npm run typecheck`).
 * 2. Defers `typescript` and `@npmcli/arborist` to first use. @pulumi/pulumi loads both at import but
 *    needs them only to serialise closures into Lambda functions ("magic functions").
 * 3. Takes no stack traces. @pulumi/pulumi formats one for every promise that it tracks, which is half of
 *    the program's time in a large stack. To see where an unexpected error comes from:
 *    NODE_OPTIONS=--stack-trace-limit=20 pulumi preview
 *
 * Without this file a program works as well: set `typescript: true` and leave `nodeargs` out.
 */
"use strict";

const Module = require("node:module");

if (!process.env.NODE_OPTIONS?.includes("--stack-trace-limit")) Error.stackTraceLimit = 0;

const deferred = new Set(["typescript", "@npmcli/arborist"]);
const load = Module._load;
Module._load = function (request, parent, isMain) {
  if (!deferred.has(request) || !parent?.filename?.includes("@pulumi")) {
    return load.call(this, request, parent, isMain);
  }
  let loaded;
  return new Proxy(function () {}, {
    // As an ES module it is taken as it is, where anything else has all of its exports read.
    get: (_, key) =>
      key === "__esModule" || (loaded ??= load.call(this, request, parent, isMain))[key],
  });
};

require.extensions[".ts"] = (module, filename) => {
  const { outputFiles } = require("esbuild").buildSync({
    entryPoints: [filename],
    bundle: true,
    packages: "external",
    platform: "node",
    target: `node${process.versions.node}`,
    format: "cjs",
    sourcemap: "inline",
    write: false,
  });
  module._compile(outputFiles[0].text, filename);
};
