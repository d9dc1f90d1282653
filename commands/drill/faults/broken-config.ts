import { createHash } from "node:crypto";
import { once } from "node:events";
import { BUCKET_OBJECT, text } from "../../../simulator";
import type { Rehearsal } from "../scenario";

/** Whether nodes fetch haproxy.cfg. */
export const isFromS3 = ({ entry }: Readonly<Record<string, unknown>>): boolean =>
  (entry as { configSource?: string } | undefined)?.configSource === "s3";

/**
 * Uploads an invalid haproxy.cfg with a correct checksum to S3, and later the original. At AWS's pace, nodes
 * fetch it by their timer. At a higher speed, the drill starts the fetch.
 */
export async function brokenConfig({ plane, inject, restore }: Rehearsal): Promise<void> {
  const { account, speed } = plane.settings;
  const [object] = account
    .all(BUCKET_OBJECT)
    .filter(({ inputs }) => text(inputs["key"]).endsWith("haproxy.cfg"));
  const good = object!.inputs;
  const fetch = async (): Promise<void> => {
    if (speed === 1) return plane.pause(60);
    const runs = plane.nodes
      .all()
      .map(({ machine }) =>
        once(machine.run("holdfast-config", "exec /opt/holdfast/bin/holdfast-config"), "exit"),
      );
    await Promise.all(runs);
  };
  const content = `${text(good["content"])}\nbackend broken\n    no such keyword\n`;
  inject("an invalid haproxy.cfg is uploaded");
  const sha256 = createHash("sha256").update(content).digest("hex");
  plane.change(object!, { ...good, content, metadata: { sha256 } });
  await fetch();
  restore("the original haproxy.cfg is uploaded");
  plane.change(object!, good);
  await fetch();
}
