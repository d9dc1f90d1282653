import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import {
  environmentIn,
  readUnit,
  secondsIn,
  setting,
  words,
} from "../../../../commands/drill/lab/unit-file";

const SYSTEMD = join(__dirname, "../../../../node/instance/systemd");

describe("a unit of systemd", () => {
  it("is made of its file and those beside it, of which an empty value takes back what was", () => {
    const unit = readUnit("web.service", [
      "[Unit]\nAfter=one.service two.service\n[Service]\nExecStart=/bin/old\nRestart=no\n",
      "[Unit]\nAfter=three.service\n[Service]\nExecStart=\nExecStart=/bin/new --flag\nRestart=always\n",
    ]);
    assert.deepEqual(words(unit, "Unit", "After"), ["one.service", "two.service", "three.service"]);
    assert.deepEqual(unit["Service"]?.["ExecStart"], ["/bin/new --flag"]);
    assert.equal(setting(unit, "Service", "Restart"), "always");
  });

  it("has the environment of its package and of its own lines, quoted or not", () => {
    const own = readFileSync(join(SYSTEMD, "haproxy.service.d/holdfast.conf"), "utf8");
    assert.deepEqual(environmentIn(readUnit("haproxy.service", [own])), {
      CONFIG: "/etc/holdfast/haproxy.cfg",
      RES_OPTIONS: "timeout:1 attempts:2",
    });
  });

  it("runs keepalived in the foreground, and says so, whatever the distribution's unit says", () => {
    const own = readFileSync(join(SYSTEMD, "keepalived.service.d/holdfast.conf"), "utf8");
    const amazonLinux = readUnit("keepalived.service", []);
    assert.equal(setting(amazonLinux, "Service", "Type"), "forking");
    const debian =
      "[Service]\nType=notify\nNotifyAccess=all\nPIDFile=/run/keepalived.pid\nExecStart=/usr/sbin/keepalived --dont-fork $DAEMON_ARGS\n";
    for (const texts of [[own], [debian, own]]) {
      const unit = readUnit("keepalived.service", texts);
      assert.match(setting(unit, "Service", "ExecStart")!, /--dont-fork/);
      assert.equal(setting(unit, "Service", "Type"), "simple");
      assert.equal(setting(unit, "Service", "PIDFile"), undefined);
    }
  });

  for (const [span, seconds] of [
    ["1s", 1],
    ["30", 30],
    ["5min", 300],
  ] as const) {
    it(`takes ${span} for ${seconds} s`, () => assert.equal(secondsIn(span), seconds));
  }

  it("can be started, whichever the nodes have", () => {
    for (const name of readdirSync(SYSTEMD).filter((one) => one.endsWith(".service"))) {
      const unit = readUnit(name, [readFileSync(join(SYSTEMD, name), "utf8")]);
      assert.match(setting(unit, "Service", "ExecStart") ?? "", /^\/opt\/holdfast\/bin\//, name);
    }
  });
});
