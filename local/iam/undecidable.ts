/** A part of a policy that cannot be evaluated; the message names it. */
export class Undecidable extends Error {}
