import { main } from "./commands/refresh";
import { processTerminal } from "./commands/terminal";

void main(process.argv.slice(2), processTerminal()).then((code) => (process.exitCode = code));
