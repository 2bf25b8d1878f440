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
# %% w24-q1 wrong: per cent | That is a difference in per cent. In which unit is it asked for?
old = desk_at("main", "revenue_by_plan(db, '2025-11')").set_index("plan")
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-11')").set_index("plan")
too_much = round(100 * (new.loc["Crew", "revenue"] / old.loc["Crew", "revenue"] - 1), 2)
# %% w24-q1 typed: typed in | That is the difference in the data that you have. In others it is another: ask both tables.

# %% w24-q2 exercise: value decimals=1 | A gap with a reason
# The insight: a gap that was announced is not looked at. A true reason can explain a part of it.
# %% w24-q2 right: the notebook's
# %% w24-q2 right: what is not explained, taken from a hundred
tickets = desk_at("main", "tickets_of(db, '2025-10')")
with_account = tickets["account_id"].count()
missing = with_account - desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-10')")["tickets"].sum()
explained = 100 - 100 * missing / (missing + len(tickets) - with_account)
# %% w24-q2 right: plan by plan, the share first
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-10')").set_index("plan")["tickets"]
unknown = desk_at("main", "tickets_of(db, '2025-10')['account_id'].isna().sum()")
everything = desk_at("main", "len(tickets_of(db, '2025-10'))")
explained = unknown / float(everything - new["Crew"] - new["Fleet"] - new["Solo"]) * 100
# %% w24-q2 right: whoever sees which they are counts them
explained = sql(
    "SELECT ROUND(100.0 * SUM(a.account_id IS NULL) / COUNT(*), 1) AS explained "
    "FROM tickets AS t LEFT JOIN accounts AS a ON a.account_id = t.account_id "
    "WHERE COALESCE(a.is_test, 0) = 0 AND t.status <> 'merged' "
    "AND t.opened_at >= '2025-10-01' AND t.opened_at < '2025-11-01' "
    "AND (a.account_id IS NULL OR date(t.opened_at) = '2025-10-31')"
)
# %% w24-q2 wrong: what is not explained | That is the other part, which the reason does not explain. What does it explain?
tickets = desk_at("main", "tickets_of(db, '2025-10')")
gap = len(tickets) - desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-10')")["tickets"].sum()
explained = round(100 * (gap - tickets["account_id"].isna().sum()) / gap, 1)
# %% w24-q2 wrong: of all tickets | That is a share of all tickets of the month. Of which number is it asked for?
tickets = desk_at("main", "tickets_of(db, '2025-10')")
explained = round(100 * tickets["account_id"].isna().sum() / len(tickets), 1)
# %% w24-q2 wrong: the gap as a share of all | That is how large the gap is. How much of it has a sender who belongs to no account?
tickets = desk_at("main", "tickets_of(db, '2025-10')")
explained = round(100 * (len(tickets) - desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-10')")["tickets"].sum()) / len(tickets), 1)
# %% w24-q2 wrong: a count of the empty ones | That is a number of tickets. How many per cent of the gap is it?
tickets = desk_at("main", "tickets_of(db, '2025-10')")
explained = tickets["account_id"].isna().sum()
# %% w24-q2 wrong: a count of the gap | That is the gap in tickets. How many per cent of it have no account?
tickets = desk_at("main", "tickets_of(db, '2025-10')")
explained = len(tickets) - desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-10')")["tickets"].sum()
# %% w24-q2 wrong: November | A hundred: all of the gap. Which month stands in both of your calls, and what is divided by what?
tickets = desk_at("main", "tickets_of(db, '2025-11')")
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-11')")
explained = 100 * tickets["account_id"].isna().sum() / (len(tickets) - new["tickets"].sum())
# %% w24-q2 wrong: two months | One of the two calls is of November. Which month stands in each of yours?
tickets = desk_at("main", "tickets_of(db, '2025-10')")
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-11')")
explained = 100 * tickets["account_id"].isna().sum() / (len(tickets) - new["tickets"].sum())
# %% w24-q2 wrong: upside down | More than a hundred: the gap stands above the line, and its part below. Which of the two is the whole?
tickets = desk_at("main", "tickets_of(db, '2025-10')")
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-10')")
explained = round(100 * (len(tickets) - new["tickets"].sum()) / tickets["account_id"].isna().sum(), 1)
# %% w24-q2 wrong: the others by the empty ones | That sets the tickets with an account against those without. Of which whole is the share asked for?
tickets = desk_at("main", "tickets_of(db, '2025-10')")
gap = len(tickets) - desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-10')")["tickets"].sum()
unknown = tickets["account_id"].isna().sum()
explained = round(100 * (gap - unknown) / unknown, 1)
# %% w24-q2 typed: typed in | That is the share in the data that you have. In others it is another: let desk count.

# %% w24-q3 exercise: choice options=A,B,C,D right=C | One expected value
# The insight: a changed expectation is the loudest line of a diff. It says what the code does now, and who had to give way.
# %% w24-q3 right: the letter
it_means = "C"
# %% w24-q3 right: in small
it_means = "c"
# %% w24-q3 right: with a reason
it_means = "C, because the WHERE keeps only decided_by = 'vendor'"
# %% w24-q3 right: in the words of the option
it_means = "Answers of which the vendor was not sure are not copied"
# %% w24-q3 wrong: never asked | Whoever is not asked is not paid. What did the answer on ticket 3 cost, and which reason stands beside it in the store above?
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
# %% w24-q4 wrong: the first decision | Its test saves twice, the second time with other answers, and then looks who decided each ticket. What would it find if the second answer won?
not_held = "A"
# %% w24-q4 wrong: the rows | Its test opens a store of four rows and compares what is in each. What would it say if one of them were gone?
not_held = "C"
# %% w24-q4 wrong: the second run | Its test saves four tickets, then five, and compares what save returns with 1. What if save returned 5?
not_held = "D"

# %% w24-q5 exercise: choice options=A,B,C,D right=C | What cannot be put back
# The insight: git takes code back. What code has done to data in the meantime is not in git.
# %% w24-q5 right: the letter
gone_for_good = "C"
# %% w24-q5 right: in small
gone_for_good = "c."
# %% w24-q5 right: with a reason
gone_for_good = "C, as the column is dropped and its numbers are nowhere else"
# %% w24-q5 right: its number
gone_for_good = "0136"
# %% w24-q5 right: its name
gone_for_good = "the confidences"
# %% w24-q5 wrong: the page | From what is Monday's page made, and could it be made again once the code is right?
gone_for_good = "A"
# %% w24-q5 wrong: asking again | A rate that did not arrive still stands at the service, and a ticket still stands in the warehouse. What had one place alone, and lost it?
gone_for_good = "B"
# %% w24-q5 wrong: nowhere | A revert puts files of the repository back. Is everything that the three changes touch in the repository?
gone_for_good = "D"

# %% w24-q6 exercise: text least=35 most=150 | A summary that Wyatt would sign
# The insight: understanding is shown by a text that the author signs: what it does, what holds it, and what nothing holds.
# words: the two parts :: rates, triage :: In which two parts of desk?
# words: what stays :: same, stays, unchanged, change :: What stays the same?
# words: how you know :: test, tests, ran, run :: How do you know?
# words: who would notice :: finance, support, customers, invoices, tickets :: Who would notice if it were wrong?
# tick: Somebody who has not seen the change could say what it does, and in which two parts.
# tick: Each "it stays the same" has a ground: a test, or something that was run.
# tick: It says what no test tries.
# tick: It says who would notice if it were wrong.
# tick: Its author would sign it as it stands.
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
# %% w24-q6 right: tests that give the same result
summary = """Rates and triage each had a loop of their own for asking again when the rate service or the vendor is busy. This puts it into one place, and both use it. Tries, pauses and error texts stay as they are. The 151 tests we have today give the same result before and after. All of these tests talk to simulated services on this machine. If it were wrong, Finance would have no rates on Monday, and Support would see more tickets sorted by the rules."""
# %% w24-q6 right: 151 of 151
summary = """Rates and triage each had a loop of their own for asking again when the rate service or the vendor is busy. This puts it into one place, and both use it. It keeps three tries and the same pauses, evidence: `pytest` from main on the head, 151/151 green. No test goes to the live vendor. A fault would surface in Finance as an exchange rate that is not there, and in Support as tickets decided by rules."""
# %% w24-q6 right: what is not covered
summary = """Rates and triage each had a loop of their own for asking again when the rate service or the vendor is busy. This puts it into one place, and both use it. It keeps three tries and the same pauses, as 151 old tests on the new code show. It isn't covered what occurs when both vendors are down together. Finance would miss rates in the monthly report; Support would get more tickets sorted by keyword rules."""
# %% w24-q6 right: nobody should see a difference
summary = """Purpose: desk asks outside services for exchange rates and for the team of a ticket. If they are busy it asks again. Two pieces of code did that; now one does. Nobody should see a difference. I let main's tests run on the new version, and every one of the 151 ended as before. Never exercised: the actual provider and the actual vendor. The accountants would be the first to notice missing rates, and team leads would notice tickets in the wrong queue."""
# %% w24-q6 right: the function by its name
summary = """One function, patiently, now does what two loops did, one in rates.py and one in triage.py. It tries three times, waits 0.5 and then 1 second, and lets the last error through, exactly like today. I know this because the existing tests, unchanged, are all green on the head. The test suite uses doubles for the services, so a real outage is untested. People in Finance who wait for rates would tell us, and Support would complain about slow sorting."""
# %% w24-q6 right: English as a third language
summary = """When the exchange rate service or the AI vendor is overloaded, our program waits and asks once more. The code for this existed two times and exists one time now. For users nothing changes. We know it from the tests on main: I executed them against the branch and not one failed. What we do not know is the behaviour against the true service, because tests only speak with a small server on the same computer. Support would feel it, and Finance too, on the next morning."""
# %% w24-q6 right: none turned red
summary = """This moves repeated asking into desk/patience.py for the rates and for triage. The number of tries, the pauses and the messages stay. None of today's 151 tests turned red on the new code. What is left open is a service that answers very slowly three times; nothing tests that. If it broke, exchange rates would be missing in the Monday page, so the CFO's team would see it."""
# %% w24-q6 right: dummies
summary = """- Does: merges two retry loops (exchange rates, ticket triage) into a shared one.
- Unchanged: three attempts, pauses, errors. Proof: today's test suite passes on the new code, I tried it with run_tests.
- Open: every test replaces the vendor by a dummy, so nobody knows how the real one reacts.
- Impact: operations sees a failed job, and Finance sees no rates for the day."""
# %% w24-q6 right: missing is a test
summary = """This is one loop in place of two, used for exchange rates and for tickets. No one should notice anything. The tests as they are on main were run on this code: all 151 fine. Missing is a test with the real vendor. Should it be wrong, Finance's month would lack rates and the customer would wait longer for an answer."""
# %% w24-q6 right: in short
summary = """In short: if the rate provider or the ticket vendor is busy, desk tries three times. The change writes this rule down once. Everything visible stays, which I checked with the old tests: all passed. Nobody tested how it behaves when the vendor is down the whole night. Ticket agents would notice late sorting, and controllers would notice old rates."""
# %% w24-q6 right: the internet is no part of it
summary = """This is a clean-up without new functions: asking again lives in one place, for rates and for the vendor. Error messages, number of tries and pauses are equal to today. Ground: today's tests, run on the branch, 151 of 151 passed. All of them use servers that run on the test machine; therefore the internet itself is not part of it. When it goes wrong, Finance will call first because the rates are old."""
# %% w24-q6 right: first to feel a fault
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. Tries and pauses stay the same: today's 151 tests pass on it. No test asks the real services. First to feel a fault would be Finance, in Monday's rates, and Support, in its tickets."""
# %% w24-q6 right: in notes, who feels it
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. Tries and pauses stay the same: today's 151 tests pass on it. No test asks the real services. First to feel a fault: Finance (Monday's rates) and Support (tickets)."""
# %% w24-q6 right: impact
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. Tries and pauses stay the same: today's 151 tests pass on it. No test asks the real services. Impact if faulty: Monday's report for Finance; ticket routing for Support."""
# %% w24-q6 right: who'd see a regression
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. Tries and pauses stay the same: today's 151 tests pass on it. No test asks the real services. Who'd see a regression: whoever looks at Monday's report (no rates) and the support desk (tickets routed by rules)."""
# %% w24-q6 right: blast radius
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. Tries and pauses stay the same: today's 151 tests pass on it. No test asks the real services. Blast radius: Finance (rates) and Support (tickets)."""
# %% w24-q6 right: noticed on Monday
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. Tries and pauses stay the same: today's 151 tests pass on it. No test asks the real services. Nobody would notice a fault until Monday, when Finance finds no rates."""
# %% w24-q6 right: a test by its name
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. No test asks the real services. Finance would notice on Monday when rates are missing. Tries and pauses stay the same: test_a_busy_vendor_is_asked_three_times_with_a_pause_between measures them, and he did not touch it."""
# %% w24-q6 right: one of today's tests measures it
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. No test asks the real services. Finance would notice on Monday when rates are missing. Tries and pauses stay the same, and I know it since one of today's 151 tests measures them."""
# %% w24-q6 right: the constant and the pause
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. No test asks the real services. Finance would notice on Monday when rates are missing. Same pauses: the constant was 0.25 and is 0.5 now, but both give 0.5 and 1 second, and the 151 tests of today are green."""
# %% w24-q6 right: as an engineer writes
summary = """Wyatt's change puts the retry logic into a single helper, patiently(), in desk/patience.py. rates.py and triage.py call it instead of looping themselves.
- Behaviour: unchanged (3 attempts, 0.5 s + 1 s backoff, same exceptions and texts).
- Evidence: main's suite (151) green on the head; 12 extra tests green in CI.
- Untested: live endpoints. Everything runs against mocks.
- Who'd see it: Finance on Monday, support agents in the queue."""
# %% w24-q6 right: short and complete
summary = """Two loops that ask again, in rates and in triage, become one. Tries, pauses and errors stay: today's 151 tests pass on it. No test asks the real services. If it were wrong, Finance would lack rates and Support would notice badly sorted tickets."""
# %% w24-q6 right: a pause that is written otherwise
summary = """Rates and triage both ask again when a service is busy. Their two loops are now one, in desk/patience.py. Tries, pauses and errors are as before; the 151 tests of main pass on it. The first pause is 0.5 seconds, written as 0.25 * 2 until now. No test asks the real services. If it were wrong, Finance would have no rates on Monday."""
# %% w24-q6 right: nobody, if it is right
summary = """Rates and triage both ask again when a service is busy. Their two loops are now one, in desk/patience.py. Nobody would notice anything if it is right: three tries as before, which the 151 tests of today confirm. If it is wrong, Support waits and Finance has no rates. What is not tested is the real vendor."""
# %% w24-q6 right: he says so, and it was run
summary = """Rates and triage both ask again when a service is busy. Their two loops are now one, in desk/patience.py. Three tries, 0.5 and 1 second, the same messages. Because the description says so, I ran the tests of main on it: 151 passed. No real service is asked by them. Support's leads would complain first."""
# %% w24-q6 right: content with it
summary = """Rather than having two bits of code that each politely ask a busy service again, one in rates and one in triage, desk would have just the one. Nobody ought to see a difference: it still tries three times and still waits half a second and then a second. The existing 151 tests are content with it, as they were without it. They have, admittedly, never met the actual rate service or the actual vendor, only stand-ins for them. Were it to misbehave, Finance would want to know where the rates had gone, and Support where its tickets had."""
# %% w24-q6 right: not affected
summary = """0134 replaces two retry loops by one. Affected: the download of exchange rates, and the triage of tickets by the vendor. Not affected: number of tries (3), pauses (0.5 and 1 second), error messages. Evidence: 151 tests of main, run against 0134, 151 passed. Limit of the evidence: only stand-ins for both services are asked, so a real outage is tried by no test. Parties who would see a fault: Finance when converting invoices into dollars, Support when tickets are assigned to its teams."""
# %% w24-q6 wrong: too short | Your text has 4 words; at least 35 are asked for.
summary = "It moves a loop."
# %% w24-q6 wrong: the question copied | Most of that is the text of the exercise. What would you say in your own words?
summary = """Write a summary of 0134 (35 to 150 words) for somebody who will not open it. What does it do, and in which two parts of desk? What stays the same, and how do you know? What does no test try?"""

# %% w24-q7 exercise: text least=35 most=160 | Three questions
# The insight: a question with an example can be answered; a command starts an argument, and an opinion ends one.
# words: the tests :: test, tests, test_migrate, expected, assert :: Is at least one question about the tests?
# tick: Before each question stands what made you ask: a number, a line or a test.
# tick: Each can be answered with a number, a line or a test, not with "yes, I think so".
# tick: At least one asks about something that stands nowhere in the pull request.
# tick: Its author would be glad to have been asked.
# %% w24-q7 right: on the confidences
questions = """On 0136, the confidences. The expected confidence of ticket 3 was 0.31 in test_migrate and is None now. Which answers does the migration leave out on purpose? Its WHERE keeps the rows that the vendor decided, and the vendor is followed from 0.6 on. How can we judge 0.6 from what is left? The test that every answer is kept asks whether numbers lie between 0 and 1. Which test would turn red if save kept nothing?"""
# %% w24-q7 right: on the table
questions = """For Crew in November the two tables on the page differ by more than twenty thousand dollars. Which of them is what we invoiced, and why are they not the same? In October fifteen tickets with an account are missing from the new table. On which days were they opened? The test that compares revenue looks at March in the small warehouse. What does it give for February, where somebody wrote twice?"""
# %% w24-q7 right: in a list, plain
questions = """About the new table by plan:
1. I added up both tables for November and got two results for Crew. Can one customer with several tickets be in the sum more than once?
2. The page says that tickets without an account are left out, and I found more than those missing. What else is left out?
3. All tests are green and none has real data in it. Which month of last year was it compared with?"""
# %% w24-q7 right: to Teo
questions = """Teo, ticket 3 had 0.31 before and has nothing after. Was that on purpose? I switched save off and your test of every answer was still green. Did you know? The store has no history like git. Who keeps the old file, and for how long? I ask since the threshold of 0.6 can only be judged with those numbers."""
# %% w24-q7 right: expected and stored
questions = """For ticket 3 the expected value goes from 0.31 to None. Is it intended that it is not in the new table? With save removed, the test about every answer still passes. Should it? The vendor's unsure answers are exactly those that we need to choose a threshold. How many of them would we lose in the real store?"""
# %% w24-q7 right: with cents
questions = """For Crew in November I get 22,947.46 dollars more in the new table than in the old one. Which of them is what we invoiced? In October, 15 tickets with an account are missing. On which day were they opened? The test of the revenue looks at March 2025. Why March, and what does it give for February?"""
# %% w24-q7 right: rounded
questions = """The new table shows about $23,000 more for Crew in November. Where does it come from? Fifteen tickets of October that have an account are in no row. Which line leaves them out? Your test compares both tables for a month in which nobody wrote twice. Was there a reason to take that month?"""
# %% w24-q7 right: both numbers
questions = """Ines, Crew's revenue in November is 264,312.00 in one table and 241,364.54 in the other. Which one should the leads believe? In October 466 tickets are counted today, and 441 in the new table; 10 have no account. What about the other 15? All tests pass in CI. Does one of them look at a month with several tickets from one customer?"""
# %% w24-q7 right: lines by their number
questions = """1. Line 92 takes tickets up to the last day, and I count 15 that are missing in October. What happens on the last day of a month?
2. Line 107 joins each ticket to the revenue of its account. How often is a customer with three tickets counted?
3. The test in test_support.py is green for March. Would it also be green for February?"""
# %% w24-q7 right: what is left out
questions = """The description says tickets without an account are out. I counted 10 of these in October, and 25 tickets are missing. Which are the other 15? Crew stands twice on Monday's page with different revenue. Which line should a lead read? There is a test that compares both tables, in March. What would it say of a month with two tickets from one customer?"""
# %% w24-q7 right: a copy of the store
questions = """0136. The migration copies decided_by = 'vendor' alone. How many answers of the real store does that leave behind? The old column is dropped. If we change our mind after two weeks, from which copy do we restore it? I removed save and the test on every answer passed. Which line of a test would notice that only the first answer is kept?"""
# %% w24-q7 right: three questions, counted
questions = """My first question: the two tables of Crew are 22.9k apart in November. Is one of them a sum over tickets? My second question: 15 tickets from the last day of October are in no plan. Does the query stop at midnight? My third question: why is March the month of your test, if February has a customer who wrote several times?"""
# %% w24-q7 right: without a question mark
questions = """For Crew in November the new table shows 22,947.46 dollars more than the old one. I'd like to know which of the two Ines would call correct. In October 10 of the 25 missing tickets have no account. I wonder what explains the remaining 15. The test compares March only. I would be curious to hear what February gives."""
# %% w24-q7 right: could you tell me
questions = """For Crew in November the two tables on the page differ by 22,947.46 dollars. Which of them is what we invoiced? In October 15 tickets with an account are missing. On which day were they opened? The test compares March. Could you tell me what it gives for February?"""
# %% w24-q7 right: the old shows less
questions = """For Crew in November the two tables on the page differ by 22,947.46 dollars. Which of them is what we invoiced? In October 15 tickets with an account are missing. On which day were they opened? The old table shows 22,947.46 less than the new one. The tests are green in March. Are they in February?"""
# %% w24-q7 right: short, three times
questions = """Take Crew in November: 264,312.00 against 241,364.54 dollars. Which one did we invoice? Of 25 missing tickets, 10 have no account. What are the other 15? The March test is green. What would February say?"""
# %% w24-q7 right: by the line
questions = """Line 92 uses BETWEEN. What happens to a ticket of 31 October at nine? Line 107 joins asked. How often is an account with three tickets added? test_support looks at March. Which month has an account with two tickets?"""
# %% w24-q7 right: please tell me
questions = """In November Crew has 22,947 dollars more on the new table. How come? In October 15 tickets vanish though they have an account; please tell me on which day they came. The test is run on March. Is there a reason for March?"""
# %% w24-q7 right: what the description says
questions = """The description says all missing tickets have no account. I count 10 of 25. What about the rest? Crew shows 22,947 dollars too much. Which join does that? The test looks at March, not at February. Why?"""
# %% w24-q7 right: without a mark, in one breath
questions = """On the table by plan. In November its Crew row is 22,947.46 dollars above the old one, and I am asking myself which is wrong. In October it lacks 15 tickets with an account, and I'd like to know from which day. The tests compare one month, March, and I am curious whether another one was tried."""
# %% w24-q7 right: three numbers in one sentence
questions = """I ask about 0131. In October the new table has 441 tickets and the page has 466, so 25 are missing and only 10 have no account. Why are the other 15 not there? In line 107 is LEFT JOIN asked, and an account with more tickets has more lines. How often is its revenue then added? The test compares both tables in March. Did you also run it for February, where the difference is 1400 dollars?"""
# %% w24-q7 wrong: too short | Your text has 7 words; at least 35 are asked for.
questions = "Is it well tested? Does it work?"
# %% w24-q7 wrong: the question copied | Most of that is the text of the exercise. What would you say in your own words?
questions = """Choose 0131 or 0136 . Write three questions to its author (35 to 160 words). Before each question, one sentence says what made you ask: a number that you computed, a line, a test. At least one is about the tests."""
