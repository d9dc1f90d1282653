/**
 * Whether EventBridge accepts a name as a time zone. It accepts no offsets, which have no daylight saving time, and
 * is case-sensitive.
 */
export function isTimeZone(name: string): boolean {
  if (name !== "UTC" && !/^[A-Z][A-Za-z]+\/[A-Z][\w+-]*(\/[A-Z]\w*)?$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
