// `npm test`: makes sure of the dependencies, then hands over to main.ts.
import { handOver } from "./hand-over.mjs";

await handOver(import.meta.url, "./main.ts");
