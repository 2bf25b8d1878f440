# Week 26 · Ship it or not: the answers that prove its checks. CONTRIBUTING.md explains the format.

# %% w26-q1 exercise: table extra decimals=0 | The trial by priority
# The insight: a total can say the opposite of each of its parts, when the parts were dealt out unequally.
# %% w26-q1 right: a join and two columns to group by
by_priority = sql(
    "SELECT t.priority, p.handled_by, COUNT(*) AS tickets, 100 * AVG(p.solved_first_time) AS solved "
    "FROM triage_pilot AS p JOIN tickets AS t ON t.ticket_id = p.ticket_id GROUP BY t.priority, p.handled_by"
)
# %% w26-q1 right: USING, sums, rounded, in an order, other names
by_priority = sql("""
SELECT handled_by AS who, priority, ROUND(SUM(solved_first_time) * 100.0 / COUNT(*)) AS percent_solved, COUNT(*) AS n
FROM tickets INNER JOIN triage_pilot USING (ticket_id)
GROUP BY 1, 2
ORDER BY CASE priority WHEN 'low' THEN 1 WHEN 'normal' THEN 2 ELSE 3 END, who
""")
# %% w26-q1 right: a case for each mark, counted first
by_priority = sql("""
WITH one_a_ticket AS (
    SELECT t.priority, p.handled_by, CASE WHEN p.solved_first_time = 1 THEN 100.0 ELSE 0 END AS solved
    FROM tickets AS t, triage_pilot AS p WHERE p.ticket_id = t.ticket_id
)
SELECT priority, handled_by, COUNT(solved) AS tickets, AVG(solved) AS solved FROM one_a_ticket GROUP BY priority, handled_by
""")
# %% w26-q1 right: in pandas
both = sql("SELECT priority, handled_by, solved_first_time FROM triage_pilot JOIN tickets USING (ticket_id)")
by_priority = both.groupby(["priority", "handled_by"])["solved_first_time"].agg(tickets="count", solved="mean").reset_index()
by_priority["solved"] = by_priority["solved"] * 100
# %% w26-q1 wrong: not divided by priority | These are the two rows of the lesson. Which column of tickets says how urgent a sender found it, and where does it belong?
by_priority = sql("SELECT handled_by, COUNT(*) AS tickets, 100 * AVG(solved_first_time) AS solved FROM triage_pilot GROUP BY handled_by")
# %% w26-q1 wrong: not divided by who sorted it | Three rows: the two who are compared stand in one. By which second column is it grouped?
by_priority = sql(
    "SELECT priority, COUNT(*) AS tickets, 100 * AVG(solved_first_time) AS solved FROM triage_pilot JOIN tickets USING (ticket_id) GROUP BY priority"
)
# %% w26-q1 wrong: by team | Divided by team. What did the sender choose that might have decided who got a ticket?
by_priority = sql(
    "SELECT team, handled_by, COUNT(*) AS tickets, 100 * AVG(solved_first_time) AS solved FROM triage_pilot JOIN tickets USING (ticket_id) GROUP BY 1, 2"
)
# %% w26-q1 wrong: a share of one | These shares are between 0 and 1. Which number says the same in per cent?
by_priority = sql(
    "SELECT priority, handled_by, COUNT(*) AS tickets, AVG(solved_first_time) AS solved FROM triage_pilot JOIN tickets USING (ticket_id) GROUP BY 1, 2"
)
# %% w26-q1 wrong: how many, not which share | That is how many were solved. Of how many? A share can be compared, a number of another size can't.
by_priority = sql(
    "SELECT priority, handled_by, COUNT(*) AS tickets, SUM(solved_first_time) AS solved FROM triage_pilot JOIN tickets USING (ticket_id) GROUP BY 1, 2"
)
# %% w26-q1 wrong: a hundred times how many | A share is never above 100. That is a hundred times how many were solved: of how many?
by_priority = sql(
    "SELECT priority, handled_by, COUNT(*) AS tickets, 100 * SUM(solved_first_time) AS solved FROM triage_pilot JOIN tickets USING (ticket_id) GROUP BY 1, 2"
)
# %% w26-q1 wrong: whole numbers, cut off | Your shares are whole numbers, and what stood behind the point was cut off, not rounded. Was a whole number divided by a whole number, or is there a CAST?
by_priority = sql(
    "SELECT priority, handled_by, COUNT(*) AS tickets, 100 * SUM(solved_first_time) / COUNT(*) AS solved FROM triage_pilot JOIN tickets USING (ticket_id) GROUP BY 1, 2"
)
# %% w26-q1 wrong: one ticket for all | Each share is 0 or 1: it is the mark of one ticket of the group. Which function makes one number of many?
by_priority = sql(
    "SELECT t.priority, p.handled_by, COUNT(*) AS tickets, p.solved_first_time AS solved FROM triage_pilot AS p "
    "JOIN tickets AS t ON t.ticket_id = p.ticket_id GROUP BY t.priority, p.handled_by"
)
# %% w26-q1 wrong: shares of all tickets | Each of these is a share of the whole trial, and together they are the total. Of which tickets should each row be a share?
by_priority = sql(
    "SELECT priority, handled_by, COUNT(*) AS tickets, 100.0 * SUM(solved_first_time) / (SELECT COUNT(*) FROM triage_pilot) AS solved "
    "FROM triage_pilot JOIN tickets USING (ticket_id) GROUP BY 1, 2"
)
# %% w26-q1 wrong: divided by the tickets of the assistant | Every row is divided by the same number of tickets. By the tickets of which row should it be divided?
by_priority = sql(
    "SELECT priority, handled_by, COUNT(*) AS tickets, "
    "100.0 * SUM(solved_first_time) / (SELECT COUNT(*) FROM triage_pilot WHERE handled_by = 'assistant') AS solved "
    "FROM triage_pilot JOIN tickets USING (ticket_id) GROUP BY 1, 2"
)
# %% w26-q1 wrong: divided by all of a priority | Divided by all the tickets of that priority, whoever had them. By the tickets of which row should it be divided?
by_priority = sql(
    "SELECT t.priority, p.handled_by, COUNT(*) AS tickets, 100.0 * SUM(p.solved_first_time) / "
    "(SELECT COUNT(*) FROM triage_pilot AS a JOIN tickets AS u ON u.ticket_id = a.ticket_id WHERE u.priority = t.priority) AS solved "
    "FROM triage_pilot AS p JOIN tickets AS t ON t.ticket_id = p.ticket_id GROUP BY t.priority, p.handled_by"
)
# %% w26-q1 wrong: the right suggestions alone | Only tickets whose suggestion was right are counted, and people had none to begin with. Does each ticket of the trial stand in a row?
by_priority = sql(
    "SELECT priority, handled_by, COUNT(*) AS tickets, 100 * AVG(solved_first_time) AS solved FROM triage_pilot JOIN tickets USING (ticket_id) "
    "WHERE suggested_team = team OR suggested_team IS NULL GROUP BY 1, 2"
)
# %% w26-q1 typed: typed in | Those are the six rows of the data that you have. In others they are different: let the query find them.

