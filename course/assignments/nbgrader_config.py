"""nbgrader's settings for the book's assignments. `make assignments` copies this file beside source/ and release/."""

c = get_config()  # noqa: F821  nbgrader provides it

c.CourseDirectory.course_id = "ndtc"
c.Execute.timeout = 120  # seconds a cell; the references need a few
