"""A page's policy at work: what came in unnoticed does not run, and the tests of the pages would hear of it."""

from content_policy import with_policy

PAGE = "<!DOCTYPE html><html><head><meta charset='utf-8'></head><body><script>document.title = 'known'</script></body></html>"


def test_a_stranger_among_the_scripts_is_refused_and_reported(page, tmp_path):
    file = tmp_path / "page.html"
    stranger = "<script>document.title = 'stranger'</script><p onclick='document.title = 1'>a handler</p></body>"
    file.write_text(with_policy(PAGE).replace("</body>", stranger), "utf-8")
    page.goto(file.as_uri())
    page.get_by_text("a handler").click()
    assert page.title() == "known"
    assert sum("Content Security Policy" in problem for problem in page.problems) == 2
    page.problems.clear()