# %% w26-q2 exercise: value decimals=0 | The suggestions at high priority
# The insight: a condition that holds over all can fail where it matters, and a share of few says little.
# %% w26-q2 right: the mean of a comparison
right_when_urgent = sql(
    "SELECT 100 * AVG(p.suggested_team = t.team) FROM triage_pilot AS p JOIN tickets AS t ON t.ticket_id = p.ticket_id "
    "WHERE p.handled_by = 'assistant' AND t.priority = 'high'"
)
# %% w26-q2 right: counted, rounded, without the condition that NULL makes
right_when_urgent = sql(
    "SELECT ROUND(100.0 * COUNT(CASE WHEN suggested_team = team THEN 1 END) / COUNT(suggested_team), 1) AS share "
    "FROM tickets JOIN triage_pilot USING (ticket_id) WHERE priority = 'high'"
)
# %% w26-q2 right: two columns and Python
them = sql("SELECT suggested_team, team FROM triage_pilot NATURAL JOIN tickets WHERE handled_by <> 'people' AND priority = 'high'")
right_when_urgent = (them["suggested_team"] == them["team"]).mean() * 100
# %% w26-q2 wrong: of all priorities | Of all its tickets, that is so. And of those whose senders wait most?
right_when_urgent = sql("SELECT 100 * AVG(suggested_team = team) FROM triage_pilot JOIN tickets USING (ticket_id) WHERE handled_by = 'assistant'")
# %% w26-q2 wrong: people counted along | People's tickets have no suggestion, and yours count as wrong ones. Whose tickets is the share of?
right_when_urgent = sql(
    "SELECT 100.0 * SUM(suggested_team = team) / COUNT(*) FROM triage_pilot JOIN tickets USING (ticket_id) WHERE priority = 'high'"
)
# %% w26-q2 wrong: solved, not suggested | When was a suggestion right: when the ticket was solved, or when it named the team that dealt with it?
right_when_urgent = sql(
    "SELECT 100 * AVG(solved_first_time) FROM triage_pilot JOIN tickets USING (ticket_id) WHERE handled_by = 'assistant' AND priority = 'high'"
)
# %% w26-q2 wrong: its own confidence | Is that a share of right suggestions, and of tickets of high priority alone?
right_when_urgent = sql("SELECT 100 * AVG(confidence) FROM triage_pilot JOIN tickets USING (ticket_id) WHERE priority = 'high'")
# %% w26-q2 wrong: a share of one | That is a share between 0 and 1, and it may well be the right one. Which number says the same in per cent?
right_when_urgent = sql(
    "SELECT AVG(suggested_team = team) FROM triage_pilot JOIN tickets USING (ticket_id) WHERE handled_by = 'assistant' AND priority = 'high'"
)
# %% w26-q2 wrong: how many | That many were right. Of how many?
right_when_urgent = sql(
    "SELECT SUM(suggested_team = team) FROM triage_pilot JOIN tickets USING (ticket_id) WHERE handled_by = 'assistant' AND priority = 'high'"
)
# %% w26-q2 wrong: the wrong ones | That is the share of the wrong ones. Which is asked for?
right_when_urgent = sql(
    "SELECT 100 * AVG(suggested_team <> team) FROM triage_pilot JOIN tickets USING (ticket_id) WHERE handled_by = 'assistant' AND priority = 'high'"
)
# %% w26-q2 typed: typed in | That is the share in the data that you have. In others it is another: let the query find it.

