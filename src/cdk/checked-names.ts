import { editDistance } from './edit-distance';

/** The names of the members of an interface. The compiler keeps them complete. */
export type Names<Interface> = Readonly<Record<keyof Interface, unknown>>;

/**
 * Refuses a member whose name resembles a known one, for callers in plain JavaScript. Any other unknown member is ignored, because
 * subclasses pass on their own props.
 *
 * @param prefix the name of the object and a dot; empty for the props themselves
 */
export function checkNames<Interface>(prefix: string, members: object, names: Names<Interface>): void {
  const known = Object.keys(names);
  for (const [name, value] of Object.entries(members)) {
    const meant = value !== undefined && !known.includes(name) && known.find((other) => isNearly(name, other));
    if (meant) {
      throw new Error(`"${prefix}${name}" is unknown: use "${prefix}${meant}", or a less similar name for a value of your own`);
    }
  }
}

/** In a short name, two edits make another word. */
function isNearly(name: string, known: string): boolean {
  const most = known.length > 5 ? 2 : known.length > 3 ? 1 : 0;
  return editDistance(name.toLowerCase(), known.toLowerCase()) <= most;
}
