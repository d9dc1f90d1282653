import assert from "node:assert/strict";
import { filesOf, parseSources, selectDebianSources, selectMirror } from "./apt-sources";

const STANZAS = `# Written by an installer
Types: deb deb-src
# http://snapshot.example/20250520
URIs: http://deb.example/debian
Suites: bookworm bookworm-updates
Components: main
 contrib
Signed-By: /usr/share/keyrings/debian.gpg

Types: deb
URIs: http://deb.example/debian-security
Suites: bookworm-security
Components: main
`;

const noList = (): string => assert.fail("reads no list of mirrors");

describe("sources of packages", () => {
  it("are read from stanzas, with what is on the lines after a field", () => {
    const [first, second, ...others] = parseSources("/etc/apt/debian.sources", STANZAS);
    assert.deepEqual(first, {
      file: "/etc/apt/debian.sources",
      text: STANZAS.split("\n\n")[0]!.replaceAll(/^#.*\n/gm, ""),
      uris: ["http://deb.example/debian"],
      suites: ["bookworm", "bookworm-updates"],
      components: ["main", "contrib"],
      keyring: "/usr/share/keyrings/debian.gpg",
    });
    assert.deepEqual(second?.suites, ["bookworm-security"]);
    assert.ok(!("keyring" in second));
    assert.deepEqual(others, []);
  });

  it("are read from lines, with their options", () => {
    const line =
      "deb [arch=amd64 signed-by=/etc/own.gpg] http://deb.example/debian bookworm main # own";
    assert.deepEqual(parseSources("/etc/apt/sources.list", `# deb http://old a main\n${line}\n`), [
      {
        file: "/etc/apt/sources.list",
        text: line,
        uris: ["http://deb.example/debian"],
        suites: ["bookworm"],
        components: ["main"],
        keyring: "/etc/own.gpg",
      },
    ]);
  });

  it("leave out source code, and what is not enabled", () => {
    const stanza = "Types: deb\nEnabled: no\nURIs: http://a\nSuites: bookworm\nComponents: main\n";
    assert.deepEqual(parseSources("a.sources", stanza), []);
    assert.deepEqual(parseSources("a.sources", "Types: deb-src\nURIs: http://a\n"), []);
    assert.deepEqual(parseSources("a.list", "deb-src http://a bookworm main"), []);
  });

  it("are Debian's own of the release, and of no other software", () => {
    const files = {
      "/etc/apt/sources.list": "deb http://own bookworm main\ndeb http://own trixie main",
      "/etc/apt/sources.list.d/debian.sources": STANZAS,
      "/etc/apt/sources.list.d/docker.list": "deb http://docker.example bookworm stable",
      "/etc/apt/sources.list.d/node.list": "deb http://node.example nodistro main",
      "/etc/apt/sources.list.d/pg.list": "deb http://pg.example bookworm-pgdg main",
    };
    assert.deepEqual(
      selectDebianSources(files, "bookworm").map(({ uris }) => uris[0]),
      ["http://own", "http://deb.example/debian", "http://deb.example/debian-security"],
    );
  });

  it("say where the release is, and which keyring signs it", () => {
    const sources = parseSources("a.sources", STANZAS);
    assert.deepEqual(selectMirror(sources, "bookworm", noList), {
      uri: "http://deb.example/debian",
      keyring: "/usr/share/keyrings/debian.gpg",
    });
    assert.deepEqual(selectMirror(sources, "bookworm-security", noList), {
      uri: "http://deb.example/debian-security",
    });
    assert.equal(selectMirror(sources, "trixie", noList), undefined);
  });

  it("leave a keyring to debootstrap's default where gpgv cannot read it", () => {
    const text = "deb [signed-by=/etc/own.asc] http://own bookworm main";
    assert.deepEqual(selectMirror(parseSources("a.list", text), "bookworm", noList), {
      uri: "http://own",
    });
  });

  it("are found in a list of mirrors, which is brought along with the keyring", () => {
    const text = "deb [signed-by=/etc/own.gpg] mirror+file:///etc/apt/mirrors.list bookworm main";
    const sources = parseSources("a.list", text);
    const readList = (path: string): string => {
      assert.equal(path, "/etc/apt/mirrors.list");
      return "# near\nhttps://near.example/debian priority:1\nhttps://far.example/debian\n";
    };
    assert.equal(selectMirror(sources, "bookworm", readList)?.uri, "https://near.example/debian");
    assert.equal(
      selectMirror(sources, "bookworm", () => ""),
      undefined,
    );
    assert.deepEqual(filesOf([...sources, ...sources]), ["/etc/apt/mirrors.list", "/etc/own.gpg"]);
  });
});