# %% w26-q3 exercise: review pull=0201,0202,0203,0204,0205,0206,0207,0208 | The last review
# The insight: ordered by harm, a quarter of an hour is enough for the worst of three hundred lines, and running beats reading.
# %% w26-q3 right: terse, with families
last_review = review(
    "0203",
    "request_changes",
    "Four defects, each with what shows it. The structure is fine.",
    [
        finding("desk/nightly.py", 52, "blocker", "timeout=None disables the time-out. One silent vendor hangs the job.",
                evidence='vendor_at("http://vendor.example", "a-token").timeout', kind="missing time-out"),
        finding("desk/nightly.py", 71, "blocker", "Example bodies leave unredacted, with every call.",
                evidence="examples_of(small, date(2025, 3, 1))", kind="personal data to the vendor"),
        finding("desk/store.py", 99, "major", "Off by one: month_bounds is half-open already.",
                evidence='nights(open_store(old_store(tmp)), "2025-10")', kind="off-by-one at a month's end"),
        finding("tests/test_nightly.py", 29, "major", "Always true: 70 tickets, at most 70 calls.",
                evidence='tests("tests/test_nightly.py::test_the_ceiling_of_the_month_holds", broken="night")', kind="test that cannot fail"),
    ],
)  # fmt: skip
# %% w26-q3 right: plain words, three of four
last_review = review(
    "0205",
    verdict="request_changes",
    summary="I want this in production, so I have tried every promise. Three do not hold, and the first one has to be acted on today, merged or not.",
    findings=[
        finding("desk/nightly.py", 43, "blocker", "The vendor's token stands in the code, where everybody who can read it can spend our money.", kind="secret in code",
                harms="the company", evidence="vendor_token()", suggestion="Could it go, and could the vendor give us another one today?"),
        finding("desk/nightly.py", "96-99", "blocker", "When the store is busy, the error is hidden and fifty tickets that we have paid for are lost. "
                "The discussion says that it is tried again, and it is not.", kind="swallowed exception", harms="customers", evidence='found("desk/nightly.py", "store.rollback")',
                suggestion="Could the second try be there, and fail loudly?"),
        finding("desk/support.py", 57, "major", "A customer who wrote three times brings her revenue three times. The teams with the most trying customers look richest.", kind="fan-out join",
                harms="the company", evidence='revenue_behind(small, "2025-02")', suggestion="Could each customer count once a team?"),
    ],
)  # fmt: skip
# %% w26-q3 right: English as a third language
last_review = review(
    "0206",
    verdict="request changes",
    summary="The change is good readable. I found four problems that must be repaired before production.",
    findings=[
        finding("desk/nightly.py", 43, "blocker", "The secret token is written inside of the code.", kind="secret in code", evidence="vendor_token()",
                harms="company", suggestion="It must be removed and also revoked."),
        finding("desk/nightly.py", 71, "blocker", "The body of examples is sent without redact to the vendor, with personal data of the customers.", kind="personal data to the vendor",
                harms="customers", evidence="examples_of(small, date(2025, 3, 1))", suggestion="Redact also the body."),
        finding("desk/store.py", 99, "major", "The last day of month is lost, because end is already the first of next month.", kind="off-by-one at a month's end",
                harms="colleague", evidence='nights(open_store(old_store(tmp)), "2025-10")'),
        finding("tests/test_nightly.py", 22, "major", "The month is wrong in the test, it is empty and the assert is always true, it can never fail.", kind="test that cannot fail",
                harms="customers", evidence='tests("tests/test_nightly.py::test_every_decision_of_a_night_is_kept", broken="night")'),
    ],
)  # fmt: skip
# %% w26-q3 right: by a lawyer, on the queue and the letters
last_review = review(
    "0207",
    verdict="request_changes",
    summary="Two of the four points below concern rights of others, and would be breaches of contract on the first night. I have tried each of them.",
    findings=[
        finding("desk/store.py", 90, "blocker", "The name of the team becomes part of the query itself. A clever text reads the queue of everybody, and an apostrophe ends it.", kind="SQL glued from strings",
                harms="colleagues", evidence='queue_of(open_store(old_store(tmp)), "Driver\'s app", date(2025, 10, 1))'),
        finding("desk/nightly.py", "70-72", "blocker", "Each question carries letters of three other customers as they were written, names and numbers included. Decision 2 forbids it.", kind="personal data to the vendor",
                harms="customers", evidence="examples_of(small, date(2025, 3, 1))"),
        finding("desk/support.py", 58, "major", "Revenue is multiplied by the number of tickets that an account wrote.", kind="fan-out join", harms="the company", evidence='revenue_behind(db, "2025-10")["revenue"].sum()'),
        finding("tests/test_nightly.py", 29, "minor", "Seventy tickets cannot lead to more than seventy calls, so this test holds nothing.", kind="test that cannot fail",
                harms="the company", evidence='tests("tests/test_nightly.py::test_the_ceiling_of_the_month_holds", broken="night")'),
    ],
)  # fmt: skip
# %% w26-q3 wrong: approved | You approve it. Which of the promises have you run, and which came out as they should not?
last_review = review("0201", "approve", "A long change, well written, with tests for each part. The trial was good and the teams wait for it.")
# %% w26-q3 wrong: approved with a fault that is known | You name what would do harm every night, and approve. Who mends it, once it is merged?
last_review = review(
    "0203",
    "approve",
    "Ready, with one thing for January.",
    [finding("desk/nightly.py", 71, "major", "The body of each example is not redacted, so letters of customers go to the vendor.", kind="personal data to the vendor")],
)  # fmt: skip
# %% w26-q3 wrong: no verdict | You have found what there is, and leave it to others whether it goes into production. That was the question to you.
last_review = review(
    "0205",
    "comment",
    "Some things that I would look at.",
    [
        finding("desk/nightly.py", 43, "blocker", "A token of the vendor stands in the code.", kind="secret in code"),
        finding("desk/nightly.py", 97, "blocker", "A batch that could not be saved is let go, and nobody hears of it.", kind="swallowed exception"),
        finding("desk/support.py", 57, "major", "Revenue counts once for each ticket.", kind="fan-out join"),
        finding("tests/test_nightly.py", 22, "major", "It looks at a month in which nothing is, and cannot fail.", kind="test that cannot fail"),
    ],
)  # fmt: skip
# %% w26-q3 wrong: the version accused | What the discussion says of that text holds. What could somebody do who has read it?
last_review = review(
    "0201",
    "request_changes",
    "A secret key was left in the code.",
    [finding("desk/nightly.py", 28, "blocker", "VERSION is a secret key in the code.", kind="secret in code")],
)  # fmt: skip
# %% w26-q3 wrong: names and layout | Your remarks are about how it looks. Which of them would a customer notice?
last_review = review(
    "0208",
    "request_changes",
    "Before this goes out, a few things to make it easier to read.",
    [
        finding("desk/nightly.py", 26, "minor", "A longer name would be clearer.", kind="something else"),
        finding("desk/store.py", 109, "minor", "This function could stand higher up.", kind="something else"),
    ],
)  # fmt: skip

