import assert from "node:assert/strict";
import { restoreVariables, temporaryFolder, writeScript } from "../commands/local/fakes";
import { type Missing, type Program, type Resource, prepare } from "./requirements";

const PROXY: Program = { name: "zz-proxy", debianPackage: "zz-haproxy", specs: ["lab/"] };
const DNS: Program = { name: "zz-dns", debianPackage: "zz-dnsmasq", specs: ["lab/dns.spec.ts"] };
const SPECS = ["lab/dns.spec.ts", "lab/health.spec.ts", "lab/pair.spec.ts", "unit.spec.ts"];

describe("requirements of the tests", () => {
  const folder = temporaryFolder();
  const lines: string[] = [];
  restoreVariables("PATH", "HOLDFAST_PROGRAMS");
  beforeEach(() => {
    lines.length = 0;
    process.env["PATH"] = `${folder("bin")}:${process.env["PATH"]}`;
  });

  const prepared = (
    programs: readonly Program[],
    resources: readonly Resource[] = [],
    isRoot = false,
  ): Promise<readonly Missing[]> =>
    prepare(SPECS, folder("programs"), {
      programs,
      resources,
      machine: {
        isRoot,
        osRelease: "ID=debian\n",
        aptGet: folder("apt-get"),
        servicePolicy: folder("policy-rc.d"),
      },
      log: (line) => lines.push(line),
    });

  it("are silent when everything is there", async () => {
    writeScript(folder("bin", "zz-proxy"), "");
    const resource = { name: "the engine", specs: ["lab/"], obtain: () => "engine" };
    assert.deepEqual([await prepared([PROXY], [resource]), lines], [[], []]);
  });

  it("do not look for what none of the specs needs", async () => {
    const resource: Resource = { name: "x", specs: ["other/"], obtain: () => assert.fail() };
    assert.deepEqual(await prepared([{ ...PROXY, specs: ["other/"] }], [resource]), []);
  });

  it("name what is missing, the tests left out and the command that installs it", async () => {
    const missing = await prepared([PROXY, DNS]);
    assert.deepEqual(
      missing.map(({ specs }) => specs),
      [SPECS.slice(0, 3), SPECS.slice(0, 1)],
    );
    assert.deepEqual(lines, [
      "Left out without zz-proxy: test/lab/dns.spec.ts and 2 more (not found on the PATH; " +
        "to install it: sudo apt-get install --yes zz-haproxy)",
      "Left out without zz-dns: test/lab/dns.spec.ts (not found on the PATH; " +
        "to install it: sudo apt-get install --yes zz-dnsmasq)",
    ]);
  });

  it("count a program that is there and does not run as missing, with its message", async () => {
    writeScript(folder("bin", "zz-proxy"), "echo 'no module named zz' >&2; exit 1");
    const [missing] = await prepared([PROXY]);
    const file = folder("bin", "zz-proxy");
    assert.match(missing?.reason ?? "", new RegExp(`^${file} does not run: no module named zz`));
  });

  it("install what is missing as root on Debian, and find it then", async () => {
    const install = `mkdir -p ${folder("bin")}; cp $0 ${folder("bin", "zz-proxy")}`;
    writeScript(folder("apt-get"), `[ "$1" = --version ] || { ${install}; }`);
    assert.deepEqual(await prepared([PROXY], [], true), []);
  });

  it("report what cannot be obtained with its reason", async () => {
    const obtain = (): never => assert.fail("no Go on this machine");
    const [missing] = await prepared([], [{ name: "the engine", specs: ["lab/"], obtain }]);
    assert.equal(missing?.reason, "no Go on this machine");
    assert.match(lines[0] ?? "", /^Left out without the engine: .* \(no Go on this machine\)$/);
  });
});
