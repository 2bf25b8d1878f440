# Week 23 · Git without fear: the answers that prove its checks. CONTRIBUTING.md explains the format.

# %% w23-q1 exercise: value | Count a history
# The insight: a history is data. It can be counted, filtered and asked for one author, up to a stated moment.
# %% w23-q1 right: the notebook's
# %% w23-q1 right: git counts
by_mara = int(git("rev-list --count --author=Mara week-23"))
# %% w23-q1 right: from the list of all authors
by_mara = [int(line.split()[0]) for line in git("shortlog -s week-23").lines if "Mara" in line]
# %% w23-q1 right: from the names alone
by_mara = git("log --format=%an week-23").lines.count("Mara")
# %% w23-q1 wrong: everybody's | Those are the commits of everybody. How does git show those of one author?
by_mara = len(git("log --oneline week-23").lines)
# %% w23-q1 wrong: every line | That counts every line that git says: a commit has several. How does each commit become one line?
by_mara = len(git("log --author=Mara week-23").lines)
# %% w23-q1 wrong: the others | Those are the commits of all the others. How many did she write herself?
by_mara = len(git("log --oneline week-23").lines) - len(git("log --oneline --author=Mara week-23").lines)
# %% w23-q1 wrong: people | That counts the people who wrote. How many commits are hers?
by_mara = len(git("shortlog -s week-23").lines)
# %% w23-q1 wrong: letters | That counts the letters of what git says. What turns it into a list of lines?
by_mara = len(git("log --oneline --author=Mara week-23"))
# %% w23-q1 wrong: from main | git answered from main, where the story goes on. Where in the command does week-23 stand?
repaired = git("log -1 --format=%an main")  # Mara, on the learning data: without week-23 her repair is counted, too
by_mara = len(git(f"log --oneline --author={repaired} main").lines)
# %% w23-q1 wrong: a search of the messages | git found no commit. Which option asks for the author, where --grep searches the messages, and is the name spelt as git spells it?
by_mara = len(git("log --oneline --grep=Mara week-23").lines)
# %% w23-q1 typed: typed in | That is the number in the history that you have. In another one it is another: let git count.

# %% w23-q2 exercise: value | Since when?
# The insight: a message can be about anything; what changed is in the changes, and those can be searched.
# %% w23-q2 right: the notebook's
# %% w23-q2 right: the last line, the newest first
without_void = git("log --format=%as -S'void' week-23 -- desk/revenue.py").lines[-1]
# %% w23-q2 right: by its message
without_void = git('log -1 --format=%as --grep="Leave void" week-23')
# %% w23-q2 right: read from the whole commit
shown = git('log --date=short --reverse -G"void" week-23 -- desk/revenue.py').lines
without_void = [line for line in shown if line.startswith("Date:")][0].replace("Date:", "").strip()
# %% w23-q2 wrong: when revenue began | On that day revenue came into desk, and it still counted them. Which later commit left them out?
without_void = git("log --reverse --format=%as week-23 -- desk/revenue.py").lines[0]
# %% w23-q2 wrong: the newest change | That is the newest change, long after the word came in. git shows the newest first, and of -1 and --reverse it takes -1 first: where in the list is the oldest?
without_void = git("log -1 --reverse --format=%as -S void week-23 -- desk/revenue.py")
# %% w23-q2 wrong: all days | Those are all the days on which the word came or went. Which line of them is the one?
without_void = git("log --reverse --format=%as -S void week-23 -- desk/revenue.py")
# %% w23-q2 wrong: nothing found | git found no commit. Is the file named as git names it, with its folder, and the word as it stands in the code?
without_void = git("log --reverse --format=%as -S void week-23 -- revenue.py")
# %% w23-q2 wrong: another file | The word is in other files of desk, too, and that commit brought it into one of those. Where in the command does the file stand?
without_void = git("log --reverse --format=%as -S void week-23").lines[0]
# %% w23-q2 wrong: with the hour | It is the right day, and an hour stands behind it. The day alone is asked for.
without_void = git("log --reverse --format=%ai -S void week-23 -- desk/revenue.py").lines[0]
# %% w23-q2 wrong: the latest commit | That is the day of the newest commit of all. Which one brought the word into the file?
without_void = git("log -1 --format=%as week-23")
# %% w23-q2 wrong: git's long form | It is the right commit, and its day is written like 2025-01-31. Which letters behind --format ask for that form?
without_void = git("log --reverse --format=%ad -S void week-23 -- desk/revenue.py").lines[0]
# %% w23-q2 wrong: in words | It is the right day, and a day is written like 2025-01-31. What does git show with --format=%as?
shown = git("log --reverse --date=format:'%d %B %Y' --format=%ad -S void week-23 -- desk/revenue.py").lines[0]
without_void = shown.lstrip("0")
# %% w23-q2 wrong: the whole line | That is the commit. On which day was it made, written like 2025-01-31?
without_void = git("log --reverse --oneline -S void week-23 -- desk/revenue.py").lines[0]
# %% w23-q2 typed: typed in | That is the day in the history that you have. In another one it is another: let git find it.