# %% w26-q4v2 exercise: table decimals=1 | The decision, as data
# The insight: a decision that a program can hold against the review and the trial leaves nothing to quarrel about.
# tells: review > 2 :: There is no review to hold it against. Exercise 3 comes first: is it kept as `last_review`?
# tells: review > 1 :: Your review asks for no change, and your decision waits for changes. Which of the two do you mean?
# tells: review > 0 :: Your review asks for changes or names a blocker, and your decision ships before that is mended. Which of the two do you mean? `after changes` ships once it is mended.
# tells: ship > 0 :: The board gets one of five answers. Which is yours: yes, smaller, after changes, not yet or no?
# tells: may_lag > 2 :: By your own number it is no yes: in the trial the assistant was further behind than you allow. Which of the two do you mean?
# tells: may_lag > 1 :: The trial of the autumn meets your number already, so your *not yet* waits for nothing. Which number would have to be reached? If you wait for the repairs alone, that is `after changes`.
# tells: may_lag > 0 :: `may_lag` is no number between -100 and 100. By how many points at most may the assistant be behind people? Write the digits alone.
# tells: day > 0 :: That is no day after 2025, written like 2026-04-01. On which day is it decided again?
# tells: counts > 0 :: A department, a team or *we* is nobody whom one can ask. Which person counts, by name or office?
# %% w26-q4v2 right: not yet
decision = {
    "ship": "not yet",
    "may_lag": 0,
    "day": "2026-04-01",
    "counts": "Mara",
}
held = hold(decision, last_review)
held
# %% w26-q4v2 right: once it is mended, whatever the trial says
held = hold({"ship": "After changes", "may_lag": 20, "day": "2026-02-02", "counts": "Our head of support"}, last_review)
# %% w26-q4v2 right: a no without a condition, and a day as a date
from datetime import date
decision = dict(ship="no", day=date(2026, 12, 14), counts="I")
held = hold(decision, last_review).to_dict("records")
# %% w26-q4v2 right: a number in quotes
held = hold(dict(ship="not_yet", may_lag="-2.5", day="2026-03-31", counts="Rachel, of Support"), last_review)
# %% w26-q4v2 right: a yes after a review that approves
held = hold({"ship": "yes", "may_lag": 50, "day": "2026-04-01", "counts": "Mara"}, review("0208", "approve", "I tried the promises that I could, and would let it out."))
# %% w26-q4v2 right: a part, after a review that approves
held = hold({"ship": "smaller", "may_lag": 0, "day": "2026-04-01", "counts": "Mara"}, review("0208", "approve", "I tried the promises that I could, and would let it out."))
# %% w26-q4v2 right: not yet, after a review that approves, since the trial does not carry it
held = hold({"ship": "not yet", "may_lag": 0, "day": "2026-04-01", "counts": "Mara"}, review("0208", "approve", "I tried the promises that I could, and would let it out."))
# %% w26-q4v2 same: '2026-04-01' became '2026-03-31' | The day is hers to choose: any one after 2025 will do.
# %% w26-q4v2 same: '2026-04-01' became '2026-04-02' | The day is hers to choose: any one after 2025 will do.
# %% w26-q4v2 same: '2026-02-02' became '2026-02-01' | The day is hers to choose: any one after 2025 will do.
# %% w26-q4v2 same: '2026-02-02' became '2026-02-03' | The day is hers to choose: any one after 2025 will do.
# %% w26-q4v2 same: '2026-03-31' became '2026-03-30' | The day is hers to choose: any one after 2025 will do.
# %% w26-q4v2 same: '2026-03-31' became '2026-04-01' | The day is hers to choose: any one after 2025 will do.
# %% w26-q4v2 same: '0208' became '207' | Each pull request has a review, and which one she was given is not asked.
# %% w26-q4v2 wrong: yes beside a review that asks for changes | Your review asks for changes or names a blocker, and your decision ships before that is mended. Which of the two do you mean? `after changes` ships once it is mended.
held = hold({"ship": "yes", "may_lag": 50, "day": "2026-04-01", "counts": "Mara"}, last_review)
# %% w26-q4v2 wrong: it waits for changes that nobody asks for | Your review asks for no change, and your decision waits for changes. Which of the two do you mean?
held = hold({"ship": "after changes", "may_lag": 0, "day": "2026-04-01", "counts": "Mara"}, review("0208", "approve", "I tried the promises that I could, and would let it out."))
# %% w26-q4v2 wrong: no review | There is no review to hold it against. Exercise 3 comes first: is it kept as `last_review`?
held = hold({"ship": "not yet", "may_lag": 0, "day": "2026-04-01", "counts": "Mara"}, "request_changes")
# %% w26-q4v2 wrong: it depends | The board gets one of five answers. Which is yours: yes, smaller, after changes, not yet or no?
held = hold({"ship": "it depends", "may_lag": 0, "day": "2026-04-01", "counts": "Mara"}, last_review)
# %% w26-q4v2 wrong: a yes against its own number | By your own number it is no yes: in the trial the assistant was further behind than you allow. Which of the two do you mean?
held = hold({"ship": "yes", "may_lag": 0, "day": "2026-04-01", "counts": "Mara"}, review("0208", "approve", "I tried the promises that I could, and would let it out."))
# %% w26-q4v2 wrong: a number that is met already | The trial of the autumn meets your number already, so your *not yet* waits for nothing. Which number would have to be reached? If you wait for the repairs alone, that is `after changes`.
held = hold({"ship": "not yet", "may_lag": 50, "day": "2026-04-01", "counts": "Mara"}, last_review)
# %% w26-q4v2 wrong: good enough | `may_lag` is no number between -100 and 100. By how many points at most may the assistant be behind people? Write the digits alone.
held = hold({"ship": "not yet", "may_lag": "good enough", "day": "2026-04-01", "counts": "Mara"}, last_review)
# %% w26-q4v2 wrong: in spring | That is no day after 2025, written like 2026-04-01. On which day is it decided again?
held = hold({"ship": "not yet", "may_lag": 0, "day": "in spring", "counts": "Mara"}, last_review)
# %% w26-q4v2 wrong: a department | A department, a team or *we* is nobody whom one can ask. Which person counts, by name or office?
held = hold({"ship": "not yet", "may_lag": 0, "day": "2026-04-01", "counts": "Support"}, last_review)
# %% w26-q4v2 typed: typed in | That row is typed in, with the trial of these data. Let `hold` hold your decision against your review.

