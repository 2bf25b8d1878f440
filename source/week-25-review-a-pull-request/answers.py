# Week 25 · Review a pull request: the answers that prove its checks. CONTRIBUTING.md explains the format.

# %% w25-q1v2 exercise: value | Hold a promise against the data
# The insight: a description is a promise, and a promise can be run, on another day than the one that was chosen for it.
# %% w25-q1v2 right: the notebook's
# %% w25-q1v2 right: both versions asked apart
today = desk_at("main", "paying_customers(db, date(2025, 6, 30))")
lower_by = today - try_on_data(151, "paying_customers(db, date(2025, 6, 30))").proposed
# %% w25-q1v2 right: in a list
tried = try_on_data("151", "[monthly_revenue(db, '2025-06'), paying_customers(db, date(2025, 6, 30))]")
lower_by = tried.today[1] - tried.proposed[1]
# %% w25-q1v2 wrong: the one that stays | No difference. Is it the call that said that something else comes out, on the last day of June, and are both versions asked?
tried = try_on_data("0151", "monthly_revenue(db, '2025-06')")
lower_by = tried.today - tried.proposed
# %% w25-q1v2 wrong: the other way round | Below zero: it would be higher with the change. Which of the two results is taken from which?
tried = try_on_data("0151", "paying_customers(db, date(2025, 6, 30))")
lower_by = tried.proposed - tried.today
# %% w25-q1v2 wrong: another day | That is the difference on another day. Which day does the page of June show?
tried = try_on_data("0151", "paying_customers(db, date(2025, 5, 31))")
lower_by = tried.today - tried.proposed
# %% w25-q1v2 wrong: the number itself | That is the number with the change. By how much is it lower than today's?
lower_by = try_on_data("0151", "paying_customers(db, date(2025, 6, 30))").proposed
# %% w25-q1v2 wrong: today's number | That is today's number. By how much is it lower with the change?
lower_by = try_on_data("0151", "paying_customers(db, date(2025, 6, 30))").today
# %% w25-q1v2 wrong: a share | That is a share of today's number. How many customers is that?
tried = try_on_data("0151", "paying_customers(db, date(2025, 6, 30))")
lower_by = (tried.today - tried.proposed) / tried.today
# %% w25-q1v2 typed: typed in | That is the difference in the data that you have. In others it is another: let the two versions compute it.

# %% w25-q2 exercise: choice options=A,B,C,D right=C | How bad is it?
# The insight: severity is harm, not annoyance: what happens, to whom, and whether it can be taken back.
# %% w25-q2 right: the letter
severities = "C"
# %% w25-q2 right: in small
severities = "c"
# %% w25-q2 right: with a reason
severities = "C, because what was sent to the vendor cannot be taken back"
# %% w25-q2 wrong: all of them | If everything is a blocker, what does an author mend first? Which of the three harms somebody tomorrow?
severities = "A"
# %% w25-q2 wrong: upside down | Who is harmed if nobody learns why it is fifty? And who, when a letter with a name in it has been sent?
severities = "B"
# %% w25-q2 wrong: the test above the letter | A weak test lets harm through later. Which of the three has done it by tomorrow, and can't be taken back?
severities = "D"

