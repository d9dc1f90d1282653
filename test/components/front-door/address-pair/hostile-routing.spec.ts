import assert from "node:assert/strict";
import fc from "fast-check";
import { renderRoutingConfig } from "../../../../components/front-door/address-pair/routing-config";
import type { RoutingSettings } from "../../../../components/front-door/address-pair/routing-settings";
import { validateRouting } from "../../../../components/front-door/address-pair/validate-routing";
import { renderHaproxyConfig } from "../../../../components/front-door/proxy/haproxy-config";
import {
  type HaproxySettings,
  validateHaproxySettings,
} from "../../../../components/front-door/proxy/haproxy-settings";
import { directivesOf, syntaxOf } from "../../../support/haproxy-words";
import { hostile } from "../../../support/hostile";
import { figure } from "../../../support/lab-figures";

/** Settings of free text, each with a value that occurs nowhere else in the rendered file. */
const PLAIN = {
  name: "orders",
  host: "plain-backend.example.com",
  healthPath: "/plain-health",
  ruleHost: "plain-rule.example.com",
  path: "/plain-path",
  header: "X-Plain-Header",
  value: "plain-value",
} as const;

type Texts = { readonly [Setting in keyof typeof PLAIN]: string };

const routing = ({ name, host, healthPath, ruleHost, path, header, value }: Texts) =>
  ({
    ports: [80],
    backends: { [name]: { host, port: 80, healthPath } },
    rules: [{ host: ruleHost, path, header: { name: header, value }, to: name }],
  }) satisfies RoutingSettings<string>;

const proxy = ({ host, healthPath }: Texts) =>
  ({
    mode: "http",
    ports: [80],
    backend: { host, port: 80, healthPath },
  }) satisfies HaproxySettings<string>;

interface Renderer {
  readonly render: (texts: Texts) => string;
  readonly accepts: (texts: Texts) => boolean;
  readonly settings: readonly (keyof Texts)[];
}

const RENDERERS: Readonly<Record<string, Renderer>> = {
  "the routing of a pair": {
    render: (texts) => renderRoutingConfig(routing(texts)),
    accepts: (texts) => validateRouting(routing(texts), "entry").length === 0,
    settings: Object.keys(PLAIN) as (keyof Texts)[],
  },
  "a proxy": {
    render: (texts) => renderHaproxyConfig(proxy(texts)),
    accepts: (texts) => validateHaproxySettings(proxy(texts)).length === 0,
    settings: ["host", "healthPath"],
  },
};

/** Special texts that are allowed, and what is accepted of any others. */
const ODD: Readonly<Partial<Record<keyof Texts, readonly string[]>>> = {
  value: [
    "-i",
    "-f",
    "--",
    "-m reg .*",
    "{",
    "}",
    "{ }",
    "a # b",
    "  ",
    '"',
    "$HOME",
    "${HOME}",
    "%[src]",
    "or",
    "||",
  ],
  path: ["/-", "/~", "/?a=b&c"],
  host: ["xn--e1afmkfd.example.com", "1-2.example.com", "a.b"],
  ruleHost: ["xn--e1afmkfd.example.com", "1-2.example.com", "a.b"],
  header: ["-", "-i"],
};

const TRIED = 800;

/** Values for a setting that validation accepts. */
function accepted({ accepts }: Renderer, setting: keyof Texts, count: number): string[] {
  const tried = fc.sample(hostile(PLAIN[setting]), { numRuns: count, seed: 20261130 });
  const all = [...(ODD[setting] ?? []), ...tried];
  return [...new Set(all)].filter((value) => accepts({ ...PLAIN, [setting]: value }));
}

/** A plain value that is written in the same form. */
function plainFor(setting: keyof Texts, value: string): string {
  if (setting === "path" && value.endsWith("/")) return `${PLAIN.path}/`;
  if (setting !== "value") return PLAIN[setting];
  return (value.startsWith("-") ? "-" : "") + PLAIN.value;
}

/** What is wrong with the file that HAProxy gets for a value. */
function faults({ render }: Renderer, setting: keyof Texts, value: string): string[] {
  const plain = plainFor(setting, value);
  const wanted = directivesOf(render({ ...PLAIN, [setting]: plain }));
  const found = directivesOf(render({ ...PLAIN, [setting]: value }));
  if (found.length !== wanted.length) return [`${found.length} directives, not ${wanted.length}`];
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  return found.flatMap((words, line) => {
    const values = wanted[line]!.map((word) => word.replaceAll(plain, () => value));
    if (!same(words, values)) return [`${JSON.stringify(words)}, not ${JSON.stringify(values)}`];
    const read = syntaxOf(words);
    return same(read, syntaxOf(wanted[line]!))
      ? []
      : [`HAProxy reads ${read.join(" ")} in ${words.join(" ")}`];
  });
}

describe("haproxy.cfg with hostile settings", () => {
  for (const [what, renderer] of Object.entries(RENDERERS)) {
    for (const setting of renderer.settings) {
      it(`has the same directives for ${what}, and each ${setting} as it is`, () => {
        const values = accepted(renderer, setting, TRIED);
        const wrong = values.flatMap((value) =>
          faults(renderer, setting, value).map((fault) => `${JSON.stringify(value)}: ${fault}`),
        );
        figure(`Hostile settings, ${what}`, `${setting}: ${values.length} of ${TRIED} accepted`);
        assert.deepEqual(wrong.slice(0, 5), []);
        assert.ok(values.length > 0);
      });
    }
  }

  for (const [what, renderer] of Object.entries(RENDERERS)) {
    it(`is refused for ${what} with a host that only the update knows and that is no name`, () => {
      const hosts = fc.sample(hostile(PLAIN.host), { numRuns: TRIED, seed: 20261130 });
      const rendered = hosts.filter((host) => {
        try {
          return renderer.render({ ...PLAIN, host });
        } catch (error) {
          assert.match(String(error), /^Error: backend\.host: must be a DNS name \(got "/);
          return false;
        }
      });
      assert.deepEqual(
        rendered.flatMap((host) => faults(renderer, "host", host)),
        [],
      );
      assert.ok(rendered.length < TRIED / 2);
    });
  }

  it("is judged by what HAProxy reads: without a check, values become directives", () => {
    for (const value of ["a\n    bind :1", "a' } { always_true", "}"]) {
      let found: string[];
      try {
        found = faults(RENDERERS["the routing of a pair"]!, "value", value);
      } catch (error) {
        found = [String(error)];
      }
      assert.ok(found.length > 0, value);
    }
  });
});
