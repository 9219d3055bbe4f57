/** DynamoDB gave no response that counts: the request may or may not have been carried out. */
export class Unavailable extends Error {}
