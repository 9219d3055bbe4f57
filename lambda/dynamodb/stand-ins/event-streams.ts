/** Stands in for event streams: no operation of DynamoDB has one. */
export class EventStreamSerde {
  constructor() {
    throw new Error('the functions have no event streams');
  }
}
export const eventStreamSerdeProvider = () => new EventStreamSerde();
