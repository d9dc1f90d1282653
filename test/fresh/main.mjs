// `npm run test:fresh`: makes sure of the dependencies, then hands over to run-fresh.ts.
import { handOver } from "../run/hand-over.mjs";

await handOver(import.meta.url, "./run-fresh.ts");