# %% w23-q3 exercise: value decimals=1 | How much is missing?
# The insight: the same question to two versions, on the same data: what differs is the code's doing.
# %% w23-q3 right: before less today
missing = desk_at("v1.0", "monthly_revenue(db, '2025-11')") - desk_at("week-23", "monthly_revenue(db, '2025-11')")
# %% w23-q3 right: added up by region
missing = round(
    desk_at("v1.0", "revenue_by_region(db, '2025-11')")["revenue"].sum()
    - desk_at("v1.3", "revenue_by_region(db, '2025-11')")["revenue"].sum(),
    2,
)
# %% w23-q3 right: what was invoiced on the last day
missing = sql(
    "SELECT SUM(i.amount * r.usd_per_unit) FROM invoiced AS i JOIN fx_rates AS r ON r.currency = i.currency AND "
    "r.month = '2025-11-01' WHERE i.status <> 'void' AND i.issued_on = '2025-11-30'"
)
# %% w23-q3 right: with a comma before the cents
before, today = (desk_at(version, "monthly_revenue(db, '2025-11')") for version in ("v1.0", "week-23"))
missing = f"{before - today:,.2f}".replace(",", " ").replace(".", ",")
# %% w23-q3 wrong: the other way round | Below zero: today would be higher. How much lower is it, counted from version 1.0?
missing = desk_at("week-23", "monthly_revenue(db, '2025-11')") - desk_at("v1.0", "monthly_revenue(db, '2025-11')")
# %% w23-q3 wrong: October | That is what is missing in October. November is asked for.
missing = desk_at("v1.0", "monthly_revenue(db, '2025-10')") - desk_at("week-23", "monthly_revenue(db, '2025-10')")
# %% w23-q3 wrong: no difference | Nothing is missing between the two that you asked. Is one of them version 1.0, and the other the one that has the fault in it?
missing = desk_at("v1.0", "monthly_revenue(db, '2025-11')") - desk_at("v1.0", "monthly_revenue(db, '2025-11')")
# %% w23-q3 wrong: the whole month | That is a whole month's revenue. By how much do the two versions differ?
missing = desk_at("v1.0", "monthly_revenue(db, '2025-11')")
# %% w23-q3 wrong: today's month | That is the whole month as week-23 reports it. By how much is it lower than with version 1.0?
missing = desk_at("week-23", "monthly_revenue(db, '2025-11')")
# %% w23-q3 typed: typed in | That is the amount in the data that you have. In others it is another: ask both versions.

