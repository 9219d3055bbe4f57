/** Calls the console's server; throws with its message. */
async function request(method, path, body) {
  const response = await fetch(path, {
    method,
    ...body !== undefined && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
  });
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(answer.message);
  }
  return answer;
}

export const get = (path) => request('GET', path);
export const post = (path, body) => request('POST', path, body);
export const remove = (path) => request('DELETE', path);
