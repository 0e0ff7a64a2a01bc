from __future__ import annotations

from tests.cli.conftest import Project

NOTE = "# Call, 7 March 2030\n\n- TODO: Dana to mend the nets\n"


def test_a_link_that_leads_out_of_the_notes_is_left_out_and_told(project: Project) -> None:
    project.write("notes/2030-03-07.md", NOTE)
    secret = project.write("../secret.md", NOTE.replace("nets", "roof"))
    (project.folder / "notes" / "out.md").symlink_to(secret)
    for words in (["parse", "notes"], ["check", "notes"], ["ingest"]):
        answer = project.run(*words)
        assert answer.code == 0
        assert "notes/out.md: link this link leads out of the folder" in answer.out + answer.err, words
    assert set(project.items()) == {"mend the nets"}


def test_a_state_that_does_not_exist_is_answered_with_those_that_do(project: Project) -> None:
    answer = project.run("list", "--status", "foo")
    assert answer.code == 2
    assert "Value error" not in answer.err
    assert "'foo' is not one of 'open', 'in_progress', 'review', 'done', 'dropped'" in answer.err
