# Week 24 · Read a pull request: the answers that prove its checks. CONTRIBUTING.md explains the format.

# %% w24-q1 exercise: value decimals=2 | Two tables, one number
# The insight: a description can be turned into two numbers that have to agree, before anybody understands the code.
# %% w24-q1 right: new less old
old = desk_at("main", "revenue_by_plan(db, '2025-11')").set_index("plan")
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-11')").set_index("plan")
too_much = new.loc["Crew", "revenue"] - old.loc["Crew", "revenue"]
# %% w24-q1 right: put side by side
both = desk_at("main", "revenue_by_plan(db, '2025-11')").merge(
    desk_at("origin/pull/0131", "revenue_per_ticket_by_plan(db, '2025-11')"), on="plan", suffixes=("_old", "_new")
)
crew = both[both["plan"] == "Crew"].iloc[0]
too_much = round(crew["revenue_new"] - crew["revenue_old"], 2)
# %% w24-q1 right: both from the head, where the old table stands, too
head = "pull/0131"
new = desk_at(head, "revenue_per_ticket_by_plan(db, '2025-11')")
old = desk_at(head, "revenue_by_plan(db, '2025-11')")
too_much = float(new.query("plan == 'Crew'")["revenue"].iloc[0]) - float(old.query("plan == 'Crew'")["revenue"].iloc[0])
# %% w24-q1 right: desk subtracts
too_much = desk_at(
    "pull/0131",
    "revenue_per_ticket_by_plan(db, '2025-11').set_index('plan')['revenue']['Crew']"
    " - revenue_by_plan(db, '2025-11').set_index('plan')['revenue']['Crew']",
)
# %% w24-q1 wrong: the other way round | Below zero: the new table would show less. Which of the two numbers is the larger, and which is taken from which?
old = desk_at("main", "revenue_by_plan(db, '2025-11')").set_index("plan")
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-11')").set_index("plan")
too_much = old.loc["Crew", "revenue"] - new.loc["Crew", "revenue"]
# %% w24-q1 wrong: the new number alone | That is what the new table shows for Crew. How far is it from what the page shows today?
too_much = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-11')").set_index("plan").loc["Crew", "revenue"]
# %% w24-q1 wrong: the old number alone | That is what the page shows for Crew today. How far is the new table from it?
too_much = desk_at("main", "revenue_by_plan(db, '2025-11')").set_index("plan").loc["Crew", "revenue"]
# %% w24-q1 wrong: all plans | That is the difference of all plans together. Which one was asked for?
old = desk_at("main", "revenue_by_plan(db, '2025-11')")
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-11')")
too_much = new["revenue"].sum() - old["revenue"].sum()
# %% w24-q1 wrong: another plan | That is the difference of another plan. In which row does Crew stand, in each of the two tables?
old = desk_at("main", "revenue_by_plan(db, '2025-11')").set_index("plan")
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-11')").set_index("plan")
too_much = new.loc["Fleet", "revenue"] - old.loc["Fleet", "revenue"]
# %% w24-q1 wrong: rows by their place | The first rows of the two tables are those of two plans. How do you take the row of one plan by its name?
old = desk_at("main", "revenue_by_plan(db, '2025-11')")
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-11')")
too_much = new["revenue"].iloc[0] - old["revenue"].iloc[0]
# %% w24-q1 wrong: October | That is the difference of October. Which month was asked for?
old = desk_at("main", "revenue_by_plan(db, '2025-10')").set_index("plan")
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-10')").set_index("plan")
too_much = new.loc["Crew", "revenue"] - old.loc["Crew", "revenue"]
# %% w24-q1 wrong: no difference | Zero: the same table was asked twice. Which expression belongs to the new one?
old = desk_at("main", "revenue_by_plan(db, '2025-11')").set_index("plan")
new = desk_at("pull/0131", "revenue_by_plan(db, '2025-11')").set_index("plan")
too_much = new.loc["Crew", "revenue"] - old.loc["Crew", "revenue"]
# %% w24-q1 typed: typed in | That is the difference in the data that you have. In others it is another: ask both tables.

