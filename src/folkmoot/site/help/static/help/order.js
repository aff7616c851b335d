// In which order documents are bound.

/** In order of time, undated last, each file once: {...document, number} or {...document, same: number}. */
export function inOrder(documents) {
  const key = (each) => each.day || "9999-12-31";
  const before = (one, other) => {
    if (key(one) !== key(other)) return key(one) < key(other) ? -1 : 1;
    return one.added - other.added;
  };
  const seen = new Map();
  return [...documents].sort(before).map((each) => {
    if (seen.has(each.digest)) return { ...each, same: seen.get(each.digest) };
    seen.set(each.digest, seen.size + 1);
    return { ...each, number: seen.size };
  });
}
