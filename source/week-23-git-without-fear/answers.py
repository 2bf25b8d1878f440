# Week 23 · Git without fear: the answers that prove its checks. CONTRIBUTING.md explains the format.

# %% w23-q1 exercise: value | Whom could you ask?
# The insight: a history is data. It can be counted, filtered and asked for one author, up to a stated moment.
# %% w23-q1 right: the lines of her commits
by_mara = len(git("log --oneline --author=Mara week-23").lines)
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
# %% w23-q1 typed: typed in | That is the number in the history that you have. In another one it is another: let git count.

# %% w23-q2 exercise: value | Since when?
# The insight: a message can be about anything; what changed is in the changes, and those can be searched.
# %% w23-q2 right: the oldest commit that brought the word into the file
without_void = git("log --reverse --format=%as -S void week-23 -- desk/revenue.py").lines[0]
# %% w23-q2 right: the last line, the newest first
without_void = git("log --format=%as -S'void' week-23 -- desk/revenue.py").lines[-1]
# %% w23-q2 right: by its message
without_void = git('log -1 --format=%as --grep="Leave void" week-23')
# %% w23-q2 right: read from the whole commit
shown = git('log --date=short --reverse -G"void" week-23 -- desk/revenue.py').lines
without_void = [line for line in shown if line.startswith("Date:")][0].replace("Date:", "").strip()
# %% w23-q2 wrong: when revenue began | On that day revenue came into desk, and it still counted them. Which later commit left them out?
without_void = git("log --reverse --format=%as week-23 -- desk/revenue.py").lines[0]
# %% w23-q2 wrong: the newest change | That is the newest change of the file, or of the word. Since when has the word been there at all?
without_void = git("log -1 --format=%as week-23 -- desk/revenue.py")
# %% w23-q2 wrong: the latest commit | That is the day of the newest commit of all. Which one brought the word into the file?
without_void = git("log -1 --format=%as week-23")
# %% w23-q2 typed: typed in | That is the day in the history that you have. In another one it is another: let git find it.

# %% w23-q3 exercise: value decimals=2 | How much is missing?
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
# %% w23-q3 wrong: the other way round | Below zero: today would be higher. How much lower is it, counted from version 1.0?
missing = desk_at("week-23", "monthly_revenue(db, '2025-11')") - desk_at("v1.0", "monthly_revenue(db, '2025-11')")
# %% w23-q3 wrong: October | That is what is missing in October. The meeting asked for November.
missing = desk_at("v1.0", "monthly_revenue(db, '2025-10')") - desk_at("week-23", "monthly_revenue(db, '2025-10')")
# %% w23-q3 wrong: no difference | Both versions that you asked were right, so nothing is missing between them. Which one has the fault in it?
missing = desk_at("v1.0", "monthly_revenue(db, '2025-11')") - desk_at("v1.0", "monthly_revenue(db, '2025-11')")
# %% w23-q3 wrong: the whole month | That is a whole month's revenue. By how much do the two versions differ?
missing = desk_at("v1.0", "monthly_revenue(db, '2025-11')")
# %% w23-q3 wrong: today's month | That is the whole month as desk reports it now. By how much is it lower than with version 1.0?
missing = desk_at("week-23", "monthly_revenue(db, '2025-11')")
# %% w23-q3 typed: typed in | That is the amount in the data that you have. In others it is another: ask both versions.

