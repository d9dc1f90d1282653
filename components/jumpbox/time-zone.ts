/**
 * Whether EventBridge knows a name as a time zone. It takes no offsets, which have no daylight saving, and no names
 * in another case.
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
