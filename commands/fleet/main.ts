import { HOME, ROOT } from "../local/session";
import { start } from "./start";

void start(process.argv.slice(2), { root: ROOT, home: HOME });