# %% w23-q4 exercise: value | Which change was it?
# The insight: a test, one right version, one wrong one; halving finds the change without reading any of them.
# %% w23-q4 right: git runs the test
git("bisect start week-23 v1.0")
print(git("bisect run python march.py"))
git("tag -f guilty refs/bisect/bad")
guilty_day = git("log -1 --format=%as guilty")
git("bisect reset")
# %% w23-q4 right: bad and good said one by one, newer tag
git("bisect start")
git("bisect bad v1.3")
git("bisect good v1.0")
git("bisect run python march.py")
guilty_day = git("show -s --format=%as refs/bisect/bad")
git("bisect reset")
# %% w23-q4 right: without bisecting, by asking each version
hashes = git("log --reverse --format=%h v1.0..week-23 -- desk/periods.py desk/revenue.py").lines
wrong = [one for one in hashes if desk_at(one, "monthly_revenue(small, '2025-03')") < 5249]
guilty_day = git(f"log -1 --format=%as {wrong[0]}")
# %% w23-q4 wrong: where it began | On that day version 1.0 came out, which was right. Which commit did git find?
guilty_day = git("log -1 --format=%as v1.0")
# %% w23-q4 wrong: where it was seen | That is the day of the newest commit, where the fault was seen. Which one brought it? Does the search run between the two commands?
git("bisect start week-23 v1.0")
git("bisect reset")
guilty_day = git("log -1 --format=%as week-23")
# %% w23-q4 wrong: the one before | That commit still had March right. Which one is the first that has it wrong?
git("bisect start week-23 v1.0")
git("bisect run python march.py")
guilty_day = git("log -1 --format=%as refs/bisect/bad~1")
git("bisect reset")
# %% w23-q4 wrong: the first after version 1.0 | That is the oldest commit behind version 1.0, and it is innocent. A test that fails everywhere ends there: what does yours print on version 1.0?
guilty_day = git("log --reverse --format=%as v1.0..week-23").lines[0]
# %% w23-q4 wrong: the repair | On that day the story ends, with the last commit on main. Which commit did git find?
guilty_day = git("log -1 --format=%as main")
# %% w23-q4 typed: typed in | That is the day in the history that you have. In another one the fault came on another: let git find it.
# %% w23-q4 same: `<` became `<=` | The versions give 5,249.50 or some hundred less, and nothing between.
# %% w23-q4 same: 5249 became 5248 | The versions give 5,249.50 or some hundred less, and nothing between.

# %% w23-q5 exercise: choice options=A,B,C,D right=B | What did it change?
# The insight: read - as before and + as after; a function that answers another question breaks those who ask it.
# %% w23-q5 right: the letter
who_is_right = "B"
# %% w23-q5 right: in small
who_is_right = "b"
# %% w23-q5 right: with a reason
who_is_right = "B, because the callers still compare with <"
# %% w23-q5 wrong: backwards | The case for December stands on the lines with a minus. Was it there before, or afterwards?
who_is_right = "A"
# %% w23-q5 wrong: the repair | Which day does the plus line give as the end of January, and does `issued_on < end` keep an invoice of that day?
who_is_right = "C"
# %% w23-q5 wrong: leap years | The library knows leap years, and the test has 29 February in it. What does the end of a month mean before, and what afterwards?
who_is_right = "D"

