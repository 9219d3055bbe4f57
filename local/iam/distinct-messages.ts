/** Passes each distinct message on, once. */
export function distinctMessages<Words extends string[]>(tell: (...words: Words) => void): (...words: Words) => void {
  const told = new Set<string>();
  return (...words) => {
    const key = JSON.stringify(words);
    if (!told.has(key)) {
      tell(...words);
    }
    told.add(key);
  };
}
