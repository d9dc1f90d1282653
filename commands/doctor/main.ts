import { processTerminal } from "../shared/terminal";
import { main } from "./command";

main(process.argv.slice(2), processTerminal())
  .then((code) => (process.exitCode = code))
  .catch((error: unknown) => {
    process.stderr.write(`error: ${(error as Error).message}\n`);
    process.exitCode = 1;
  });
