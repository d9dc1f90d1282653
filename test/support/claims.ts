/** Headers with which a client pretends to be another client, or one behind a proxy. */
export const CLAIMS: Readonly<Record<string, string>> = {
  "X-Forwarded-For": "192.0.2.1",
  X_Forwarded_For: "192.0.2.2",
  "X-Forwarded_For": "192.0.2.3",
  Forwarded: "for=192.0.2.4",
  "X-Real-IP": "192.0.2.5",
  "True-Client-IP": "192.0.2.6",
  "X-Forwarded-Host": "claimed.example.com",
  "X-Forwarded-Port": "4443",
  "X-Forwarded-Proto": "https",
};

/** Headers that a backend may receive, including a client's claims. */
export const truthFor = (client: string, port: number): Readonly<Record<string, string>> => ({
  "x-forwarded-for": client,
  "x-forwarded-port": `${port}`,
  "x-forwarded-proto": "http",
});

/** The headers of a backend's request that a client could have claimed. */
export function claimed(headers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = Object.keys(CLAIMS).map((name) => name.toLowerCase());
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => names.includes(name.toLowerCase())),
  );
}
