import { createHash } from "node:crypto";
import { once } from "node:events";
import { BUCKET_OBJECT, text } from "../../../simulator";
import type { Rehearsal } from "../scenario";

/** Whether nodes fetch haproxy.cfg. */
export const isFromS3 = ({ entry }: Readonly<Record<string, unknown>>): boolean =>
  (entry as { configSource?: string } | undefined)?.configSource === "s3";

/**
 * Puts what HAProxy refuses into S3, with a checksum that is right, and later what was there. At AWS's pace,
 * nodes fetch it by their timer; faster, they are told to.
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
  inject("a haproxy.cfg that HAProxy refuses");
  const sha256 = createHash("sha256").update(content).digest("hex");
  plane.change(object!, { ...good, content, metadata: { sha256 } });
  await fetch();
  restore("the haproxy.cfg that was there");
  plane.change(object!, good);
  await fetch();
}
