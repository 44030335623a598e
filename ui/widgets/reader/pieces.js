// Cutting a line at every boundary of its marks.

/**
 * Split a line's text into pieces {text, keys, number}.
 *
 * `body` is where the text begins after the unit's number, `marks` are [start, end, key] in UTF-16 units;
 * ends outside the line are brought into it, empty marks are dropped. The pieces joined give the text again.
 */
export function pieces(text, body, marks) {
  const inside = marks
    .map(([start, end, key]) => [Math.max(0, start), Math.min(text.length, end), key])
    .filter(([start, end]) => start < end);
  const cuts = new Set([0, text.length, Math.min(body, text.length)]);
  for (const [start, end] of inside) cuts.add(start).add(end);
  const places = [...cuts].sort((a, b) => a - b);
  const found = [];
  for (let at = 0; at + 1 < places.length; at += 1) {
    const [start, end] = [places[at], places[at + 1]];
    const keys = inside.filter((mark) => mark[0] <= start && mark[1] >= end).map((mark) => mark[2]);
    found.push({ text: text.slice(start, end), keys: [...new Set(keys)], number: end <= body });
  }
  return found;
}
