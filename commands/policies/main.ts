import { main } from "./command";
import { processTerminal } from "../shared/terminal";

void main(process.argv.slice(2), processTerminal()).then((code) => (process.exitCode = code));
