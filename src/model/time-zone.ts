/** True for a valid time zone: an IANA name, such as Europe/Berlin, or an offset, such as +01:00. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
