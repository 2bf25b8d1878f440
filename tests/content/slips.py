"""Slips that `firstquery lint` finds in a copy of week 3: at least one for each of its rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from firstquery.authoring.lint import exercises, figures, form, prose, queries, questions, structure, vocabulary
from firstquery.authoring.lint.unit import Remark

STEM = "week-03-group-and-compare"
LESSON, PRACTICE = f"notebooks/{STEM}.ipynb", f"source/{STEM}/{STEM}.ipynb"
RELEASE, KEY = f"release/{STEM}/{STEM}.ipynb", f"release/{STEM}/key.json"
SOLUTIONS, FACILITATOR, ANSWERS = (f"source/{STEM}/{name}" for name in ("solutions.md", "facilitator.md", "answers.py"))
GUESS, NUMBER = "## Predict first", "Say a number"
DRAWN = '"outputs": [{"data": {"image/png": "aGk="}, "metadata": {}, "output_type": "display_data"},'
Rule = Callable[..., Iterator[Remark]]

#: By rule: the file, what stands there, what is written in its place, and what is said of it.
SLIPS: dict[Rule, list[tuple[str, str, str, str]]] = {
    form.check_tidy: [
        (LESSON, '"nbformat": 4', '"nbformat":  4', "not in its tidy form. Run: firstquery tidy"),
        (LESSON, '"cell_type": "markdown"', '"cell_type": "poem"', "It is no notebook in order"),
    ],
    form.check_empty_cells: [
        (PRACTICE, '"## Done"', '" "', "The cell is empty"),
    ],
    form.check_headings: [
        (LESSON, GUESS, f"##{GUESS}", "(level 4) stands below “From memory"),
        (LESSON, GUESS, "# Predict first", "It has 2 headings of level 1"),
    ],
    form.check_release: [
        (RELEASE, "%%sql team_load", "%%sql team_load\\nGROUP BY team", "'GROUP BY team' of the solution"),
        (RELEASE, "## Done", "## BEGIN SOLUTION", "A mark of a solution is still there"),
        (
            PRACTICE,
            "## Done",
            "## Finished",
            "This cell of the practice is another one in the release. Run: firstquery",
        ),
        (ANSWERS, "Canadian dollars are in the part and in the whole", "Two currencies", "The message of 'two curren"),
        (RELEASE, '"outputs": []', f"{DRAWN[:-1]}]", "A release has no outputs"),
    ],
    form.check_generated_pages: [
        (ANSWERS, "Which condition keeps 2025?", "Which one?", "not those of answers.py. Run: firstquery"),
    ],
    form.check_links: [
        (LESSON, "(start-here.ipynb)", "(there.ipynb)", "[start here](there.ipynb) leads nowhere"),
        (LESSON, "(start-here.ipynb)", "(../..)", "leaves the course"),
        (LESSON, GUESS, f"![ ](drawings/gone.svg)\\n{GUESS}", "The picture drawings/gone.svg is not there"),
    ],
    form.check_alt_text: [
        (LESSON, GUESS, f"![ ](a.png)\\n{GUESS}", "The picture a.png has no alt text"),
        (LESSON, GUESS, f"![A few bars](a.png)\\n{GUESS}", "The alt text of the picture a.png has 3 words"),
        (LESSON, GUESS, "<img src=a.png>", "The picture <img src=a.png> has no alt text"),
        (LESSON, '"outputs": [', DRAWN, "The picture that it draws has no words"),
    ],
    form.check_drawings: [
        (
            LESSON,
            "(drawings/week-03-heaps.svg)",
            "(drawings/week-04-strands.svg)",
            "No page of week 3 shows this drawing",
        ),
    ],
    queries.check_tables: [
        (LESSON, "FROM invoiced\\n", "FROM invoicing\\n", "invoicing is no table. There are: accounts, "),
        (LESSON, "FROM invoiced\\n", "FROM (\\n", "The query can't be read"),
    ],
    prose.check_language: [
        (LESSON, NUMBER, f"Simply {NUMBER}", "“simply” belittles"),
        (SOLUTIONS, "five groups", "five groups, of course", "“of course” belittles"),
    ],
    prose.check_sentence_length: [
        (LESSON, " a", " very" * 20 + " a", "Half of its sentences have"),
    ],
    figures.check_figures: [
        (LESSON, "is 451.69 dollars", "is 461.69 dollars", "'461.69' has no query. Add it to the facts"),
        (LESSON, "SELECT AVG(amount)", "SELECT 1 + AVG(amount)", "says '451.69', and its query gives"),
        (SOLUTIONS, "with 1,474", "with most", "'1,474' is among the facts and not in the text"),
    ],
    structure.check_metadata: [
        (PRACTICE, '"competency": "query"', '"competency": "judge"', "'judge', and the lesson 'query'"),
        (LESSON, '"competency": "query"', '"competency": "cook"', "Write one of query, automate, judge, trade"),
        (LESSON, '"artefact"', '"trophy"', "has firstquery.artefact: None. Write it as text"),
        (LESSON, '"part": "lesson"', '"part": "whole"', "has firstquery.part: 'whole'. Write 'lesson'"),
        (LESSON, '"week": 3', '"week": 4', "has firstquery.week: 4. Write 3, as in its stem"),
        (LESSON, '"minutes": 60', '"minutes": 90', "Write a whole number from 1 to 60"),
        (LESSON, '"needs": [\n    1', '"needs": [\n    5', "[5, 2]. Write the numbers of earlier"),
        (LESSON, '"artefact": "A ranked', '"artefact": 7, "a": "', "has firstquery.artefact: 7. Write it"),
    ],
    structure.check_parts: [
        (LESSON, GUESS, "## Guess", "No heading “Predict first” stands after “After this hour"),
    ],
    structure.check_banner: [
        (PRACTICE, "carries our revenue?**", "pays most?**", "does not ask the week's question: > **W"),
    ],
    structure.check_stop: [
        (PRACTICE, "> **Stop here", "> **Halt here", "Nothing says where to stop"),
        (LESSON, GUESS, f"> **Stop here.**\\n{GUESS}", "Keep one"),
    ],
    structure.check_first_and_last_cell: [
        (LESSON, "from firstquery import *", "import pandas", "is not these two lines"),
        (PRACTICE, '"finish()"', '"done()"', "The last cell is not finish()"),
    ],
    exercises.check_numbers: [
        (PRACTICE, "## Exercise 6 ·", "## Exercise 7 ·", "Its exercises are 1, 2, 3, 4, 5, 7. Number"),
        (PRACTICE, "## Exercise ", "## Task ", "It has 0 exercises. 5 to 7 are an hour's"),
        (PRACTICE, '"grade_id": "w03-q1"', '"grade_id": "w03-q9"', "Its checks are w03-q9, w03-q2"),
        (KEY, '"w03-q6"', '"w03-q7"', "other exercises than the practice. Run: firstquery release 3"),
    ],
    exercises.check_answer_cells: [
        (PRACTICE, '"minutes": 7', '"minutes": 0', "w03-q1 says no minutes"),
        (PRACTICE, '"grade": true', '"grade": false', "w03-q1 has no check"),
        (PRACTICE, '(\\"w03-q1\\", team_load)', '(\\"w03-q1\\")', "A check is one line"),
        (PRACTICE, "w03-q1-answer", "w03-q1-reply", "not the answer cell w03-q1-answer"),
        (PRACTICE, '"points": 2', '"points": -1', "w03-q1 says no points"),
        (PRACTICE, '"points": 1', '"points": 0', "w03-q6 is optional, and its written answer earns points"),
    ],
    exercises.check_titles: [
        (ANSWERS, "| Who answers the tickets?", "| Who?", "“Who?” in answers.py. Use one title"),
    ],
    exercises.check_written_answer: [
        (PRACTICE, "How it is judged", "The judge", "No <details> “How it is judged” stands"),
        (PRACTICE, '"solution": true', '"solution": false', "It has no written answer"),
    ],
    exercises.check_questions: [
        (PRACTICE, "## Three questions", "## Questions", "no heading “Three questions …”"),
        (PRACTICE, "2. *Where do we", "And *where do we", "It leaves 2 questions in a numbered list"),
    ],
    exercises.check_hints: [
        (PRACTICE, "<summary>Hint 2<", "<summary>Hint 3<", "Its hints are 1, 3"),
        (PRACTICE, "know of each?", "know of each.", "The first hint asks no question"),
    ],
    exercises.check_released_hints: [
        (RELEASE, "<summary>Hint 2<", "<summary>The way<", "The release has 1 hint"),
        (RELEASE, "What are the groups", "What <b>are</b> the groups", "A tag stands in its first hint"),
        (RELEASE, "What are the groups", "What **are the groups", "Hint 1 shows marks of Markdown"),
        (
            ANSWERS,
            "Which condition keeps 2025?",
            "Which condition keeps 2025? | hint 4",
            "names hint 4, and the release has 3 hints",
        ),
    ],
    structure.check_hour: [
        (LESSON, NUMBER, f"{NUMBER} {'more ' * 400}", "of 60 minutes. Its longest parts: lesson "),
    ],
    vocabulary.check_words_of_the_hour: [
        (LESSON, "- **view**: a", "- **view** a", "A word is listed as “- **term**: what"),
        (LESSON, "- **view**", "- **vista**", "“vista” is defined and never used this week"),
        (LESSON, '"- **', '"1. **', "No word is listed"),
    ],
    vocabulary.check_terms: [
        (LESSON, "- **view**", "- **query**", "“query” is defined in week 1 already"),
        (LESSON, NUMBER, f"Think of leakage. {NUMBER}", "“leakage” is used here, and week 16 explains it"),
    ],
    vocabulary.check_vocabulary: [
        (PRACTICE, "ORDER BY tickets DESC", "ORDER BY RANDOM", "needs RANDOM, which no lesson"),
    ],
    exercises.check_sections: [
        (SOLUTIONS, "## w03-q6 ·", "### w03-q6 ·", "Its section 6 is not there. Write: ## w03-q6 · "),
        (SOLUTIONS, "## w03-q2 ·", "## w03-q2 · The", "Its section 2 is w03-q2 · The Revenue"),
    ],
    exercises.check_parts: [
        (SOLUTIONS, "### How one comes to it", "### First", "Its first heading is “First”"),
        (SOLUTIONS, "### A likely mistake", "### A slip", "Its last heading is “A slip”"),
        (SOLUTIONS, "### Another way", "### More", "It has no heading “Another way …”"),
        (SOLUTIONS, "### How to judge yours", "### Judging", "It has no heading “How to judge yours …”"),
        (SOLUTIONS, "```sql right", "```sql", "of its blocks are right, and 2 are wanted"),
        (SOLUTIONS, "```sql right", "```sql good", "A block is sql good"),
        (SOLUTIONS, "```sql right\n", "```sql right side\n", "A learner would see marks that are for"),
    ],
    questions.check_asked: [
        (LESSON, "- **C. Right.**", "- **C.**", "w03-r1 has 0 right options. Mark one, in its answer"),
        (LESSON, "- **A.** A row", "- **A. Right.** A row", "w03-r1 has 2 right options"),
        (LESSON, "- **B.** `HAVING`", "- `HAVING`", "speak of A, C. Say of each option why"),
        (LESSON, "- **A.** A row", "- **A.**\\n\\nA row", "give no reason for A"),
        (LESSON, "- **C.** Invoices", "- **C. Right.** Invoices", "w03-r1 gives its answer away"),
        (LESSON, "- **C.** Invoices", "- **D.** Invoices", "w03-r1 has the options A, B, D"),
        (LESSON, "- **A.** Plumbing", f"- **A.** {'Plumbing ' * 80}", "words with its options (at most 80)"),
        (LESSON, "- **A.** A row", f"- **A.** {'A row ' * 20}", "The reason for A of w03-r1 has"),
        (LESSON, '"%%ask w03-r1\\n"', '"%%ask w04-r1\\n"', "w04-r1 is no name of a question of this week"),
        (LESSON, '"?"\n', '"B"\n', "Below %%ask stands a question mark alone"),
        (LESSON, "%%sql by_region", "%%ask w03-r1", "There are two questions w03-r1"),
        (LESSON, "%%sql by_region", "%%ask w03-r2", "Right above it stands no text with options"),
        (PRACTICE, "%%sql team_load", "%%ask w03-r3", "A question (%%ask) stands in a lesson"),
    ],
}
