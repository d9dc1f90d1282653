import assert from "node:assert/strict";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Journal } from "../../simulator/journal";
import { fill, tinyDisk } from "../support/tiny-disk";

describe("Journal", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "holdfast-journal-"));
    file = join(folder, "new", "journal.jsonl");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** The contents of a journal after an operation. */
  async function after(change: (journal: Journal) => void): Promise<unknown[]> {
    const { journal } = await Journal.open(file);
    change(journal);
    await journal.close();
    const { journal: again, lines } = await Journal.open(file);
    await again.close();
    return lines;
  }

  it("holds the lines that were appended, at once", async () => {
    const lines = await after((journal) => {
      journal.append({ a: "é\n" });
      assert.equal(readFileSync(file, "utf8"), '{"a":"é\\n"}\n');
      journal.append([2]);
    });
    assert.deepEqual(lines, [{ a: "é\n" }, [2]]);
  });

  it("holds one line after it was compacted", async () => {
    const lines = await after((journal) => {
      journal.append(1);
      journal.compact({ all: 1 });
      journal.append(2);
    });
    assert.deepEqual(lines, [{ all: 1 }, 2]);
  });

  it("leaves out a last line that was cut off", async () => {
    assert.deepEqual(
      await after((journal) => {
        journal.append({ a: 1 });
        appendFileSync(file, '{"b":');
      }),
      [{ a: 1 }],
    );
  });

  it("removes a last line that was cut off, so that the next one is not written behind it", async () => {
    await after((journal) => {
      journal.append({ a: 1 });
      appendFileSync(file, '{"b":"é');
    });
    assert.deepEqual(await after((journal) => journal.append({ c: 1 })), [{ a: 1 }, { c: 1 }]);
  });

  describe("on a full disk", () => {
    const disk = tinyDisk(64);

    it("takes back a line that could not be written whole, and says what to do", async () => {
      file = join(disk(), "journal.jsonl");
      const filler = join(disk(), "filler");
      const lines = await after((journal) => {
        journal.append({ a: 1 });
        fill(filler);
        const size = statSync(file).size;
        assert.throws(() => journal.append({ b: "x".repeat(20_000) }), {
          message:
            `${file}: the change was not made, because it could not be written: the disk is full. ` +
            "Free space on it and run the command again",
        });
        assert.equal(statSync(file).size, size);
        rmSync(filler);
        journal.append({ c: 1 });
      });
      assert.deepEqual(lines, [{ a: 1 }, { c: 1 }]);
    });

    it("stays as it was when it cannot be compacted", async () => {
      file = join(disk(), "journal.jsonl");
      const lines = await after((journal) => {
        journal.append({ a: 1 });
        fill(join(disk(), "filler"));
        assert.throws(() => journal.compact({ b: "x".repeat(20_000) }), /the disk is full/);
        assert.deepEqual(readdirSync(disk()).sort(), [
          ...["filler", "journal.jsonl", "journal.jsonl.holder", "journal.jsonl.lock"],
        ]);
        rmSync(join(disk(), "filler"));
      });
      assert.deepEqual(lines, [{ a: 1 }]);
    });
  });

  it("takes the file of a killed process", async () => {
    const lock = `${file}.lock`;
    mkdirSync(lock, { recursive: true });
    utimesSync(lock, 0, 0);
    const { journal } = await Journal.open(file, { retries: 0 });
    await journal.close();
  });

  it("says who has it open when it has to wait, once", async () => {
    const { journal } = await Journal.open(file);
    const said: string[] = [];
    const waiting = Journal.open(file, {
      log: (line) => {
        said.push(line);
        void journal.close();
      },
    });
    await (await waiting).journal.close();
    assert.deepEqual(said, [
      `Simulated AWS account: another command (process ${process.pid}) has it open; waiting …`,
    ]);
  });

  it("fails when another run has it open, and names that run", async () => {
    const { journal } = await Journal.open(file);
    await assert.rejects(Journal.open(file, { retries: 0 }), {
      message: `the simulated AWS account ${file} is in use by another run (process ${process.pid}); wait until it ends, or end it`,
    });
    await journal.close();
  });

  it("fails when a line in the middle is damaged, and can be opened once it is repaired", async () => {
    await after((journal) => {
      journal.append(1);
      appendFileSync(file, "oops\n");
    }).catch(() => undefined);
    await assert.rejects(Journal.open(file), {
      message: `${file}:2 is damaged. Delete it to start with an empty simulated AWS account`,
    });
    await assert.rejects(Journal.open(file, { ifDamaged: "Call for help" }), {
      message: `${file}:2 is damaged. Call for help`,
    });
    rmSync(file);
    const { journal } = await Journal.open(file, { retries: 0 });
    await journal.close();
  });
});
