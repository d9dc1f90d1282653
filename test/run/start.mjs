// `npm test`: installs missing dependencies, then runs main.ts.
import { handOver } from "./hand-over.mjs";

await handOver(import.meta.url, "./main.ts");
