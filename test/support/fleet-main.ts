import { ROOT } from "../../commands/local/session";
import { start } from "../../commands/fleet/start";

/** `npm run fleet`, with another home than that of local runs: its first argument. */
const [home, ...argv] = process.argv.slice(2);
void start(argv, { root: ROOT, home: home! });
