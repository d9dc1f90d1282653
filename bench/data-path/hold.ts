/**
 * `hold.ts COUNT ADDRESS…`: opens that many connections to port 80 of the addresses in turn, asks for a page
 * on each, says `open FAILED` when all are answered, and keeps them open until it is ended.
 */
import { Agent, get } from "node:http";

const [count = "0", ...addresses] = process.argv.slice(2);
/** Opens only some at a time, so that a burst of connections does not distort the measurement. */
const ABREAST = 50;

const agents: Agent[] = [];
let failed = 0;

function ask(): Promise<void> {
  const host = addresses[agents.length % addresses.length]!;
  const agent = new Agent({ keepAlive: true });
  agents.push(agent);
  return new Promise((resolve) => {
    const fail = () => resolve(void failed++);
    get({ host, agent, timeout: 10_000 }, (answer) => {
      if (answer.statusCode !== 200) failed++;
      answer.resume().on("end", resolve).on("error", fail);
    }).on("error", fail);
  });
}

async function main(): Promise<void> {
  while (agents.length < Number(count)) {
    const open = Math.min(ABREAST, Number(count) - agents.length);
    await Promise.all(Array.from({ length: open }, ask));
  }
  process.stdout.write(`open ${failed}\n`);
}

void main();
