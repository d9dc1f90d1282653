import { main } from "./commands/cost";
import { processTerminal } from "./commands/terminal";

void main(process.argv.slice(2), processTerminal()).then((code) => (process.exitCode = code));