# %% w25-q3v2 exercise: review pull=0151 | Customers by region
# The insight: a comment says what a line ought to do, and running says what it does, whoever or whatever wrote it.
# %% w25-q3v2 right: terse, with families
review_0151 = review(
    "0151",
    "request_changes",
    "PAYING is not what it replaces, DataFrame.append is gone since pandas 2, and the main test checks the code against itself.",
    [
        finding("desk/revenue.py", 25, "blocker", "Was cancelled_on > :day, is status = 'active', which is as of today.",
                evidence="paying_customers(small, date(2025, 2, 19))", kind="silent change of a metric"),
        finding("desk/customers.py", "46-49", "major", "AttributeError every time, swallowed. The total row never appears.",
                evidence="customers_table(small, date(2025, 2, 19))", kind="swallowed exception"),
        finding("tests/test_customers.py", 11, "major", "Expected values come from the function under test.",
                evidence='tests("tests/test_customers.py::test_each_region_has_its_customers", broken="customers_in")',
                kind="test that cannot fail"),
    ],
)  # fmt: skip
# %% w25-q3v2 right: plain words, two of three
review_0151 = review(
    "0151",
    verdict="request changes",
    summary="I want this table, and the newest page is the same, as you say. June's is not: one number of its page changes without a word.",
    findings=[
        finding(
            "desk/revenue.py",
            "24-25",
            "blocker",
            "A customer who paid in June and left in autumn no longer counts in June. The number of every past month "
            "falls, for everybody who looks at an old page.",
            kind="silent change of a metric",
            evidence="paying_customers(db, date(2025, 6, 30))",
            suggestion="Could the old condition come back as it was?",
        ),
        finding(
            "desk/customers.py",
            45,
            "major",
            "The description promises a total in the last row. I ran it and there is none, and no error says why.",
            kind="swallowed exception",
            evidence="customers_table(db, date(2025, 12, 31))",
            suggestion="What does the line below try say when nothing catches it?",
        ),
    ],
)
# %% w25-q3v2 right: English as a third language, with a question
review_0151 = review(
    "0151",
    verdict="request_changes",
    summary="Good idea, thank you. Some things must be repaired before the merge.",
    findings=[
        finding("desk/revenue.py", -91, "critical", "Before, the condition has looked to the day. Now it looks only to the status of today.", kind="silent change of a metric",
                evidence="paying_customers(db, date(2025, 3, 31))"),
        finding("tests/test_customers.py", 12, "major", "The test makes the expected numbers with the same function, so it is green always.", kind="test that cannot fail",
                evidence="""tests('tests/test_customers.py::test_each_region_has_its_customers', broken='customers_in')"""),
        finding("desk/customers.py", 14, "question", "What happens with a customer in a region that is not in this list?", kind="something else"),
    ],
)  # fmt: skip
# %% w25-q3v2 wrong: approved | You approve it. In exercise 1 a number of the page of June came out lower without a word. Who would notice, and when?
review_0151 = review("0151", "approve", "I have read it and the tests are green. The table is what the regional leads asked for.")
# %% w25-q3v2 wrong: approved with a fault that she knows | You name a fault that harms, and approve all the same. What happens to it once this is merged?
review_0151 = review(
    "0151",
    "approve",
    "Fine, please look at this later.",
    [finding("desk/revenue.py", 25, "major", "Who has left since then no longer counts, so the number of past months falls without a word.", kind="silent change of a metric")],
)  # fmt: skip
# %% w25-q3v2 wrong: changes without a finding | You ask for changes, and no finding says which. Who wrote it is no fault. What has exercise 1 shown, and on which line is it made?
review_0151 = review("0151", "request_changes", "An assistant wrote this, and its author has read it once, so please not yet.")
# %% w25-q3v2 wrong: remarks on style alone | You ask for changes, and each finding is a small remark or a question. Which number is another one tomorrow, and for whom?
review_0151 = review(
    "0151",
    "request_changes",
    "It has too many comments, and then I am happy with it.",
    [
        finding("desk/customers.py", 14, "minor", "REGIONS could stand in a file of its own.", kind="something else"),
        finding("desk/customers.py", 19, "minor", "This comment says what everybody can see.", kind="something else"),
    ],
)
# %% w25-q3v2 wrong: the braces accused | One fault, and one alarm: what do the braces put in, and what did the discussion answer? Put the twelve questions to the other lines.
review_0151 = review(
    "0151",
    "request_changes",
    "One number changes, and the query is not safe.",
    [
        finding("desk/revenue.py", 25, "blocker", "Who has left since then no longer counts, the metric changes without a word.", kind="silent change of a metric"),
        finding("desk/customers.py", 26, "blocker", "The braces put a text into the query, which is an injection.", kind="SQL glued from strings"),
    ],
)  # fmt: skip
# %% w25-q3v2 wrong: about the person | One fault, and some words would keep its author from reading on: which? And which further lines have you held against the description?
review_0151 = review(
    "0151",
    "request_changes",
    "Teo, did you even read what it wrote for you? You never look at the old lines.",
    [finding("desk/revenue.py", 25, "blocker", "You changed the metric without telling anybody: status is as of today.", kind="silent change of a metric")],
)  # fmt: skip
# %% w25-q3v2 wrong: no verdict | You have found what there is, and leave it open whether it is merged. Who decides that, if the one who has read it does not?
review_0151 = review(
    "0151",
    "comment",
    "Three things that I would look at again.",
    [
        finding("desk/revenue.py", 25, "blocker", "Who has left since then no longer counts, the metric changes without a word.", kind="silent change of a metric"),
        finding("desk/customers.py", 47, "major", "The error is caught here and the total is never added.", kind="swallowed exception"),
        finding("tests/test_customers.py", 11, "major", "This test compares the code with itself and cannot fail.", kind="test that cannot fail"),
    ],
)  # fmt: skip

