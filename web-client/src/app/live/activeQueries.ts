import { makeOperation, type Client, type Exchange, type Operation } from 'urql';
import { pipe, tap } from 'wonka';

/** The queries that something on the screen shows now. */
export class ActiveQueries {
  private readonly shown = new Map<number, Operation>();

  /** Stands before the cache, so that it sees every query and its end. */
  readonly exchange: Exchange =
    ({ forward }) =>
    (operations) =>
      forward(
        pipe(
          operations,
          tap((operation) => {
            if (operation.kind === 'query') this.shown.set(operation.key, operation);
            if (operation.kind === 'teardown') this.shown.delete(operation.key);
          }),
        ),
      );

  /** Asks the server for all of them again; what is shown stays until the answers come. */
  refresh(client: Client): void {
    // Asking again adds nothing to the map: the keys stay.
    for (const operation of this.shown.values()) {
      const { context } = operation;
      client.reexecuteOperation(makeOperation('query', operation, { ...context, requestPolicy: 'network-only' }));
    }
  }
}