# %% w24-q2 exercise: table | A gap with a reason
# The insight: a gap that was announced is not looked at. A true reason can explain a part of it.
# %% w24-q2 right: counted, less what is in the table
with_account = desk_at("main", "tickets_of(db, '2025-10')")["account_id"].count()
in_new_table = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-10')")["tickets"].sum()
gap = [with_account, with_account - in_new_table]
# %% w24-q2 right: the whole gap, less what is explained
tickets = desk_at("main", "tickets_of(db, '2025-10')")
unknown = tickets["account_id"].isna().sum()
whole = len(tickets) - desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-10')['tickets'].sum()")
gap = (len(tickets) - unknown, whole - unknown)
# %% w24-q2 right: whoever sees which they are counts them
gap = sql(
    "SELECT COUNT(*) AS with_account, SUM(date(t.opened_at) = '2025-10-31') AS missing "
    "FROM tickets AS t JOIN accounts AS a ON a.account_id = t.account_id "
    "WHERE a.is_test = 0 AND t.status <> 'merged' AND t.opened_at >= '2025-10-01' AND t.opened_at < '2025-11-01'"
).iloc[0].tolist()
# %% w24-q2 wrong: the whole gap | Of the second number, some belong to no account: those are explained. How many are left when you take them out?
tickets = desk_at("main", "tickets_of(db, '2025-10')")
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-10')")["tickets"].sum()
gap = [tickets["account_id"].count(), len(tickets) - new]
# %% w24-q2 wrong: all tickets | The first number is that of all tickets. How many of them have an account?
tickets = desk_at("main", "tickets_of(db, '2025-10')")
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-10')")["tickets"].sum()
gap = [len(tickets), tickets["account_id"].count() - new]
# %% w24-q2 wrong: all tickets, and the whole gap | Those who belong to no account are in both numbers. How many rows have an `account_id`?
tickets = desk_at("main", "tickets_of(db, '2025-10')")
gap = [len(tickets), len(tickets) - desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-10')")["tickets"].sum()]
# %% w24-q2 wrong: the explained part | The second number is that of tickets without an account, which the description has explained. Which ones has it not?
tickets = desk_at("main", "tickets_of(db, '2025-10')")
gap = [tickets["account_id"].count(), tickets["account_id"].isna().sum()]
# %% w24-q2 wrong: what the table has | The second number is what the new table has. How many does it lack?
tickets = desk_at("main", "tickets_of(db, '2025-10')")
gap = [
    tickets["account_id"].count(),
    desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-10')")["tickets"].sum(),
]
# %% w24-q2 wrong: September | Those are the numbers of September. Which month was asked for?
with_account = desk_at("main", "tickets_of(db, '2025-09')")["account_id"].count()
gap = [
    with_account,
    with_account - desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-09')")["tickets"].sum(),
]
# %% w24-q2 typed: typed in | Those are the numbers in the data that you have. In others they are others: let desk count.

# %% w24-q3 exercise: choice options=A,B,C,D right=C | One expected value
# The insight: a changed expectation is the loudest line of a diff. It says what the code does now, and who had to give way.
# %% w24-q3 right: the letter
it_means = "C"
# %% w24-q3 right: in small
it_means = "c"
# %% w24-q3 right: with a reason
it_means = "C, because the WHERE keeps only decided_by = 'vendor'"
# %% w24-q3 wrong: never asked | Whoever is not asked is not paid. What did the answer on ticket 3 cost, and which reason stands beside it?
it_means = "A"
# %% w24-q3 wrong: the old place | Which two tables does the changed test put together, and in which of them should 0.31 then be found?
it_means = "B"
# %% w24-q3 wrong: the whole decision | The changed test still expects a row for ticket 3. Which of its values are there, and which is not?
it_means = "D"

# %% w24-q4 exercise: choice options=A,B,C,D right=B | A promise that nobody holds
# The insight: the name of a test is a promise as well. What it would take to turn it red says whether it is kept.
# %% w24-q4 right: the letter
not_held = "B"
# %% w24-q4 right: in small, in brackets
not_held = "(b)"
# %% w24-q4 right: with a reason
not_held = "B, since its test is true of an empty list"
# %% w24-q4 wrong: the first decision | The second run in tests/test_store.py brings another answer for the same tickets. What does its last line compare?
not_held = "A"
# %% w24-q4 wrong: the rows | The last test of tests/test_store.py opens an old store. What does it count, and would it notice one fewer?
not_held = "C"
# %% w24-q4 wrong: the second run | One test saves four tickets, and then five. What does it say that save returns, and what if it returned another number?
not_held = "D"

# %% w24-q5 exercise: choice options=A,B,C,D right=C | What cannot be put back
# The insight: git takes code back. What code has done to data in the meantime is not in git.
# %% w24-q5 right: the letter
gone_for_good = "C"
# %% w24-q5 right: in small
gone_for_good = "c."
# %% w24-q5 right: with a reason
gone_for_good = "C, as the column is dropped and its numbers are nowhere else"
# %% w24-q5 wrong: the page | From what is Monday's page made, and could it be made again once the code is right?
gone_for_good = "A"
# %% w24-q5 wrong: asking again | What is kept, when asking again goes wrong, and what would be asked the next time?
gone_for_good = "B"
# %% w24-q5 wrong: nowhere | A revert puts files of the repository back. Is everything that the three changes touch in the repository?
gone_for_good = "D"

# %% w24-q6 exercise: text least=50 most=150 | A summary that Wyatt would sign
# The insight: understanding is shown by a text that the author signs: what it does, what holds it, and what nothing holds.
# needs: what it does :: (one|new|common|shared|single|same|central) (\w+ )?(place|file|function|module|piece|loop|code)|\b(asks?|asking|asked|call(s|ing|ed)?|tr(y|ies|ying)|attempts?)\b.{0,20}\bagain|\bretr(y|ies|ying)|\brepeat|loops?|makes? one :: What does the change do? Say it in half a sentence.
# needs: rates :: \brates?\b|exchange|currenc(y|ies)|finance :: Two parts of desk use it. Which is the one that asks for numbers from Finance?
# needs: triage :: triage|vendor|tickets?|sort(s|ed|ing)?\b :: Two parts of desk use it. Which is the one that deals with tickets?
# needs: what stays :: \bsame|identical|nothing|no (\w+ )?(change|difference)|unchanged|(does|do|did|should|must|will) not change|as (it was )?before|\bstays?\b|\bstill\b|\bremains?\b|\bequal|\bkeeps?\b|no one|as (it|they) (was|were|is|are) :: What stays as it is?
# needs: how you know :: \b(tests?|run_tests)\b.{0,100}\b(pass\w*|green|ran|run|held|hold|succeed\w*|success\w*|execut\w*|fail\w*|work\w*|ok|fine|ends?|ended)\b|\b(ran|run|passed|passing|green|execut\w*|checked|succeed\w*)\b.{0,100}\b(tests?|run_tests)\b :: How do you know that it stays? Say what was run, on which code.
# needs: what nothing holds :: \b(no|none|not|never|nobody|without)\b.{0,40}\b(test(s|ed|ing)?|tried|trial|asks?|asked|contact\w*|call(s|ed)?|cover(s|ed)?)\b|nothing (holds|tests|tries|covers)|\btests?\b.{0,60}\b(not|never|only)\b|untested|stand-?ins?|pretend|fake|mock|missing|local server|real(ly)? (\w+ )?(service|vendor|provider|rate) :: What does no test try?
# needs: if it were wrong :: wrong|\bfail\w*|break|broke|broken|mistake|\berrors? (would|could|here)|notice|would (see|wait|feel|complain|be)|revert|undo(ne)?|tak(e|en|es) (it )?back|put back|\blate\b :: If it were wrong, who would notice? Say so, and whether it can be taken back.
# avoids: style :: \b(elegant|cleaner|tidier|tidy|nicer|ugly|readable|readability|beautiful|code style|naming)\b :: A word about style stands in it. What would somebody who will not open it do with that?
# avoids: a verdict :: \b(lgtm|looks (good|fine)|approve[ds]?|should be (merged|rejected)|reject(ed)?|can be merged)\b :: A verdict stands in it, and that is next week's question. What does the change do?
# %% w24-q6 right: as a report
summary = """Rates and triage each had a loop for asking again when the rate service or the vendor is busy. This puts it into one place, desk/patience.py, and both use it. Nothing that anybody sees should change: three tries, the same pauses, the same errors. I ran today's tests on the new code and all pass. No test asks the real services, only stand-ins. If it were wrong, a nightly run would fail or take longer, and whoever reads rates would notice the next day. Nothing is stored, so a revert is enough."""
# %% w24-q6 right: short, in her own words
summary = """When Finance's exchange rates or the AI vendor for tickets do not answer, desk repeats the question. That was written twice and is written once now. It should remain exactly as it was for everybody; the old tests were run against it and were green. What I could not find is a test with the real vendor. A mistake would show quickly, because the job would break, and we could undo it without any loss."""
# %% w24-q6 right: a list
summary = """What: one loop for retries in place of two.
- Where: fetching rates, and sorting tickets with the vendor.
- Stays as before: three tries, half a second and one second of waiting, the error texts. Today's tests pass on the new code; I ran them.
- Nobody has tried it against the services themselves, because all tests use local servers.
- If it is wrong: rates do not arrive, or a batch takes longer. Operations would notice in the morning. Take it back with one revert."""
# %% w24-q6 wrong: no ground | How do you know that it stays? Say what was run, on which code.
summary = """Rates and triage each had a loop for asking again when the rate service or the vendor is busy. This puts it into one place, and both use it. Nothing that anybody sees should change: three tries, the same pauses, the same errors. The real services were never asked, only stand-ins. If it were wrong, whoever reads rates would notice the next day, and a revert is enough, since nothing is stored."""
# %% w24-q6 wrong: nothing open | What does no test try?
summary = """Rates and triage each had a loop for asking again when the rate service or the vendor is busy. This puts it into one place, desk/patience.py, and both use it. Nothing that anybody sees should change: three tries, the same pauses, the same errors. I ran today's tests on the new code and all of them pass. If it were wrong, whoever reads rates would see it the next day, and then a revert is enough, since no data are stored."""
# %% w24-q6 wrong: style | A word about style stands in it. What would somebody who will not open it do with that?
summary = """Rates and triage each had a loop for asking again when the rate service or the vendor is busy. This puts it into one place, which is more elegant, and both use it. Nothing that anybody sees should change: three tries, the same pauses, the same errors. I ran today's tests on the new code and all pass. No test asks the real services. If it were wrong, whoever reads rates would notice the next day, and a revert is enough."""
# %% w24-q6 wrong: a verdict | A verdict stands in it, and that is next week's question. What does the change do?
summary = """Rates and triage each had a loop for asking again when the rate service or the vendor is busy. This puts it into one place, and both use it. Nothing that anybody sees should change: three tries, the same pauses, the same errors. I ran today's tests on the new code and all pass, so it looks good to me. No test asks the real services. If it were wrong, whoever reads rates would notice the next day, and a revert is enough."""
# %% w24-q6 wrong: one of the two | Two parts of desk use it. Which is the one that deals with tickets?
summary = """Fetching rates had a loop of its own for asking again when the rate service is busy. This puts it into one place, desk/patience.py. Nothing that anybody sees should change: three tries, the same pauses, the same errors. I ran today's tests on the new code and all pass. No test asks the real service, only stand-ins. If it were wrong, whoever reads rates would notice the next day, and a revert is enough."""

# %% w24-q7 exercise: text asks least=50 most=160 | Three questions
# The insight: a question with an example can be answered; a command starts an argument, and an opinion ends one.
# needs: which one :: 0?131|0?136|\bplans?\b|crew|confidence|migrat :: Which of the two pull requests are your questions about?
# needs: three questions :: \?.+\?.+\? :: Three questions are asked for. How many question marks are there?
# needs: what made you ask :: \d|\blines?\b|where|november|october|march|february :: What did you see? A number that you computed, or a line, before each question.
# needs: the tests :: \btests?\b|tested|\bCI\b|green :: One question is about the tests. What do they look at, or not?
# avoids: a command :: \b(you (must|have to|need to|should)|please (change|fix|remove|rewrite|add|correct)|fix (this|it)|change (this|it) to)\b :: That tells the author what to do. What would you like to know first?
# avoids: blame :: careless|sloppy|you (forgot|broke|missed|overlooked|did not (think|look|test|check)|didn.t (think|look|test|check))|why didn.t you|why did you not|obviously :: A sentence speaks of the author. What do you want to know about the change?
# avoids: style :: \b(naming|variable names?|elegant|cleaner|nicer|readab\w+|code style|indent\w*)\b :: One question is about style. Which of its answers would change what you do?
# %% w24-q7 right: on the confidences
questions = """On 0136, the confidences. The expected confidence of ticket 3 was 0.31 in test_migrate and is None now. Which answers does the migration leave out on purpose? Its WHERE keeps the rows that the vendor decided, and the vendor is followed from 0.6 on. How can we judge 0.6 from what is left? The test that every answer is kept asks whether numbers lie between 0 and 1. Which test would turn red if save kept nothing?"""
# %% w24-q7 right: on the table
questions = """For Crew in November the two tables on the page differ by more than twenty thousand dollars. Which of them is what we invoiced, and why are they not the same? In October fifteen tickets with an account are missing from the new table. On which days were they opened? The test that compares revenue looks at March in the small warehouse. What does it give for February, where somebody wrote twice?"""
# %% w24-q7 right: in a list, plain
questions = """About the new table by plan:
1. I added up both tables for November and got two results for Crew. Can one customer with several tickets be in the sum more than once?
2. The page says that tickets without an account are left out, and I found more than those missing. What else is left out?
3. All tests are green and none has real data in it. Which month of last year was it compared with?"""
# %% w24-q7 wrong: two questions | Three questions are asked for. How many question marks are there?
questions = """On 0136, the confidences. The expected confidence of ticket 3 was 0.31 in test_migrate and is None now. Which answers does the migration leave out on purpose? Its WHERE keeps the rows that the vendor decided, and the vendor is followed from 0.6 on. How can we judge 0.6 from what is left? The test that every answer is kept asks whether numbers lie between 0 and 1, and I would like another one."""
# %% w24-q7 wrong: no test | One question is about the tests. What do they look at, or not?
questions = """For Crew in November the two tables on the page differ by more than twenty thousand dollars. Which of them is what we invoiced, and why are they not the same? In October fifteen tickets with an account are missing from the new table. On which days were they opened? The page is read by Support's leads, who plan their budget with it. Do they know that there will be two numbers for one plan?"""
# %% w24-q7 wrong: a command | That tells the author what to do. What would you like to know first?
questions = """For Crew in November the two tables on the page differ by more than twenty thousand dollars. Which of them is what we invoiced? In October fifteen tickets with an account are missing from the new table. On which days were they opened? The test that compares revenue looks at March in the small warehouse, so you must use February. Is there another month with that case?"""
# %% w24-q7 wrong: blame | A sentence speaks of the author. What do you want to know about the change?
questions = """For Crew in November the two tables on the page differ by more than twenty thousand dollars. Which of them is what we invoiced? In October fifteen tickets with an account are missing from the new table, so you forgot something. On which days were they opened? The test that compares revenue looks at March in the small warehouse. What does it give for February?"""
# %% w24-q7 wrong: style | One question is about style. Which of its answers would change what you do?
questions = """For Crew in November the two tables on the page differ by more than twenty thousand dollars. Which of them is what we invoiced? In October fifteen tickets with an account are missing from the new table. On which days were they opened? The test looks at March in the small warehouse, and the variable names in it are short. Could they be longer?"""
