// Sends operations to the gateway. GraphiQL learns the operation's name 100 ms after an edit; until then it sends the
// previous one, which the gateway rightly refuses, so a name the query does not have is left out.
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { parse } from 'graphql';

function hasOperation(query, name) {
  try {
    return parse(query).definitions.some((definition) => definition.name?.value === name);
  } catch {
    return true; // the gateway says what is wrong with the syntax
  }
}

export function fetcherFor(url) {
  const send = createGraphiQLFetcher({ url });
  return ({ operationName, ...rest }, options) =>
    send(hasOperation(rest.query, operationName) ? { operationName, ...rest } : rest, options);
}
