"""How this course is graded: the engine's policies (firstquery/grading/policies.py), and what is otherwise here."""

from pathlib import Path

from firstquery.grading.policies import set_policies

c = get_config()  # noqa: F821 (given by nbgrader when it reads this file)
set_policies(c, Path(__file__).resolve().parent)

c.CourseDirectory.course_id = "first-query"
# A cohort on one gradebook server names it here: "postgresql+psycopg://user@host/gradebook"
# c.CourseDirectory.db_url = "sqlite:///gradebook.db"

# Where learners hand in through a folder that all of them reach (docs/before-the-first-session.md, "How learners hand
# in"), it is named here, on the facilitator's machine alone.
# c.Exchange.root = "/srv/exchange"
