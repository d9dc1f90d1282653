import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { readUnit, setting, words } from "../../commands/drill/lab/unit-file";

const SYSTEMD = join(__dirname, "../../node/instance/systemd");

/** Most that systemd-analyze may find a unit exposed: 0 is nothing, 10 is everything. */
const MOST = 3.5;

/** What installs packages writes everywhere; its sandbox.conf says why. */
const INSTALLS = "holdfast-install.service";

/** Where distributions have the units of packages. */
const PACKAGED = ["/lib/systemd/system", "/usr/lib/systemd/system"];

describe("What systemd forbids the programs of a node", () => {
  const root = mkdtempSync(join(tmpdir(), "holdfast-units-"));
  const ours = readdirSync(SYSTEMD).filter((name) => name.endsWith(".service"));
  before(() => {
    cpSync(SYSTEMD, join(root, "etc/systemd/system"), { recursive: true });
    mkdirSync(join(root, "lib/systemd/system"), { recursive: true });
    for (const name of ["haproxy.service", "keepalived.service"]) {
      const file = PACKAGED.map((folder) => join(folder, name)).find((path) => existsSync(path));
      assert.ok(file, `its package has no ${name}`);
      cpSync(file, join(root, "lib/systemd/system", name));
    }
  });
  after(() => rmSync(root, { recursive: true }));

  const analyze = async (...args: string[]): Promise<string> => {
    const { stdout, stderr } = await promisify(execFile)("systemd-analyze", [
      ...args,
      `--root=${root}`,
      "--no-pager",
    ]);
    return `${stdout}${stderr}`;
  };

  for (const name of [...ours, "haproxy.service", "keepalived.service"]) {
    if (name === INSTALLS) continue;
    it(`leaves ${name} little`, async () => {
      const said = await analyze("security", "--offline=true", name);
      const [, exposure] = /Overall exposure level for \S+: ([\d.]+)/.exec(said) ?? [];
      assert.ok(Number(exposure) <= MOST, said);
    });
  }

  it("applies to all programs except the one that installs packages, which says why", () => {
    const sandbox = readFileSync(join(SYSTEMD, `${INSTALLS}.d/sandbox.conf`), "utf8");
    assert.match(sandbox, /^# In place of the restrictions of the other units: /m);
  });

  it("keeps HAProxy and keepalived from the credentials of the instance", () => {
    for (const name of ["haproxy", "keepalived"]) {
      const text = readFileSync(join(SYSTEMD, `${name}.service.d/holdfast.conf`), "utf8");
      const unit = readUnit(`${name}.service`, [text]);
      assert.deepEqual(words(unit, "Service", "IPAddressDeny"), ["169.254.169.254/32"]);
      assert.equal(setting(unit, "Service", "NoNewPrivileges"), "yes");
    }
  });
});
