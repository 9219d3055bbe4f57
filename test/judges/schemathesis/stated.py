"""Why the API may refuse a request that its OpenAPI document admits; everything else is a fault of one of them."""
from urllib.parse import quote

import schemathesis
from schemathesis.core.failures import Failure

STATED = {
    # True answers: they depend on what is stored.
    "note-not-found": "the id is made up",
    "precondition-failed": "the entity tag is made up, or the note is there already",
    "idempotency-key-reused": "the key is made up, and the same for another request",
    "precondition-required": "a PUT needs one of two headers, which OpenAPI cannot say",
    "forbidden": "the user id is made up, and belongs to somebody else",
    "throttled": "the stage has a limit",
    # What JSON Schema cannot say, and the descriptions do.
    "invalid-cursor": "the cursor is made up: only those that a page gave are valid",
    "no-known-member": "a patch of other members alone: anyOf with required would spoil the classes of generators",
    "invalid-parameter id": "an id that a client chooses has other characters than that of a note that is there",
    "invalid-field #/createdAt": "a date-time before 1970 or in the future",
}


# Request line and headers. Longer requests reach no API: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
API_GATEWAY_BYTES = 10_240


@schemathesis.hook
def filter_case(ctx, case):
    data = case.meta.phase.data if case.meta else None
    if case.method == "PUT" and "createdAt" in (getattr(data, "description", None) or ""):
        return False  # A PUT does not read it when the note is there, so it takes back whatever it is given.
    sent = [*(case.path_parameters or {}).values(), *(case.query or {}).values(), *(case.headers or {}).values()]
    return sum(len(quote(str(value))) for value in sent) < API_GATEWAY_BYTES - 1_000


def reasons(problem):
    """The code of a problem, with the name of each invalid value."""
    errors = problem.get("errors")
    return [f"{problem['code']} {error.get('pointer', error.get('parameter'))}" for error in errors] if errors else [problem["code"]]


@schemathesis.check
def refuses_only_what_is_stated(ctx, response, case):
    if case.meta is None or not case.meta.generation.mode.is_positive or response.status_code < 400:
        return
    if case.method == "HEAD":
        return  # It has no body, and is answered as GET is.
    unstated = [reason for reason in reasons(response.json()) if reason not in STATED]
    if unstated:
        raise Failure(operation=case.operation.label, message=f"The document admits it, the API refuses it: {', '.join(unstated)}")
