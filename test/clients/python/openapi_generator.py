"""A whole round trip with the client that openapi-generator makes for Python."""
import sys

from openapi_client import ApiClient, ApiException, Configuration, NotePatch, NotesApi, Problem, ProblemCode, WholeNote


def main(url: str) -> None:
    notes = NotesApi(ApiClient(Configuration(host=url)))
    user = "openapi-generator"
    ids = [notes.create_note(user, WholeNote(content=content), idempotency_key=content).note_id for content in "abc"]

    note = notes.get_note(user, ids[0])
    assert note.content == "a", note

    listed: list[str] = []
    cursor: str | None = None
    while True:
        page = notes.list_notes(user, limit=2, order="asc", view="summary", cursor=cursor)
        listed += [entry.actual_instance.id for entry in page.notes if entry.actual_instance]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert listed == ids, listed

    replaced = notes.replace_note(user, ids[0], WholeNote(content="new", title="Errands"), if_match=note.etag)
    assert replaced.title == "Errands", replaced
    patched = notes.patch_note(user, ids[0], NotePatch(title=None))
    assert patched.title is None, patched

    try:
        notes.replace_note(user, ids[0], WholeNote(content="late"), if_match=note.etag)
        raise AssertionError("a stale entity tag is accepted")
    except ApiException as error:
        problem = problem_of(error)
        assert error.status == 412, error
        assert problem.code == ProblemCode.PRECONDITION_FAILED, problem
        assert problem.detail == "A precondition of the request is not met.", problem
        assert problem.current and problem.current.content == "new", problem

    try:
        notes.create_note("", WholeNote(content=""))
        raise AssertionError("an empty user id is accepted")
    except ValueError:
        pass  # The client itself knows the limits.

    notes.delete_note(user, ids[0], if_match=patched.etag)
    try:
        notes.get_note(user, ids[0])
        raise AssertionError("a deleted note is there")
    except ApiException as error:
        assert problem_of(error).code == ProblemCode.NOTE_NOT_FOUND, error


def problem_of(error: ApiException) -> Problem:
    assert isinstance(error.data, Problem), error
    return error.data


main(sys.argv[1])
print("openapi-generator for Python: a whole round trip")