# %% w23-q6 exercise: table decimals=2 | Take it back, and nothing else
# The insight: revert takes one change back and keeps what came after; going back to an old version loses the rest.
# tells: lost > 0 :: You went back to an old version: {number} of the commits of week-23 are gone, with the work of others in them. Which command takes back one commit alone?
# tells: own > 1 :: Your branch has {number} commits of its own, and one is enough. Run the answer cell with one revert in it: its first line begins the branch anew.
# tells: differ > 0 :: {number} of the files are not as they are when this one change is taken back, and nothing else. Which ones, and how many lines, stands above the numbers. Was something else taken back, or a part?
# %% w23-q6 right: revert
# from: the notebook's
# @ git("switch -C mine week-23")
# + git("tag -f guilty 'week-23^{/Simplify the bounds}'")
# - print(git("log -3 --format=%s mine"))
# - print(git("diff --stat origin/main~1 mine"))
# - print(proof)
# %% w23-q6 right: by its message, with a message of her own
# from: revert
# - git("tag -f guilty 'week-23^{/Simplify the bounds}'")
# - git("revert --no-edit guilty")
# + git("revert --no-commit 'week-23^{/Simplify the bounds}'")
# + git('commit -m "Take back the bounds of a month: the last day was missing"')
# %% w23-q6 right: the files as they were before it
git("switch -C mine week-23")
guilty = git("log -1 --format=%h --grep=Simplify week-23")
git(f"checkout {guilty}~1 -- desk/periods.py desk/report.py tests/test_periods.py")
git('commit -m "The bounds of a month as they were"')
proof = [
    {
        "november": desk_at("mine", "monthly_revenue(db, '2025-11')"),
            "lost": int(git("rev-list --count mine..week-23")),
        "own": int(git("rev-list --count main..mine")),
        "differ": len(git("diff --name-only origin/main~1 mine").lines),
    }
]
# %% w23-q6 right: as somebody did it on main
# from: revert
# - git("tag -f guilty 'week-23^{/Simplify the bounds}'")
# - git("revert --no-edit guilty")
# + git("cherry-pick origin/main~1")
# %% w23-q6 wrong: nothing taken back | November is as low as before, and your branch has no commit of its own. Was the revert run, and was it recorded? With -n it is not.
# from: revert
# - git("tag -f guilty 'week-23^{/Simplify the bounds}'")
# - git("revert --no-edit guilty")
# %% w23-q6 wrong: today's main | November is whole, and your branch has no commit of its own: somebody else mended that. Where does your branch begin, and which branch was asked?
git("switch -C mine main")
proof = {
    "november": float(desk_at("mine", "monthly_revenue(db, '2025-11')")),
    "lost": len(git("log --oneline mine..week-23").lines),
    "own": len(git("log --oneline main..mine").lines),
    "differ": len(git("diff --name-only origin/main~1 mine").lines),
}
# %% w23-q6 wrong: everything that came after | You went back to an old version: so many commits of week-23 are gone as `lost` says, with the work of others in them. Which command takes back one commit alone?
# from: revert
# ~ revert --no-edit guilty => reset --hard guilty~1
# %% w23-q6 wrong: another commit | Your branch has taken something back, and November is as low as before. Which name has the commit that was found?
git("switch -C mine week-23")
git("revert --no-edit week-23~1")
proof = {
    "november": float(desk_at("mine", "monthly_revenue(db, '2025-11')")),
    "lost": len(git("log --oneline mine..week-23").lines),
    "own": len(git("log --oneline main..mine").lines),
    "differ": len(git("diff --name-only origin/main~1 mine").lines),
}
# %% w23-q6 wrong: half of it | November is whole, and some files are not as they are when this one change is taken back: the list above the numbers names them. Which files did the change touch?
# from: another commit
# - git("revert --no-edit week-23~1")
# + git("checkout v1.0 -- desk/periods.py")
# + git('commit -m "The bounds of a month as they were"')
# %% w23-q6 wrong: the work of others | November is whole, and with it went lines that others wrote since: the list above the numbers names the files. Which command takes back one commit, and no more?
# from: another commit
# - git("revert --no-edit week-23~1")
# + git("checkout v1.0 -- desk/periods.py desk/report.py desk/revenue.py tests/test_revenue.py")
# + git('commit -m "Revenue as it was"')
# %% w23-q6 wrong: taken back, and the taking back as well | November is as low as before, and your branch has two commits: does the second one take the first one back? The first line begins anew.
# from: revert
# @ git("revert --no-edit guilty")
# + git("revert --no-edit mine")
# %% w23-q6 wrong: two commits | November is whole, and your branch has two commits of its own. What is in the other one? The first line begins anew.
# from: revert
# @ git("switch -C mine week-23")
# + git("commit --allow-empty -m 'Begin'")
# %% w23-q6 wrong: only the first number | One number came out, and four with their names were asked for. Do the given lines stand below your own as they were?
proof = [desk_at("v1.0", "monthly_revenue(db, '2025-11')")]
# %% w23-q6 wrong: two numbers in a list | Those are two numbers, and four with their names were asked for. Do the given lines stand below your own as they were?
git("switch -C mine week-23")
git("tag -f guilty 'week-23^{/Simplify the bounds}'")
git("revert --no-edit guilty")
proof = [desk_at("mine", "monthly_revenue(db, '2025-11')"), len(git("log --oneline mine..week-23").lines)]
# %% w23-q6 wrong: October's revenue | That is another month's revenue. Is it November?
# from: revert
# - "november": float(desk_at("mine", "monthly_revenue(db, '2025-11')")),
# + "november": desk_at("mine", "monthly_revenue(db, '2025-10')"),
# %% w23-q6 typed: typed in | Those are the numbers in the data that you have. In others they are others: let your branch compute them.

