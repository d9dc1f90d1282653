// The engine runs this file: it loads TypeScript, which index.ts and what it imports are written in.
"use strict";

require("tsx/cjs");
require("./index.ts");
