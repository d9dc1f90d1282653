/**
 * `npm run bench:boot`: from the start of a proxy node's boot to the claim of its address, from a plain image
 * that installs its packages from the mirrors, and from the image that Packer builds; in turn, in the same
 * lab. Needs root, Linux, debootstrap and Packer. The time of the kernel, cloud-init and AWS's API is
 * additional, and the same for both.
 */
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { prepareMachine } from "../../commands/drill/lab/requirements";
import { bootAndClaim, prepareBoot } from "../labs/image/boot";
import { provision } from "../labs/image/packer";
import { Root } from "../labs/image/root";
import { ProxyLab } from "../labs/node/proxy-lab";
import { median } from "../measure";
import { readProcessOptions } from "../../commands/shared/options";
import { renderTable } from "../../commands/shared/table";
import { NOTES, readSteps, secondsBy, timedCommands } from "./timed-commands";
import { reservePort } from "../labs/reserve-port";

const values = readProcessOptions(
  `npm run bench:boot [-- options]: from the start of a node's boot to its claimed address, with a plain and a built image

Takes some 10 minutes, most of it for the two images. Needs root, Linux, debootstrap and Packer.`,
  {
    rounds: { type: "string", default: "5", about: "boots of each image, in turn" },
  },
);
const rounds = Number(values.rounds);

interface Boot {
  readonly total: number;
  readonly steps: ReadonlyMap<string, number>;
}

async function main(): Promise<void> {
  await prepareMachine(["debootstrap", "chroot"]);
  const roots: Root[] = [];
  try {
    say("a fresh Debian …");
    const baked = await Root.create(await reservePort());
    roots.push(baked);
    const plain = await baked.copy();
    roots.push(plain);
    say("the same, provisioned by Packer …");
    const built = await provision(baked, { hash: "0123456789ab" });
    if (built.status !== 0) throw new Error(built.text);

    const boots: Record<"plain" | "baked", Boot[]> = { plain: [], baked: [] };
    for (let round = 1; round <= rounds; round++) {
      boots.plain.push(await boot(plain));
      boots.baked.push(await boot(baked));
      const last = (kind: "plain" | "baked") => boots[kind].at(-1)!.total.toFixed(2);
      say(`round ${round} of ${rounds}: plain ${last("plain")} s, baked ${last("baked")} s`);
    }
    console.log(render(boots));
  } finally {
    for (const root of roots) await root.close();
  }
}

/** Boots a copy of a root file system, until its node has claimed the address. */
async function boot(original: Root): Promise<Boot> {
  const root = await original.copy();
  const lab = await ProxyLab.open();
  try {
    const machine = await lab.launch();
    const has = (name: string) =>
      ["usr/bin", "usr/sbin"].some((folder) => existsSync(root.file(`${folder}/${name}`)));
    prepareBoot(root, await reservePort(), timedCommands(has));
    const start = performance.now();
    const ended = bootAndClaim(root, machine, lab);
    const claimed = (async () => {
      while (lab.holder !== machine.id) await sleep(10);
      return (performance.now() - start) / 1000;
    })();
    const outcome = await Promise.race([claimed, ended.then(({ text }) => text)]);
    const { text } = await ended;
    const total =
      typeof outcome === "number" || lab.holder !== machine.id ? outcome : await claimed;
    if (typeof total === "string") throw new Error(`The node did not claim its address.\n${text}`);
    return { total, steps: secondsBy(readSteps(readFileSync(root.file(NOTES), "utf8"))) };
  } finally {
    await lab.close();
    await root.close();
  }
}

function render({ plain, baked }: Record<"plain" | "baked", readonly Boot[]>): string {
  const seconds = (boots: readonly Boot[], name: string) =>
    median(boots.map(({ steps }) => steps.get(name) ?? 0)).toFixed(2);
  const totals = [plain, baked].map((boots) => median(boots.map(({ total }) => total)));
  const names = [...new Set([...plain, ...baked].flatMap(({ steps }) => [...steps.keys()]))];
  const worst = [plain, baked].map((boots) => Math.max(...boots.map(({ total }) => total)));
  return renderTable(
    ["median s of " + String(rounds), "plain image", "built image"],
    [
      ...names.map((name) => [name, seconds(plain, name), seconds(baked, name)]),
      ["until the address is claimed", ...totals.map((total) => total.toFixed(2))],
      ["the slowest", ...worst.map((total) => total.toFixed(2))],
      ["ratio", (totals[0]! / totals[1]!).toFixed(1), "1.0"],
    ],
  );
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