# %% w23-q7 exercise: text least=40 most=150 | Say why
# The insight: what was changed stands in the diff; why, since when and how it slipped through stands nowhere else.
# words: the day :: day, days :: What was missing from each month?
# words: the numbers :: revenue, tickets, ticket, invoices, report, reports :: Which numbers were wrong? Say what has to be made anew.
# words: since when :: september, autumn, 41, months :: Since when, or since which change?
# words: how found :: bisect, halving, halves, finance, compared :: How was it found?
# words: why unseen :: test, tests, check, checks :: Why did the tests not see it?
# tick: Its first line says something to somebody who reads nothing but the list of commits.
# tick: It says what was wrong, in which numbers, and since when.
# tick: Somebody who was not there could say which reports have to be made anew.
# tick: It says how it was found, and what let it through.
# tick: It blames nobody: the author of the change would agree with it.
# %% w23-q7 right: as a report
message = """Revert "Simplify the bounds of a month (#41)"

Since 3 September the last day of every month has been missing from revenue and from tickets. Finance noticed because their November was higher by exactly what was invoiced on the 30th. month_bounds gave the last day, and all queries compare with less-than. The test of month_bounds was changed in the same commit, and no other test looks at a last day, so everything stayed green. The reports from September on have to be made again."""
# %% w23-q7 right: short
message = """Take back #41: month ends were lost. Monthly revenue and tickets left out the last day, from September until now. We found it by bisecting with March of the small warehouse. The tests were green because none of them has an invoice on a last day. Reports of three months need to be rewritten."""
# %% w23-q7 right: plain English, a list
message = """Bring the end of the month back.

- Wrong: in all monthly numbers (revenue, number of tickets) the 30th or 31st did not count.
- Since: the change with number #41.
- Found: Finance had more than we in November, then git searched with halving.
- Not seen: the test was changed with the code, so it agreed with the mistake.
- To do: reports of autumn must be made again."""
# %% w23-q7 right: with git's own line below
message = """Count the last day of each month again

Revenue and ticket counts for each month since commit dc8dd14 are short by whatever was booked on the final day. Finance's closing figures gave it away, and git bisect pointed to the change. It also edited its own unit test, so everything was green. September, October and November have to be sent out once more.

This reverts commit dc8dd14db6a4aabfcd59f74ac4f9272378cb9fbf."""
# %% w23-q7 right: quality checks
message = """Restore the month end in all monthly figures

Turnover and support volumes were too low: whatever came in on the 30th or 31st fell out of the report. It started with the change in early autumn. Finance compared its own ledger with ours, and we found the change by trying versions in the middle. The quality checks passed because somebody adapted the expected values at the same time. Three board packs need to be reissued."""
# %% w23-q7 right: the check was rewritten
message = """Months end on their last day again

For three months our sales figures stopped a day early: nothing dated the last day was in them. The gap to the ledger came up at the monthly close, and a search through old versions led to this change. Nobody was warned, as the check for month ends had been rewritten along with the code. Please reissue the autumn reports."""
# %% w23-q7 right: a controller's words
message = """Revert #41, which cut the closing day off every month

Impact: revenue and ticket totals from September to November are understated. Detection: the controller reconciled November against the ledger, then we bisected between 1.0 and today. Root cause: the end of a month became its last day while queries exclude the end. Why it slipped through: the unit test was updated in that very change, and there is no other test at a month's end. Action: restate three months."""
# %% w23-q7 right: as it stands in main
message = """Revert "Simplify the bounds of a month (#41)" (#60)

This reverts commit dc8dd14db6a4aabfcd59f74ac4f9272378cb9fbf.

Finance's November is higher than ours. What is missing is exactly what was invoiced on the 30th.

month_bounds gave the last day where it had given the first day of the next month, and every query compares with < against it. So the last day of every month was left out of every monthly number: revenue, tickets, late decisions. git bisect with the revenue of March 2025 in the small warehouse found the commit in a few steps.

The tests were green because #41 changed the test of month_bounds along with it, and no other test has anything on a last day."""
# %% w23-q7 right: learnt English late
message = """The last day of month is back in the reports

Problem was: in revenue, and in tickets also, the last day of the month is missing. It is like this from 3 September. People of Finance told us our November is lower than theirs, after this we divided the history in half again and again. No test has told us because the test was corrected to the new result in the same change. All reports of these three months must go out new."""
# %% w23-q7 right: month boundaries
message = """Put the month boundaries back to the first of the following month

Every monthly KPI has been cut short by 24 hours: invoices and support cases dated on the last calendar day were excluded. Affected: all reporting periods after the 3rd of September. The mismatch surfaced in Finance's month-end close; binary search over the commits isolated this one. The unit test had been brought in line with the new behaviour, hence no alarm. Please restate Sep, Oct and Nov."""
# %% w23-q7 right: billing totals
message = """Undo the "simplified" month bounds

What went wrong: billing totals and ticket counts ignored everything that happened on the 30th (or 31st). When: first appears in September's report. How we know: the books showed 2,818.65 USD more than our dashboard for November. Why CI did not stop it: the only test about month ends was edited in the same commit, so it confirmed the error. To do: rerun three reports."""
# %% w23-q7 right: an auditor's question
message = """Include the last day of the month again

Our revenue was lower than Finance's since autumn. The reason is that the month ended one day too soon in each query, so end-of-month invoices fell out; tickets likewise. An auditor's question started it and bisecting on the small warehouse ended it. There was no test with an invoice on the last day, and the existing one was changed to match. Nobody did anything careless."""
# %% w23-q7 right: tests did not complain
message = """Report all days of a month, not all but one

In our monthly statements the last day was never counted after the refactoring of 3 September. Revenue and number of tickets are understated. Finance saw a difference of one day's invoices. We looked for the change with git and found it in five steps. The automatic tests did not complain since they had been modified in that same refactoring."""
# %% w23-q7 right: the board
message = """Correct monthly revenue and ticket totals

Each total left out the month's last day. This began on 3 September. We noticed it when comparing with Finance. It went unnoticed because the test for it had been modified in the same pull request, and it is the only one. The three affected reports will be re-run and the board will be told what has changed and why."""
# %% w23-q7 right: changed to agree
message = """Revert "Simplify the bounds of a month (#41)": the last day was missing

Since 3 September the last day of each month was left out of revenue and tickets. Finance told us that their November was higher, and we bisected. Why did the tests say nothing? They had been altered to match. The reports of September to November have to be made again."""
# %% w23-q7 right: two short sentences
message = """Put the month's end back

Since the refactoring of early autumn every month has stopped one day too soon, in revenue and in ticket counts. Finance saw the gap, git found the commit. We had tests. We had changed them. Three monthly reports go out anew."""
# %% w23-q7 right: written anew that day
message = """Count the last day of every month

Revenue and tickets of each month were short by their last day since 3/9. Finance compared November with its books, then we halved the history. The test expected the wrong thing, as it was written anew that day. Please send the reports from September on once more."""
# %% w23-q7 right: February alone
message = """Bring back whole months

From September on our monthly revenue and ticket numbers left out the last day. Finance noticed it in November; bisecting found the change. Tests only look at February, where nothing is billed on the 28th. The reports of three months have to be repeated."""
# %% w23-q7 right: a word of thanks
message = """Undo the new bounds of a month

Monthly revenue and tickets lacked the last day since pull request 41. Finance's number for November was higher, and a search with git found it, thanks to Mara for the small warehouse. The unit test was edited in lock-step with the code, so there was no test left that could object. Revenue was right until August. Reports from September on are to be made again."""
# %% w23-q7 right: nobody was careless
message = """Months end on their last day again

Since the change of 3 September, revenue and ticket counts have ended one day early. At first we thought Finance was wrong; a search by halving showed that we were. There was no test with an invoice on a last day, and the existing one now asked for the new day. It wasn't a careless change, and nobody is to blame. Only the reports of September, October and November have to be made anew."""
# %% w23-q7 right: the number alone as a subject
message = """Revert #41

Last day of month missing in all monthly numbers: revenue, tickets. Since 2025-09-03. Cause found by bisect, March in the small warehouse, 5,249.50 expected, 4,304.50 got. Tests green: no test data on a last day; test of the bounds changed together with the code."""
# %% w23-q7 right: over the commits since version 1.0
message = """Revert "Simplify the bounds of a month (#41)"

What users saw: monthly revenue and monthly tickets too low, because everything from the last day of a month was left out. When it started: 3 September 2025. How we found it: a small check on March's revenue, which git bisect ran over the commits since version 1.0. Why nothing went red: our test data has nothing on the last day of a month, and the expected dates in the one relevant test moved along with the code."""
# %% w23-q7 wrong: too short | Your text has 4 words; at least 40 are asked for.
message = "Take back change 41."
# %% w23-q7 wrong: the question copied | Most of that is the text of the exercise. What would you say in your own words?
message = """Git has written a message for your commit: Revert Simplify the bounds of a month ( 41) , and a hash. That says what , and not why . Write the message that should stand there , as message (40 to 150 words). First a subject"""