# %% w25-q4 exercise: review pull=0141 | Less code
# The insight: what looks dangerous is to be tried, not refused; and a yes has to say what it rests on.
# %% w25-q4 right: terse
review_0141 = review(
    "0141",
    "approve",
    "finally after COMMIT is harmless: _undo checks in_transaction first. PAUSE_SECONDS times 2**attempt from 0 gives 0.5 and 1. "
    "The old churn test could not see the order. `calls_made(small_tickets(1), 1, BusyVendor()) == 3` on both.",
)
# %% w25-q4 right: plain words, with a question
review_0141 = review(
    "0141",
    verdict="approve",
    summary="Three things made me nervous, and each holds. With _undo in desk/migrate.py the store still has its rows: "
    "`len(decisions_of(open_store(old_store(tmp)), '2025-10')) == 3`. With PAUSE_SECONDS the pauses are the same. The test of precision "
    "that goes would not have noticed a wrong order.",
    findings=[finding("desk/triage.py", 18, "question", "Should desk/rates.py count its pauses in the same way one day?", kind="something else")],
)
# %% w25-q4 right: English as a third language, with a small remark
review_0141 = review(
    "0141",
    verdict="lgtm",
    summary="I have tried. In migrate the finally covers both except. Number 0.5 is right because attempt begins from zero in triage. "
    "New test of churn with Told is better. `migrate(old_store(tmp)) == ['0003_whole_micros']`.",
    findings=[
        finding("tests/test_churn.py", 67, "minor", "Maybe one word more what Told is for.", kind="something else",
                evidence="calls_made(small_tickets(3), 1, BusyVendor(times=2))")
    ],
)  # fmt: skip
# %% w25-q4 wrong: sent back on sight | You send it back, and accuse lines that are right. What came out differently when you ran them on both versions?
review_0141 = review(
    "0141",
    "request_changes",
    "An except is deleted, a test is deleted and a number is changed. That does not make things safer.",
    [finding("desk/migrate.py", 42, "blocker", "The error is swallowed now, nobody raises it again.", kind="swallowed exception")],
)
# %% w25-q4 wrong: sent back without a reason | You send it back and name nothing that would do harm. What would go wrong tomorrow, and for whom, if it were merged?
review_0141 = review(
    "0141", "request_changes", "The reasons hold, as far as I can see. Still, I would not touch code that works, and three things in one change are two too many."
)
# %% w25-q4 wrong: no verdict | You leave it open. What would you have to try before you could decide?
review_0141 = review("0141", "comment", "The pauses in triage are right, I have counted. Somebody else should look at the rest.")
# %% w25-q4 wrong: a yes that says nothing | You approve it, and the summary does not carry a yes. Which three of its functions or classes have you read, and what did a call of it give?
review_0141 = review("0141", "approve", "Looks good to me.")
# %% w25-q4 wrong: approved with an alarm | One of your findings accuses a line that is right. What is different there, when you run it on both versions?
review_0141 = review(
    "0141",
    "approve",
    "Shorter, and fine by me.",
    [finding("desk/migrate.py", 42, "major", "This runs after a success as well, and takes back rows that are fine.", kind="migration that loses rows")],
)

