import { processTerminal } from "../../commands/shared/terminal";
import { main } from "./command";

void main(process.argv.slice(2), processTerminal()).then((code) => (process.exitCode = code));
