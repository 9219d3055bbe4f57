"""A whole round trip with the client that openapi-python-client makes."""
import sys

from notes_api_client import Client
from notes_api_client.api.notes import create_note, delete_note, get_note, list_notes, patch_note, replace_note
from notes_api_client.models import (
    CreatedNote, CurrentNote, ListNotesOrder, ListNotesView, Note, NotePatch, NotesPage, Problem, ProblemCode, WholeNote,
)
from notes_api_client.types import UNSET, Unset


def main(url: str) -> None:
    client = Client(base_url=url, raise_on_unexpected_status=True)
    user = "openapi-python-client"
    ids = []
    for content in "abc":
        created = create_note.sync(user, client=client, body=WholeNote(content=content), idempotency_key=content)
        assert isinstance(created, CreatedNote), created
        ids.append(created.note_id)

    note = get_note.sync(user, ids[0], client=client)
    assert isinstance(note, Note) and note.content == "a", note

    listed: list[str] = []
    cursor: str | Unset = UNSET
    while True:
        page = list_notes.sync(
            user, client=client, limit=2, order=ListNotesOrder.ASC, view=ListNotesView.SUMMARY, cursor=cursor
        )
        assert isinstance(page, NotesPage), page
        listed += [entry.id for entry in page.notes]
        cursor = page.next_cursor
        if isinstance(cursor, Unset):
            break
    assert listed == ids, listed

    replaced = replace_note.sync(user, ids[0], client=client, body=WholeNote(content="new", title="Errands"), if_match=note.etag)
    assert isinstance(replaced, Note) and replaced.title == "Errands", replaced
    patched = patch_note.sync(user, ids[0], client=client, body=NotePatch(title=None))
    assert isinstance(patched, Note) and isinstance(patched.title, Unset), patched

    answer = replace_note.sync_detailed(user, ids[0], client=client, body=WholeNote(content="late"), if_match=note.etag)
    problem = answer.parsed
    assert answer.status_code == 412 and isinstance(problem, Problem), answer
    assert problem.code is ProblemCode.PRECONDITION_FAILED, problem
    assert problem.detail == "A precondition of the request is not met.", problem
    assert isinstance(problem.current, CurrentNote) and problem.current.content == "new", problem

    invalid = list_notes.sync(user, client=client, limit=0)
    assert isinstance(invalid, Problem) and not isinstance(invalid.errors, Unset), invalid
    assert invalid.errors[0].parameter == "limit", invalid

    deleted = delete_note.sync_detailed(user, ids[0], client=client, if_match=patched.etag)
    assert deleted.status_code == 204, deleted
    missing = get_note.sync(user, ids[0], client=client)
    assert isinstance(missing, Problem) and missing.code is ProblemCode.NOTE_NOT_FOUND, missing


main(sys.argv[1])
print("openapi-python-client: a whole round trip")