# %% w25-q5 exercise: text least=30 most=120 | The same thing, said so that it helps
# The insight: a comment is there to be acted on. What, what follows, how to see it, and a question.
# words: what happens :: continue, skips, skipped, next, empty, nothing, gone, ignores :: What happens to a rate that can't be read?
# words: what follows at Kestrel :: revenue, invoice, invoices, finance, report, canada, customers :: What follows from it at Kestrel? Say whose number is wrong.
# words: how to see it :: read_rates, value, tried, ran, test, example :: How can anybody see it: which value did you try?
# tick: It says what happens to a rate that can't be read, and who hears of it.
# tick: It says what follows at Kestrel, in terms of the business.
# tick: Anybody could see it: it names the value that you tried.
# tick: It says what could be done as a question.
# tick: You would like to get it yourself, on a bad day, under your own work.
# %% w25-q5 right: plain words
comment = """If the provider sends a rate that cannot be read, this line skips it and nobody is told. The month then has no rate or an old one, and our revenue in Canadian dollars comes out wrong in the report. With the value "n/a" the result is an empty list. Would it be possible to stop with an error that names the month?"""
# %% w25-q5 right: terse
comment = """`continue` swallows unreadable entries silently. Evidence: read_rates with value n/a gives []. Should the provider rename a field, the table would be empty, the job green, and Finance would convert CAD invoices with last month's rate. Raise RatesError here instead, or is there a case where skipping is wanted?"""
# %% w25-q5 right: English as a third language
comment = """Thank you for this change, the rest is good. When one rate is bad, the loop is ignoring it and there is no message. I tried it with a rate without value and the list was empty. Then Finance has no rate for Canada and the invoices of this month are wrong. Could we make an error with the name of the currency?"""
# %% w25-q5 right: begins with a question
comment = """What should happen when a rate is not readable? At the moment it is left out, and no one notices. For example, one entry without a date gives an empty table and the job says that all is well. The board would then see Canadian amounts at an old rate. I would prefer that the job stops and says which entry it was. Does that fit with what Finance expects?"""
# %% w25-q5 right: with thanks, by name
comment = """Thank you for this, Wyatt. When a rate can't be read, line 51 throws it away, and nobody in Finance is told. I tried a rate of n/a and got an empty list back and no error. We would end up with no rate for the month, and the revenue from Canada would be wrong. Wyatt, could it raise an error, or did you have a reason for it?"""
# %% w25-q5 right: begins with what was tried
comment = """Hi Wyatt, I gave read_rates the value n/a and got an empty list back, and no warning. So one bad entry from the provider leaves us without a rate for that month, and the report converts Canadian invoices wrongly without anybody noticing. Did you leave it out on purpose? If not, would an error with the currency and the month be possible here?"""
# %% w25-q5 right: a stop as a wish, and who would hear of it then
comment = """Thank you for this. A rate that cannot be read is skipped here, and Finance does not hear of it. I gave read_rates the value n/a and it returned an empty list. The revenue of Canada would then be converted with an old rate. I would feel better if it stops with an error, so that everybody knows which month is missing. Would that break anything?"""
# %% w25-q5 right: the next one is taken
comment = """When a rate can't be read, line 51 takes the next one without saying anything. I tried "n/a" for February and nothing came out. Our finance people would believe that everything is fine and convert Canadian invoices at January's price, so reported income would be wrong. Might it be better to stop and name the month?"""
# %% w25-q5 right: thanks, in few words
comment = """Wyatt, merci for the work. When value is bad like n/a, code pass to next and say nothing to nobody. The finance department have old rate and invoice of Canada become wrong in report. Maybe better to stop the program with message, what do you think?"""
# %% w25-q5 wrong: too short | Your text has 4 words; at least 30 are asked for.
comment = "Line 51 skips it."
# %% w25-q5 wrong: the question copied | Most of that is the text of the exercise. What would you say in your own words?
comment = """Somebody has written this about lines 50 and 51 of desk/provider.py in the lesson's change, and its author has not answered since: Wyatt, did you even test this?? Any beginner sees that this continue is garbage."""
