/** What a policy asks cannot be answered here; the message says what. */
export class Undecidable extends Error {}
