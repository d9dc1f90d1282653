import assert from "node:assert/strict";
import { requireFreeSpace } from "../../../commands/local/free-space";

const disk = (megabytes: number) => () => Promise.resolve({ bavail: megabytes * 256, bsize: 4096 });

describe("free space", () => {
  it("is enough on this disk, and on one with just enough", async () => {
    await requireFreeSpace(__dirname);
    await requireFreeSpace("/x", disk(50));
  });

  it("fails when there is less, and says how much to free where", async () => {
    await assert.rejects(requireFreeSpace("/x", disk(3)), {
      message:
        "/x: the disk has 3 MB free. A command needs 50 MB, so that the state can be written. " +
        "Free 47 MB or more on that disk (`df -h /x`) and run the command again",
    });
  });
});
