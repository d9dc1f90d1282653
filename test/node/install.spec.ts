import assert from "node:assert/strict";
import type { NodeMachine } from "../../bench/labs/node/machine";
import { ProxyLab } from "../../bench/labs/node/proxy-lab";

/** A package manager that notes what it is asked for, and brings it at the second time. */
const mirror = (root: string): string => `#!/bin/sh
test "$1" = update && exit 0
echo "$*" >>${root}/installed
test $(grep -c install ${root}/installed) -lt 2 && exit 1
for program in haproxy keepalived aws curl; do
  printf '#!/bin/sh\\n' >${root}/commands/$program && chmod 755 ${root}/commands/$program
done
`;

describe("holdfast-install", () => {
  let lab: ProxyLab;
  let machine: NodeMachine;
  beforeEach(async () => {
    lab = await ProxyLab.open();
    machine = await lab.launch();
    for (const command of ["systemctl", "sysctl"]) {
      machine.write(
        `commands/${command}`,
        `#!/bin/sh\necho "${command} $*" >>${machine.root}/log\n`,
        0o755,
      );
    }
  });
  afterEach(() => lab.close());

  /** No program is there but those of the machine itself. */
  const bare = (): void => {
    machine.useRealAws();
    machine.path = `${machine.commands}:${machine.file("system")}`;
    machine.linkSystem("system", [
      ...["bash", "cat", "chmod", "dirname", "grep", "mkdir", "readlink", "sh", "sleep", "tr"],
    ]);
  };

  for (const [manager, name, asked] of [
    ["dnf", "Amazon Linux", "install -y -q haproxy awscli-2 curl keepalived"],
    ["apt-get", "Debian", "haproxy awscli curl keepalived"],
  ] as const) {
    it(`installs what is missing on ${name}, and tries again when the mirror is away`, async () => {
      bare();
      machine.write(`commands/${manager}`, mirror(machine.root), 0o755);
      machine.settings["HOLDFAST_PAIR"] = "main";
      const { status, log } = await machine.run("holdfast-install");
      assert.equal(status, 0, log);
      const lines = machine.read("installed").trim().split("\n");
      assert.ok(lines.at(-1)!.endsWith(asked), lines.join("\n"));
      assert.equal(lines.length, 2);
      assert.deepEqual(machine.read("log").trim().split("\n"), [
        "sysctl -q --system",
        "systemctl enable --quiet haproxy",
        "systemctl enable --quiet keepalived",
      ]);
    });
  }

  it("fails when the mirror stays away, and says what is missing", async () => {
    bare();
    machine.write("commands/dnf", "#!/bin/sh\nexit 1\n", 0o755);
    const { status, log } = await machine.run("holdfast-install");
    assert.equal(status, 1, log);
    assert.match(log, /level=error .*missing="haproxy aws curl" remedy=/);
  });

  it("installs nothing where all is there, and enables no HAProxy that is in a container", async () => {
    machine.write("commands/dnf", "#!/bin/sh\nexit 1\n", 0o755);
    machine.settings["HOLDFAST_PROGRAMS"] = "aws";
    const { status, log } = await machine.run("holdfast-install");
    assert.deepEqual([status, log], [0, ""]);
    assert.equal(machine.read("log"), "sysctl -q --system\n");
  });
});
