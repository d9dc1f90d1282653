// `npm run test:fresh`: installs missing dependencies, then runs run-fresh.ts.
import { handOver } from "../run/hand-over.mjs";

await handOver(import.meta.url, "./run-fresh.ts");
