import assert from "node:assert/strict";
import { type Host, describeBroughtAlong, planBroughtAlong } from "./brought-along";

const WITHOUT_GO: Host = {
  codename: "bookworm",
  node: { path: "/opt/node/bin/node", version: "22.1.0" },
  npm: { path: "/opt/node/lib/node_modules/npm", version: "11.0.0" },
  npmSettings: { registry: "https://npm.example/", cafile: "/etc/own.pem" },
  env: { USER: "me", CI: "true" },
  aptFiles: {
    "/etc/apt/sources.list":
      "deb [signed-by=/etc/own.gpg] http://deb.example/debian bookworm main\ndeb http://x y main\n",
  },
  aptSettings: [
    'APT::Architecture "amd64";',
    'Acquire::http::Proxy "http://proxy:3128";',
    'Acquire::http::Proxy-Auto-Detect "/usr/bin/own";',
    'Acquire::https::CaInfo "/etc/own.pem";',
    'Acquire::Check-Date "false";',
    'Acquire::Languages:: "none";',
    'Acquire::https "";',
  ].join("\n"),
  read: () => undefined,
};
const HOST: Host = {
  ...WITHOUT_GO,
  go: { path: "/opt/go", version: "1.26.1", settings: { GOPROXY: "https://me:pw@go.example" } },
};

describe("what the bare machine gets from the host", () => {
  it("is Node.js, npm, Go, and how packages and names are reached", () => {
    const { items, mirror } = planBroughtAlong(HOST);
    assert.deepEqual(mirror, { uri: "http://deb.example/debian", keyring: "/etc/own.gpg" });
    assert.deepEqual(
      items.map(({ to }) => to),
      [
        ...["/usr/local/bin/node", "/usr/local/lib/node_modules/npm", "/usr/local/go"],
        ...["/etc/own.gpg", "/etc/apt/sources.list", "/etc/apt/apt.conf.d/90host"],
        ...["/usr/local/share/ca-certificates", "/etc/own.pem"],
        ...["/etc/resolv.conf", "/etc/hosts"],
      ],
    );
  });

  it("has Debian's own sources, and the settings of apt that say how they are reached", () => {
    const texts = planBroughtAlong(HOST).items.flatMap((item) => ("text" in item ? item.text : []));
    assert.deepEqual(texts, [
      "deb [signed-by=/etc/own.gpg] http://deb.example/debian bookworm main\n",
      `Acquire::http::Proxy "http://proxy:3128";
Acquire::https::CaInfo "/etc/own.pem";
Acquire::Check-Date "false";
`,
    ]);
  });

  it("has no Go and no settings where the host has none", () => {
    const { items } = planBroughtAlong({ ...WITHOUT_GO, aptSettings: "", npmSettings: {} });
    assert.ok(!items.some(({ to }) => /go$|90host|own\.pem/.test(to)));
  });

  it("is printed as a whole, without credentials", () => {
    const lines = describeBroughtAlong(planBroughtAlong(HOST), "commit 1234567");
    assert.deepEqual(lines.slice(0, 4), [
      "checkout, commit 1234567",
      "Node.js 22.1.0, /opt/node/bin/node as /usr/local/bin/node",
      "npm 11.0.0, /opt/node/lib/node_modules/npm as /usr/local/lib/node_modules/npm",
      "Go 1.26.1, /opt/go as /usr/local/go",
    ]);
    const at = lines.indexOf("environment:");
    assert.deepEqual(lines.slice(at + 1, -2), [
      "  CI=true",
      "  npm_config_cafile=/etc/own.pem",
      "  GOPROXY=https://…@go.example",
      "  npm_config_registry=https://npm.example/",
    ]);
  });

  it("fails when apt has no source of the host's own release", () => {
    assert.throws(
      () => planBroughtAlong({ ...HOST, codename: "trixie" }),
      /^Error: apt has no source of Debian packages for trixie; see \/etc\/apt$/,
    );
  });
});
