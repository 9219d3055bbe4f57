/** DynamoDB gave no answer that can be believed: a request may or may not have been carried out. */
export class Unavailable extends Error {}
