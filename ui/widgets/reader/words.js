// The interface's words. A missing key shows itself instead of failing.

/** Return say(key, parameters): the text of `reader-<key>` with {parameters} filled in. */
export function speaker(words) {
  return (key, parameters = {}) => fill(words[`reader-${key}`] ?? key, parameters);
}

function fill(text, parameters) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in parameters ? String(parameters[name]) : whole));
}

/** A text given in both languages, in the wanted one; the other where it is missing. */
export function inLanguage(pair, lang) {
  if (!pair) return "";
  return pair[lang] || pair[otherLanguage(lang)] || "";
}

export const otherLanguage = (lang) => (lang === "ru" ? "ky" : "ru");

/** A day and time for people: 22.11.2026 14:05, in the reader's own time zone. */
export function moment(iso) {
  const date = new Date(iso);
  if (!iso || Number.isNaN(date.getTime())) return iso || "";
  const two = (number) => String(number).padStart(2, "0");
  const day = `${two(date.getDate())}.${two(date.getMonth() + 1)}.${date.getFullYear()}`;
  return String(iso).length > 10 ? `${day} ${two(date.getHours())}:${two(date.getMinutes())}` : day;
}

/** A calendar day as it was written, without any time zone. */
export function day(iso) {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso || "");
  return parts ? `${parts[3]}.${parts[2]}.${parts[1]}` : iso || "";
}