# %% w26-q5v2 exercise: text least=90 most=250 beside=held | One page for the board
# The insight: a decision that others can check, in their words: the first sentence decides, the last one says when again.
# tells: review > 0 :: Your decision and your review contradict each other, and this page would have to say both. Exercise 4 says how. Which of the two do you mean?
# tells: open > 0 :: A line of your decision does not hold yet, and this page stands on it. Exercise 4 says which.
# tick: The first sentence alone tells the decision, the same as in the data, and it follows from the rest.
# tick: The trial's number is told with what is wrong about it.
# tick: The harm is told in terms of customers, money or the law, and is true of your pull request.
# tick: It says what it takes, who does it, and who counts: a person, by name or office.
# tick: It names a day on which somebody could check whether the condition is met.
# %% w26-q5v2 right: like the page of the lesson
board_note = """Not yet. The AI triage does not go into production this winter. It is meant to give each team its own tickets in the morning. In our trial it solved 68 of 100 tickets the first time, and people 60, and that number misleads: the assistant got mostly easy tickets. In no priority was it better; of the urgent ones it solved 26 of 100, people 42. I have also run the program. If a night cannot run, it reports success, so letters would wait and nobody would know. Both can be mended. Ines does that by 16 January. From then until the end of March chance decides which ticket goes to whom, and Mara counts by priority on 1 April. If the assistant is at least as good in each, we begin with one team."""
# %% w26-q5v2 right: terse, with bullets
board_note = """Decision: do not ship. Re-decide on 1 Apr.
- Purpose: tickets sorted by morning.
- Evidence: the pilot's 68% vs 60% is a Simpson's paradox. Within each priority people win (high: 42% vs 26%, normal: 68% vs 59%, low: 97% vs 83%).
- Risk 1: letters of three customers, with names and phone numbers, go out with every question. Breach of contract, not reversible.
- Risk 2: an unanswered question blocks the whole night.
- Needed: both fixed and covered by tests (Ines, 16 Jan); a randomised pilot, January to March, counted per priority (Mara).
- Until then the rules stay. Cost of waiting: half a day per misrouted ticket, as today, which we know and can bear."""
# %% w26-q5v2 right: a smaller yes, in the first person
board_note = """I propose a smaller step than the one that is asked for: from 2 February, one team, tickets of low priority only, each result looked at by a person, until the end of March. Here is why. The pilot is quoted with 68 against 60 per cent, but the assistant was given the easier letters; if one compares like with like, our people did better every time. I also found that a month's budget is handed out anew each night, so 40 dollars could become 1,200 and no one would notice before the bill. That has to be repaired first, which Engineering promises for 16 January. I will check both on 30 January and tell you in two lines whether we start. If suggestions are right less often than three times in four, I stop it the same day."""
# %% w26-q5v2 right: English as a third language
board_note = """My recommendation to the board is to wait with the AI triage. The idea is good: every team should find its tickets in the morning. But the numbers of the pilot are not what they seem. All together AI was better, 68 percent to 60. When I separate by priority, the humans are better in the low, in the normal and in the high. AI had received the easy ones. Second, in the program I found a password written for everyone to see; someone can use it and we pay. It must be replaced today. For a yes we need two things: the repaired program, from Ines, until 16 January, and a new pilot where chance decides who gets which ticket. Support counts it on 1 April and then we can decide again."""
# %% w26-q5v2 right: a test, and how the numbers compare
board_note = """Not yet. I ask the board not to put the AI triage into production this winter. In the test, the assistant looked eight points better than people, but that's because it was given the simple letters. Among comparable letters it was worse by about 10 to 16 points. The program also has a password written into it, so whoever reads it could spend our money, and letters of three customers leave the house each night with their telephone numbers. Our contracts forbid that. Ines mends both by 16 January. Then we repeat the test, with chance deciding who gets what, and Mara counts on 1 April. We decide again at the board on 6 April."""
# %% w26-q5v2 right: a decided no
board_note = """No. I advise against the AI triage and I see no condition under which I'd change my mind this year. In the trial it solved 68 of 100 letters at the first go against 60 for our people, but it had been dealt the simple ones; within each priority people were ahead, by 9 to 16 points. What we would gain is half a day for some letters. What we would risk is larger: a night in which it cannot run is reported as a success, so customers would wait and nobody would know, and what September cost would vanish from the books. Engineering closes the two gaps anyway, since the rules run in the same program; Ines does so by 16 January. I report to the board on 14 December next year, and until then the subject is closed."""
held = hold({"ship": "no", "may_lag": None, "day": "2026-12-14", "counts": "I"}, last_review)
# %% w26-q5v2 right: a lawyer withholds consent
board_note = """It is my recommendation that the board withholds its consent for now. Three customers' letters accompany every question that goes to the vendor, and their telephone numbers stand in them. Our contracts name no other company that may read them; each night would be a breach, and what was sent cannot be called back. The pilot does not outweigh this: its 68 per cent against 60 arose because the assistant was handed the easier cases, and within each level of priority it did worse. Consent can be given once the letters leave without numbers, Legal has read ten of them, and a fair pilot has ended. Ines, 16 January; Mara, 31 March; decision on 6 April."""
# %% w26-q5v2 right: a yes that two repairs come before
board_note = """Yes, but only after two repairs and only for one team. From 2 March the triage sorts low-priority letters of Billing, and a colleague looks at each result. Before that the vendor's password has to leave the code and be replaced, and a missing night must raise an alarm. Today neither is true, so customers could wait for days unseen. The pilot cannot be quoted for more: 68 against 60 compares easy letters with hard ones, and in each priority people did better. Ines repairs by 16 January, I check on 30 January, Mara counts right suggestions weekly and ends it if they fall below three in four. On 1 June we decide about the rest."""
held = hold({"ship": "after changes", "may_lag": 0, "day": "2026-06-01", "counts": "Mara"}, last_review)
# %% w26-q5v2 right: a question, and its answer
board_note = """Does the triage go live on Monday? It does not. I tried the program this week. When its file is busy it throws away fifty letters that we have paid for, and the morning report says that all is well. The numbers you have heard, 68 and 60 per cent, are true and mislead: nearly all simple letters went to the AI. Compare simple with simple and urgent with urgent, and people win each time. So: Ines mends the saving by 12 January and shows me a night in which it fails loudly. Mara repeats the pilot with letters drawn by lot and counts on 1 April. Whoever wants it sooner should tell me which customer may wait."""
# %% w26-q5v2 right: by the head of finance
board_note = """We do not approve it today. The price of the triage is small, the risk is not. The ceiling of 40 dollars a month is handed out anew each night, so a month could cost 1,200. And the revenue behind each team, a number for the budget talk, counts customers who write often again and again. The result of the trial should not be quoted: 68 to 60 comes from an uneven mix, and by priority our people are better in all three. We need both numbers corrected and a trial in which chance deals out the letters. Head of Finance checks the numbers by 31 January; Mara counts in March; the board decides on 7 April."""
# %% w26-q5v2 right: people of her own
board_note = """Not yet. I recommend that we keep sorting by hand until spring. The pilot's headline, 68 per cent against 60, compares an easy pile with a hard one. Split by urgency our staff did better every time: 42 against 26 for urgent letters, 68 against 59 for normal, 97 against 83 for low ones. Worse, the program sends whole letters of three customers, with phone numbers, to a firm our contracts do not mention, and when its file is locked it throws away work that we paid for. Daniel in engineering repairs both by 20 January and shows me a failing night. Then a draw decides who gets which letter, and Rachel counts by priority on 31 March. We vote again on 2 April."""
# %% w26-q5v2 right: a coin decides, and first names of many lands
board_note = """We should not switch this on. What the trial says, 68 to 60 for the assistant, is an artefact of who got the easy letters. For each priority people solved more. I ran the change myself: the monthly budget of 40 dollars is given out again each night. That may cost us 1,200 dollars a month before anybody looks at a bill. I want the ceiling repaired and tested by 15 January; Priya owns that. I also want a second trial in which a coin decides, from 1 February to 31 March; Tomasz counts the six shares. If the assistant is not behind in any of them, I will bring this back on 7 April."""
# %% w26-q5v2 right: smaller, with an end
board_note = """Smaller: only the letters of low priority, only in Billing, from 1 February to 31 March, and each result is seen by a person. The trial's 68 against 60 does not carry more, since the assistant had the easy letters; in each priority people were ahead, by 14 points even in the low ones. Before that the password has to leave the program, otherwise anybody who reads it spends our money. Kofi does this by 16 January. Leila counts on 1 April how many suggestions were right. Below three in four, we stop. The harm is small then, because a wrong team costs a customer half a day, and we can take it back within an hour."""
held = hold({"ship": "after changes", "may_lag": 0, "day": "2026-04-01", "counts": "Leila"}, last_review)
# %% w26-q5v2 right: a role for a name
board_note = """No, not in this form. The test in autumn gave the assistant 281 of the 313 easy letters, so its 68 per cent against our 60 says nothing. In every class of urgency our colleagues solved a greater share. The larger concern is legal: names and telephone numbers of customers go to the vendor every night. That is a breach of contract that cannot be undone. I have asked Ben to repair it by 12 January. After that, letters are dealt out by lot for ten weeks, and our head of support counts by class on 31 March. If the assistant is level in each class, I will ask you for one team on 6 April."""
# %% w26-q5v2 right: a page in six parts
board_note = """Not yet. The AI triage in its second version does not go into production this month.

In the morning each team would find its own tickets, instead of waiting for somebody to sort them.

In total the assistant solved a larger share than people, but it got nearly all the easy tickets. In each priority it solved a smaller one: of the high ones 26 per cent against 42, of the normal ones 59 against 68, of the low ones 83 against 97. I tried the program as well: customers' telephone numbers and mail addresses go to the AI's company with its examples.

Every night letters with telephone numbers would leave for another company. Our contracts forbid that, and what was sent can't be called back.

It takes letters that are cleaned before they leave, and a test that holds it. Ines, by 19 December.

On 1 April we decide again. From January to March chance decides which ticket goes to whom. If the assistant then solves at least as large a share as people in each priority, it is a yes. Mara counts."""
# %% w26-q5v2 right: a yes, after a review that approves
board_note = """Yes, ship it. From Monday on the triage sorts every letter that comes in, each night. Each team finds its own tickets in the morning instead of half a day later, and nobody has to sort them by hand. In the trial the assistant solved 68 letters of 100 at the first go, and people 60; by priority people were ahead, which we accept. A night that can't run would report success, so that customers might wait without our knowing. Ines mends that by 16 January, and until then somebody looks each morning. Mara counts on 1 April whether each team is content, and if not, we turn it off within the hour."""
held = hold({"ship": "yes", "may_lag": 50, "day": "2026-04-01", "counts": "Mara"}, review("0208", "approve", "I tried the promises that I could, and would let it out."))
# %% w26-q5v2 same: '2026-12-14' became '2026-12-13' | The day is hers to choose: any one after 2025 will do.
# %% w26-q5v2 same: '2026-12-14' became '2026-12-15' | The day is hers to choose: any one after 2025 will do.
# %% w26-q5v2 same: '2026-06-01' became '2026-05-31' | The day is hers to choose: any one after 2025 will do.
# %% w26-q5v2 same: '2026-06-01' became '2026-06-02' | The day is hers to choose: any one after 2025 will do.
# %% w26-q5v2 same: '2026-04-01' became '2026-03-31' | The day is hers to choose: any one after 2025 will do.
# %% w26-q5v2 same: '2026-04-01' became '2026-04-02' | The day is hers to choose: any one after 2025 will do.
# %% w26-q5v2 same: '0208' became '207' | Each pull request has a review, and which one she was given is not asked.
# %% w26-q5v2 same: '0208' became '209' | Each pull request has a review, and which one she was given is not asked.
# %% w26-q5v2 wrong: too short | Your text has 6 words; at least 90 are asked for.
board_note = "Not yet. Ask again in spring."
# %% w26-q5v2 wrong: yes, ship it, beside a review that asks for changes | Your decision and your review contradict each other, and this page would have to say both. Exercise 4 says how. Which of the two do you mean?
board_note = """Yes, ship it. From Monday on the triage sorts every letter that comes in, each night. Each team finds its own tickets in the morning instead of half a day later, and nobody has to sort them by hand. In the trial the assistant solved 68 letters of 100 at the first go, and people 60; by priority people were ahead, which we accept. A night that can't run would report success, so that customers might wait without our knowing. Ines mends that by 16 January, and until then somebody looks each morning. Mara counts on 1 April whether each team is content, and if not, we turn it off within the hour."""
held = hold({"ship": "yes", "may_lag": 50, "day": "2026-04-01", "counts": "Mara"}, last_review)
# %% w26-q5v2 wrong: a page before it is decided | A line of your decision does not hold yet, and this page stands on it. Exercise 4 says which.
board_note = """We should not switch this on. What the trial says, 68 to 60 for the assistant, is an artefact of who got the easy letters. For each priority people solved more. I ran the change myself: the monthly budget of 40 dollars is given out again each night. That may cost us 1,200 dollars a month before anybody looks at a bill. I want the ceiling repaired and tested by 15 January; Priya owns that. I also want a second trial in which a coin decides, from 1 February to 31 March; Tomasz counts the six shares. If the assistant is not behind in any of them, I will bring this back on 7 April."""
held = hold({"ship": "not yet", "may_lag": 0, "day": "in spring", "counts": "Mara"}, last_review)
# %% w26-q5v2 wrong: without the data | This text stands on `held`, and that is not there, or is no longer the table that it was. Run the cell that makes it, then this one.
board_note = """No. I advise against the AI triage and I see no condition under which I'd change my mind this year. In the trial it solved 68 of 100 letters at the first go against 60 for our people, but it had been dealt the simple ones; within each priority people were ahead, by 9 to 16 points. What we would gain is half a day for some letters. What we would risk is larger: a night in which it cannot run is reported as a success, so customers would wait and nobody would know, and what September cost would vanish from the books. Engineering closes the two gaps anyway, since the rules run in the same program; Ines does so by 16 January. I report to the board on 14 December next year, and until then the subject is closed."""
held = "not yet"
# %% w26-q5v2 wrong: the question copied | Most of that is the text of the exercise. What would you say in your own words?
board_note = """Write the page to the board (90 to 250 words): does the AI triage go into production? Keep to the order of the lesson's page. It says in words what decision says as data, with its day and its person. What you know comes from exercise 1 and from your review, with numbers. Say what would happen to customers or to money, what it takes, and who does it. No file names and no words for engineers. Checked are its length, and that decision and your review agree; what it holds"""