# %% w23-q4 exercise: value | Which change was it?
# The insight: a test, one right version, one wrong one; halving finds the change without reading any of them.
# %% w23-q4 right: git runs the test
git("bisect start week-23 v1.0")
git("bisect run python march.py")
guilty = git("log -1 --format=%h refs/bisect/bad")
guilty_day = git("log -1 --format=%as refs/bisect/bad")
git("bisect reset")
# %% w23-q4 right: bad and good said one by one, newer tag
git("bisect start")
git("bisect bad v1.3")
git("bisect good v1.0")
git("bisect run python march.py")
guilty = git("rev-parse refs/bisect/bad")
guilty_day = git(f"show -s --format=%as {guilty}")
git("bisect reset")
# %% w23-q4 right: without bisecting, by asking each version
hashes = git("log --reverse --format=%h v1.0..week-23 -- desk/periods.py desk/revenue.py").lines
wrong = [one for one in hashes if desk_at(one, "monthly_revenue(small, '2025-03')") < 5249]
guilty = wrong[0]
guilty_day = git(f"log -1 --format=%as {guilty}")
# %% w23-q4 wrong: where it began | On that day version 1.0 came out, which was right. Which commit did git find?
guilty = git("log -1 --format=%h v1.0")
guilty_day = git("log -1 --format=%as v1.0")
# %% w23-q4 wrong: where it was seen | That is the day of the newest commit, where the fault was seen. Which one brought it?
guilty = git("log -1 --format=%h week-23")
guilty_day = git("log -1 --format=%as week-23")
# %% w23-q4 wrong: the one before | That commit still had March right. Which one is the first that has it wrong?
git("bisect start week-23 v1.0")
git("bisect run python march.py")
guilty = git("log -1 --format=%h refs/bisect/bad~1")
guilty_day = git("log -1 --format=%as refs/bisect/bad~1")
git("bisect reset")
# %% w23-q4 wrong: the repair | On that day the story ends, with the last commit on main. Which commit did git find?
guilty = git("log -1 --format=%h main")
guilty_day = git("log -1 --format=%as main")
# %% w23-q4 typed: typed in | That is the day in the history that you have. In another one the fault came on another: let git find it.

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
# %% w23-q6 right: revert
git("switch -C mine week-23")
guilty = git("log -1 --format=%h --grep=Simplify week-23")
git(f"revert --no-edit {guilty}")
proof = [desk_at("mine", "monthly_revenue(db, '2025-11')"), desk_at("mine", "len(waiting(db, date(2025, 11, 28)))")]
# %% w23-q6 right: by its message, with a message of her own
git("switch -C mine week-23")
guilty = git("log -1 --format=%h --grep=Simplify week-23")
git("revert --no-commit 'week-23^{/Simplify the bounds}'")
git('commit -m "Take back the bounds of a month: the last day was missing"')
proof = [desk_at("mine", "monthly_revenue(db, '2025-11')"), desk_at("mine", "len(waiting(db, date(2025, 11, 28)))")]
# %% w23-q6 right: the files as they were before it
git("switch -C mine week-23")
guilty = git("log -1 --format=%h --grep=Simplify week-23")
git(f"checkout {guilty}~1 -- desk/periods.py desk/report.py tests/test_periods.py")
git('commit -m "The bounds of a month as they were"')
proof = (desk_at("mine", "monthly_revenue(db, '2025-11')"), desk_at("mine", "len(waiting(db, date(2025, 11, 28)))"))
# %% w23-q6 wrong: nothing taken back | November is as low as before: your branch does not have the revert. Which commit should it take back?
git("switch -C mine week-23")
guilty = git("log -1 --format=%h --grep=Simplify week-23")
proof = [desk_at("mine", "monthly_revenue(db, '2025-11')"), desk_at("mine", "len(waiting(db, date(2025, 11, 28)))")]
# %% w23-q6 wrong: everything that came after | November is whole, and the sorting of tickets is gone, with everything else that came later. Which command takes back one commit alone?
git("switch -C mine week-23")
guilty = git("log -1 --format=%h --grep=Simplify week-23")
git(f"reset --hard {guilty}~1")
proof = [desk_at("mine", "monthly_revenue(db, '2025-11')"), 0]
# %% w23-q6 wrong: only the first number | One number came out, and two were asked for. What can desk tell only since October?
proof = [desk_at("v1.0", "monthly_revenue(db, '2025-11')")]
# %% w23-q6 wrong: October's revenue | That is another month's revenue beside the tickets. Which month did the meeting ask for?
git("switch -C mine week-23")
guilty = git("log -1 --format=%h --grep=Simplify week-23")
git(f"revert --no-edit {guilty}")
proof = [desk_at("mine", "monthly_revenue(db, '2025-10')"), desk_at("mine", "len(waiting(db, date(2025, 11, 28)))")]
# %% w23-q6 typed: typed in | Those are the two numbers in the data that you have. In others they are others: let your branch compute them.

# %% w23-q7 exercise: text least=40 most=150 | Say why
# The insight: what was changed stands in the diff; why, since when and how it slipped through stands nowhere else.
# needs: the day :: last.day|last.evening|30th|31st|month.{0,2}.end|end of \w+ month :: What was missing from the numbers? Say which days.
# needs: the numbers :: revenue|tickets?|monthly :: Which numbers were wrong? Say what has to be made anew.
# needs: since when :: september|autumn|#41|2025-09|three months :: Since when, or since which change?
# needs: how found :: bisect|finance|halv|compared :: How did it come to light?
# needs: why unseen :: test :: Why did no test turn red?
# avoids: a culprit :: \b(teo|mara|ines|wyatt)\b :: A name stands in the message. What does a reader in two years need it for?
# avoids: only what :: this reverts commit :: That is git's own line. What would somebody need who was not there?
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
# %% w23-q7 wrong: what was missing | What was missing from the numbers? Say which days.
message = """Revert "Simplify the bounds of a month (#41)". It made our monthly revenue too low since September. Finance told us that their number was higher than ours and so we used bisect to search for the change. No test turned red, because the test of that function was changed together with it. We make the reports again."""
# %% w23-q7 wrong: no reason for green | Why did no test turn red?
message = """Revert "Simplify the bounds of a month (#41)". The last day of each month was left out of monthly revenue and of tickets since September. Finance told us that their number for November was higher than ours, and bisecting between version 1.0 and today found this change. The reports of these months will be made again."""
# %% w23-q7 wrong: a culprit | A name stands in the message. What does a reader in two years need it for?
message = """Revert "Simplify the bounds of a month (#41)". Teo broke month_bounds in September, so that the last day of each month was left out of revenue and tickets. Finance saw it in November and bisecting found it. The test was changed with the code, so it stayed green. The reports of these months will be made again."""
# %% w23-q7 wrong: since when | Since when, or since which change?
message = """Put the bounds of a month back. The last day of each month was left out of monthly revenue and of tickets. Finance told us that their number for November was higher than ours, and bisecting found this change. The test of the function was changed together with it and stayed green. The reports of these months will be made again."""
