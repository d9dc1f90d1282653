import { main } from "./commands/compare";
import { processTerminal } from "./commands/terminal";

void main(process.argv.slice(2), processTerminal()).then((code) => (process.exitCode = code));
