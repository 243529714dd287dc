// newshound-instantsearch.js: a search client for InstantSearch (instantsearch.js, React InstantSearch, Vue InstantSearch) that
// asks a Newshound daemon. An ES module without dependencies; the daemon serves it at /newshound-instantsearch.js.
//
//   import { newshoundClient } from 'https://news.example/newshound-instantsearch.js';
//   instantsearch({ indexName: 'articles', searchClient: newshoundClient() });
//
// The index name says the order: articles (best), articles_relevance, articles_newest, articles_oldest.

/** What a failed search is rejected with; InstantSearch hands it to its `error` event. `status` is 0 if nothing answered. */
export class NewshoundError extends Error {
  constructor(message, status) {
    super(message);
    this.name = 'NewshoundError';
    this.status = status;
  }
}

/**
 * @param {object} [options]
 * @param {string} [options.url] where the daemon's routes begin; by default where this module was read from
 * @param {typeof fetch} [options.fetch] what sends the requests
 * @param {Record<string, string>} [options.headers] sent with each request
 * @returns {{search: Function, searchForFacetValues: Function}}
 */
export function newshoundClient(options = {}) {
  const base = options.url ?? new URL('.', import.meta.url).href;
  const endpoint = new URL('1/indexes/*/queries', base.endsWith('/') ? base : `${base}/`).href;
  const send = options.fetch ?? ((...request) => globalThis.fetch(...request));

  async function ask(requests) {
    let response;
    let text;
    try {
      response = await send(endpoint, {
        method: 'POST',
        headers: { 'Content-Type': 'text/plain', ...options.headers }, // a type that browsers send elsewhere without asking first
        body: JSON.stringify({ requests }),
      });
      text = await response.text();
    } catch (error) {
      throw new NewshoundError(`The search server can't be reached: ${error.cause?.message ?? error.message}`, 0);
    }
    let answer;
    try {
      answer = JSON.parse(text);
    } catch {
      throw new NewshoundError(`The search server answered ${response.status}, and not in JSON`, response.status);
    }
    if (!response.ok) {
      throw new NewshoundError(answer.message ?? answer.detail ?? `The search server answered ${response.status}`, response.status);
    }
    return answer;
  }

  return {
    /** The results of the requests, in their order: `{results: [...]}`. */
    search(requests) {
      return ask(requests);
    },

    /** Values of facets that begin with what was typed, a list for each request. */
    async searchForFacetValues(requests) {
      const { results } = await ask(
        requests.map(({ indexName, params: { facetName, ...params } }) => ({
          type: 'facet',
          facet: facetName,
          indexName,
          params,
        }))
      );
      return results;
    },
  };
}

export default newshoundClient;
