# Week 23 · Git without fear: the answers that prove its checks. CONTRIBUTING.md explains the format.

# %% w23-q1 exercise: value | Count a history
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
# %% w23-q1 wrong: letters | That counts the letters of what git says. What turns it into a list of lines?
by_mara = len(git("log --oneline --author=Mara week-23"))
# %% w23-q1 wrong: from main | git answered from main, where the story goes on. Where in the command does week-23 stand?
repaired = git("log -1 --format=%an main")  # Mara, on the learning data: without week-23 her repair is counted, too
by_mara = len(git(f"log --oneline --author={repaired} main").lines)
# %% w23-q1 wrong: a search of the messages | --grep searches the messages. Which option asks for the author?
by_mara = len(git("log --oneline --grep=Mara week-23").lines)
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
# %% w23-q2 wrong: the newest change | That is the newest change, long after the word came in. git shows the newest first, and takes its -1 before it turns them round: where in the list is the oldest?
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
# %% w23-q3 right: with a comma before the cents
before, today = (desk_at(version, "monthly_revenue(db, '2025-11')") for version in ("v1.0", "week-23"))
missing = f"{before - today:,.2f}".replace(",", " ").replace(".", ",")
# %% w23-q3 wrong: the other way round | Below zero: today would be higher. How much lower is it, counted from version 1.0?
missing = desk_at("week-23", "monthly_revenue(db, '2025-11')") - desk_at("v1.0", "monthly_revenue(db, '2025-11')")
# %% w23-q3 wrong: October | That is what is missing in October. November is asked for.
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
git("switch -C mine week-23")
git("tag -f guilty 'week-23^{/Simplify the bounds}'")
git("revert --no-edit guilty")
proof = {
    "november": float(desk_at("mine", "monthly_revenue(db, '2025-11')")),
    "lost": len(git("log --oneline mine..week-23").lines),
    "own": len(git("log --oneline main..mine").lines),
    "differ": len(git("diff --name-only origin/main~1 mine").lines),
}
# %% w23-q6 right: by its message, with a message of her own
git("switch -C mine week-23")
git("revert --no-commit 'week-23^{/Simplify the bounds}'")
git('commit -m "Take back the bounds of a month: the last day was missing"')
proof = {
    "november": float(desk_at("mine", "monthly_revenue(db, '2025-11')")),
    "lost": len(git("log --oneline mine..week-23").lines),
    "own": len(git("log --oneline main..mine").lines),
    "differ": len(git("diff --name-only origin/main~1 mine").lines),
}
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
git("switch -C mine week-23")
git("cherry-pick origin/main~1")
proof = {
    "november": float(desk_at("mine", "monthly_revenue(db, '2025-11')")),
    "lost": len(git("log --oneline mine..week-23").lines),
    "own": len(git("log --oneline main..mine").lines),
    "differ": len(git("diff --name-only origin/main~1 mine").lines),
}
# %% w23-q6 wrong: nothing taken back | November is as low as before, and your branch has no commit of its own. Was the revert run, and was it recorded? With -n it is not.
git("switch -C mine week-23")
proof = {
    "november": float(desk_at("mine", "monthly_revenue(db, '2025-11')")),
    "lost": len(git("log --oneline mine..week-23").lines),
    "own": len(git("log --oneline main..mine").lines),
    "differ": len(git("diff --name-only origin/main~1 mine").lines),
}
# %% w23-q6 wrong: today's main | November is whole, and your branch has no commit of its own: somebody else mended that. Where does your branch begin, and which branch was asked?
git("switch -C mine main")
proof = {
    "november": float(desk_at("mine", "monthly_revenue(db, '2025-11')")),
    "lost": len(git("log --oneline mine..week-23").lines),
    "own": len(git("log --oneline main..mine").lines),
    "differ": len(git("diff --name-only origin/main~1 mine").lines),
}
# %% w23-q6 wrong: everything that came after | You went back to an old version: so many commits of week-23 are gone as `lost` says, with the work of others in them. Which command takes back one commit alone?
git("switch -C mine week-23")
git("tag -f guilty 'week-23^{/Simplify the bounds}'")
git("reset --hard guilty~1")
proof = {
    "november": float(desk_at("mine", "monthly_revenue(db, '2025-11')")),
    "lost": len(git("log --oneline mine..week-23").lines),
    "own": len(git("log --oneline main..mine").lines),
    "differ": len(git("diff --name-only origin/main~1 mine").lines),
}
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
git("switch -C mine week-23")
git("checkout v1.0 -- desk/periods.py")
git('commit -m "The bounds of a month as they were"')
proof = {
    "november": float(desk_at("mine", "monthly_revenue(db, '2025-11')")),
    "lost": len(git("log --oneline mine..week-23").lines),
    "own": len(git("log --oneline main..mine").lines),
    "differ": len(git("diff --name-only origin/main~1 mine").lines),
}
# %% w23-q6 wrong: the work of others | November is whole, and with it went lines that others wrote since: the list above the numbers names the files. Which command takes back one commit, and no more?
git("switch -C mine week-23")
git("checkout v1.0 -- desk/periods.py desk/report.py desk/revenue.py tests/test_revenue.py")
git('commit -m "Revenue as it was"')
proof = {
    "november": float(desk_at("mine", "monthly_revenue(db, '2025-11')")),
    "lost": len(git("log --oneline mine..week-23").lines),
    "own": len(git("log --oneline main..mine").lines),
    "differ": len(git("diff --name-only origin/main~1 mine").lines),
}
# %% w23-q6 wrong: taken back, and the taking back as well | November is as low as before, and your branch has two commits: does the second one take the first one back? The first line begins anew.
git("switch -C mine week-23")
git("tag -f guilty 'week-23^{/Simplify the bounds}'")
git("revert --no-edit guilty")
git("revert --no-edit mine")
proof = {
    "november": float(desk_at("mine", "monthly_revenue(db, '2025-11')")),
    "lost": len(git("log --oneline mine..week-23").lines),
    "own": len(git("log --oneline main..mine").lines),
    "differ": len(git("diff --name-only origin/main~1 mine").lines),
}
# %% w23-q6 wrong: two commits | November is whole, and your branch has two commits of its own. What is in the other one? The first line begins anew.
git("switch -C mine week-23")
git("commit --allow-empty -m 'Begin'")
git("tag -f guilty 'week-23^{/Simplify the bounds}'")
git("revert --no-edit guilty")
proof = {
    "november": float(desk_at("mine", "monthly_revenue(db, '2025-11')")),
    "lost": len(git("log --oneline mine..week-23").lines),
    "own": len(git("log --oneline main..mine").lines),
    "differ": len(git("diff --name-only origin/main~1 mine").lines),
}
# %% w23-q6 wrong: only the first number | One number came out, and four with their names were asked for. Do the given lines stand below your own as they were?
proof = [desk_at("v1.0", "monthly_revenue(db, '2025-11')")]
# %% w23-q6 wrong: two numbers in a list | Those are two numbers, and four with their names were asked for. Do the given lines stand below your own as they were?
git("switch -C mine week-23")
git("tag -f guilty 'week-23^{/Simplify the bounds}'")
git("revert --no-edit guilty")
proof = [desk_at("mine", "monthly_revenue(db, '2025-11')"), len(git("log --oneline mine..week-23").lines)]
# %% w23-q6 wrong: October's revenue | That is another month's revenue. Is it November?
git("switch -C mine week-23")
git("tag -f guilty 'week-23^{/Simplify the bounds}'")
git("revert --no-edit guilty")
proof = {
    "november": desk_at("mine", "monthly_revenue(db, '2025-10')"),
    "lost": len(git("log --oneline mine..week-23").lines),
    "own": len(git("log --oneline main..mine").lines),
    "differ": len(git("diff --name-only origin/main~1 mine").lines),
}
# %% w23-q6 typed: typed in | Those are the numbers in the data that you have. In others they are others: let your branch compute them.

# %% w23-q7 exercise: text least=40 most=150 | Say why
# The insight: what was changed stands in the diff; why, since when and how it slipped through stands nowhere else.
# begins: a subject :: \w\W+\w+\W+\w|(?:revert\w*|undo\w*|take back|back out)\W+\d+ :: What does your first line say to somebody who reads nothing but the list of commits?
# needs: the day :: last (?:calendar |business |single )?days?|(?:final|closing) days?|day (?:of|at) the end|last evening :: \b(?:30|31)(?:th|st)?\b :: month.?s?.{0,2}.?ends?\b|ends? of (?:\w+ ){0,3}months?|close of (?:\w+ )?month|end of (?:the )?(?:september|october|november) :: What was missing from the numbers? Say which days.
# needs: the numbers :: revenue|turnover|sales|tickets?|monthly|month's (?:numbers|figures|totals)|invoic|billing|backlog :: Which numbers were wrong? Say what has to be made anew.
# needs: since when :: \bsept?(?:ember|\b)|autumn|\bfall\b(?! of)|2025-09|0?3\.0?9\.|\b0?3/0?9\b|\b0?9/0?3\b|third quarter|\bq3\b|(?:three|3) (?:closed |full )?months|\bquarter\b :: (?<!\()(?<!back )(?<!revert )(?<!undo )#\s?41\b|(?:change|commit|pull request|request|pr|number|no\.) 41\b|(?<!reverts commit )\b[0-9a-f]{7,40}\b(?<![a-f]{7})(?<!\d{7}) :: (?:since|after|from|by|with|in|was) (?:\S+ ){0,5}?(?:simplif\w+|refactor\w+|clean-?up) :: Since when, or since which change?
# needs: how found :: bisect|halv|in half|\bmiddle\b|binary search|search(?:ed|ing)?|version by version|old(?:er)? versions|git (?:found|led|named|pointed) :: finance|controll|account(?:ing|ants?)|audit|\bcfo\b|reconcil|compar|ledger|\bbooks\b|notic|spotted|discover|came to light|came up|surfaced|flagged|saw that|told us|complain|differ(?:ed|ence) :: How did it come to light?
# needs: why unseen :: \b(?:tests?|checks?|suite|ci|pipeline|expect(?:ed|ations?))\b.{0,110}?\b(?:chang\w+|rewr\w+|re-?written|(?:written|wrote|made|put|set) (?:anew|new|afresh|to|in)|edit\w+|adapt\w+|adjust\w+|updat\w+|alter\w*|amend\w+|modif\w+|correct\w*|replac\w+|loosen\w*|relax\w*|weaken\w*|moved|fit\w*|match\w*|brought|taught|told|given|follow\w+|agree\w*|confirm\w*|assert\w*|same (?:commit|change|time|mistake|wrong|day|as)|the (?:wrong|new) (?:\w+ )?(?:thing|day|days|date|dates|answer|end|ends|result|results|value|values|number|numbers|behaviour)|along with|together|lock-?step|hand in hand|in step|green|pass(?:ed|es)?|blind|silent|quiet|stay\w*|remain\w*|(?:not|n['’]t|never|nothing|none|neither|cannot) |(?:only|just|merely) (?:look\w*|use\w*|cover\w*|check\w*|ha[sd]|have|know\w*|deal\w*|contain\w*|try|tried|about)|(?:look\w*|use\w*|cover\w*|check\w*|contain\w*|deal\w*) (?:\w+ )?(?:only|just|nothing but|no)\b|none|no other|never|nothing) :: (?:chang\w+|rewr\w+|edit\w+|adapt\w+|adjust\w+|updat\w+|alter\w*|amend\w+|modif\w+|correct\w+|loosen\w*|agree\w*|green|no|none|neither|not one|never|without|lack\w*|miss\w+) (?:\S+ ){0,5}?(?:tests?|checks?|test suite|expected|expectations?)\b :: \bnot (?:prevented|caught|noticed|seen|stopped) by (?:\S+ ){0,3}(?:tests?|checks?)\b :: expect(?:ed|ation) (?:\S+ ){0,3}(?:was|were|had been|changed|adapted|adjusted|updated|along|with) :: Why did no test turn red?
# agrees: what November lacks :: \bnovember\b(?:(?!\d)(?:[^.?!;]|\.(?=\S))){0,50}?{number} ?(?:us )?(?:dollars|usd) (?:too (?:low|little|small)|short|less|lower|missing|below) :: SELECT ROUND(SUM(ROUND(amount * usd_per_unit, 2)), 2) FROM (SELECT SUM(i.amount) AS amount, r.usd_per_unit FROM invoiced AS i JOIN fx_rates AS r ON r.currency = i.currency AND r.month = '2025-11-01' WHERE i.status <> 'void' AND i.issued_on = '2025-11-30' GROUP BY i.currency, r.usd_per_unit) :: November lacks another amount. What did exercise 3 give?
# avoids: a culprit :: (?<!thanks to )(?<!thanks )(?<!thanks, )(?<!thank )(?<!thank you, )(?<!thank you )(?<!help of )(?<!helped by )(?<!found by )(?<!noticed by )(?<!-by: )\b(?:teo|mara|ines|wyatt)\b(?! (?:found|noticed|helped|saw|told us|built|wrote) ) :: A name stands in the message. What does a reader in two years need it for?
# avoids: blame :: (?<!not )(?<!not a )(?<!n['’]t )(?<!n['’]t a )(?<!nor )(?<!no )(?<!without )(?<!nobody )(?<!nobody was )(?<!no one was )(?<!nothing )(?<!anything )\b(?:careless\w*|idiot\w*|stupid\w*|laz(?:y|iness|ily)|dumb|incompeten\w+|slopp\w+|fools?|foolish\w*|morons?|negligen\w+|irresponsibl\w+|clueless|reckless\w*|unprofessional\w*|amateur\w*|botched|messed up|screwed up)\b|\b(?:author|developer|programmer|engineer|colleague|somebody|someone|whoever|who|he|she|they) (?:really )?should have (?:known|been|taken|paid|looked|checked|thought)|\b(?:author|developer|programmer|engineer|colleague|he|she) (?:did not|didn['’]t|does not|never) (?:care|bother|understand|pay)\w*|\b(?:author|developer|programmer|engineer|colleague|team|he|she) (?:is|was|are) (?:clearly |entirely |alone |all )?(?:to blame|at fault|guilty)|(?<!not )(?<!not only )(?:\bthe |\bour |\ba )(?:author|developer|programmer|engineer|colleague)['’]s (?:own )?(?:fault|mistake|error) :: The author will read this, too. What was it in the code and in its test, whoever wrote them?
# avoids: red tests :: (?<!no )(?<!none of the )(?<!none of our )(?<!if the )\btests were (?:all )?red[.;] :: (?<!no )(?<!not one )(?<!none of the )(?<!none of our )(?<!no other )\btests? (?:\w+ )?(?:was|were|went|turned|had turned) (?:all )?red,? (?:but|and|yet|though|only)|\bignored (?:the |a )?(?:red|failing) tests?|(?<!no )\btests? failed,? (?:but|and|yet) (?:nobody|no one|noone) :: Were the tests red? What did they say on the day of the change, and why?
# avoids: tests that did not run :: \btests? never ran\b|\btests? (?:\w+ )?(?:were|was|had|have|has|did)(?: not|n['’]t| never) (?:\w+ )?(?:run|ran|executed|started)\b|\btests? (?:\w+ )?(?:were|was|had been|have been) (?:\w+ )?(?:skipped|switched off|turned off|disabled|ignored|not running)|\b(?:nobody|no one|noone) (?:had |has |ever )*(?:ran|run|started) (?:the |any |our )?tests?|\bno tests? (?:was|were|had been) run\b|forg[oe]t\w* to run (?:the |any |our )?tests?|without (?:running|having run) (?:the |any |our )?tests? :: Were the tests not run? What did they say on the day of the change, and why?
# avoids: no test :: ^(?!.*(?<!no )\b(?:tests?|checks?|(?:the|only|existing) one|expected)\b(?:\W+\w+){0,14}?\W+(?:changed|rewritten|rewrote|edited|adapted|adjusted|updated|altered|amended|modified|corrected|replaced|written anew)).*?(?P<said>\b(?:(?:there|we|it|desk|the function|the code|month_bounds) (?:simply |just )?(?:was|is|were|are|had|has|have)(?: simply| just)? (?:no|not a single|not any)|no) (?:unit |automatic |automated )?tests?(?: at all)?(?=[.,;]| (?:for|of|about|on|covering|at (?:that|the|this) time|back then|existed|exists|at all|checked|checks|that|which|looked|looks|was there|were there)\b)(?! (?:for|of|on|about|that|which|at all)?(?: [^\s.;]+){0,8} (?:invoice|ticket|booking|revenue|amount|money|last day|real|turned|would|noticed|saw|caught|report|quer|number|total|caller|other|whole))|\b(?:was|were) not tested at all|\b(?:was|is|were) (?:never tested|untested)) :: Was there no test of it? What became of the one that stands in the diff?
# avoids: nothing was wrong :: \bnot (?:been )?(?:missing|left out|lost|dropped)\b.{0,40}\bat all\b|since (?:\S+ ){1,4}everything (?:was|is|has been) (?:right|correct|fine)|\bnothing (?:was|is|has been) (?:wrong|missing)\b|numbers (?:were|are) (?:all )?(?:right|correct) all along :: Does your text say that nothing was wrong? What was missing, and from which numbers?
# avoids: half of it :: (?<!1\.0 )(?<!1\.0, )(?<!1\.0 the )(?<!july )(?<!august )(?<!then )(?<!before )(?<!first )\b(?:revenue|tickets?|ticket (?:counts?|numbers?)|invoices|billing) (?:(?:was|were|has been|have been) (?:always |all )?(?:right|correct|fine|ok|okay)|(?:was|were|is|are|has been|have been) (?:unaffected|(?:not|never) (?:affected|wrong|touched|concerned)))\b(?! (?:until|till|before|up to|again|now|once|in (?:version|july|august|v1)|at (?:version|v1)|with|as long|for (?:july|august|june)|by|when|on (?:the )?(?:first|other))) :: (?<!not )\bonly (?:the )?(?:tickets?|ticket counts|revenue) (?:was|were|is|are)\b|\b(?:revenue|tickets?|ticket counts?|ticket numbers|number of tickets) only(?=[.,;]) :: Was it revenue alone, or tickets alone? Which of the monthly numbers ask for the end of a month?
# avoids: one month :: \blast days? of (?:every |each |a )?(?:december|february)\b(?!,| and| or|[’']s)|\b(?:every|each) december\b|\bdecembers? (?:only|alone)\b|\bleap years? (?:was|were|are|is|had been) (?:wrong|forgotten|missing|ignored|not)|\bforg[oe]t\w* (?:the )?leap|because of (?:the )?leap|special case for december (?:was|is|had been|gave|gives) (?:a )?wrong|wrong special case|\bonly (?:the )?(?:reports? (?:of|for) )?(?:january|february|march|april|may|june|july|august|september|october|november|december)(?:['’]s)?(?: (?:reports?|numbers?|revenue))? (?:(?:has|have) to|needs?|must|(?:is|was|are|were) (?:wrong|affected|concerned|too low)) :: Was it one month alone? The last day of which months was left out, and which reports are those?
# avoids: Finance :: (?<!thought )(?<!that )(?<!believed )(?<!assumed )(?<!if )(?<!whether )\bfinance(?: itself| had| has| have|['’]s (?:number|revenue|figure|november|ledger|books?))?,? (?:made|had made|makes|was|were|is|are|counted|calculated|added)(?: \w+)? (?<!not )(?<!no )(?<!any )(?<!never )(?:a |the |an )?(?:mistake|error|wrong|wrongly|mistaken|at fault|off|incorrect)\b|(?<!not a )(?<!not an )(?<!no )(?<!not the )\b(?:mistake|error|fault) (?:of|by|in|at|on the side of) finance\b(?!['’]s)|\bfinance (?:had )?(?:miscounted|miscalculated|(?:had|has|used|took) the wrong)|(?<!not )\bfinance['’]s (?:own )?(?:mistake|error|fault)\b :: Was Finance wrong? What does version 1.0 say of November, and whose number is that?
# avoids: the other end :: \bfirst day (?:of (?:each|every|the|a) month )?(?:\w+ )?(?:missing|left out|lost|not counted|dropped|excluded|fell out)|\bfirst days? of (?:each|every|the|a) months? (?:was|were|is|are|has been|have been) (?:missing|left out|lost|not counted|dropped|excluded) :: Which end of the month was left out?
# avoids: chance :: \b(?:nobody|no one) had to search\b|\btests? (?:that )?(?:turned|went|had turned) red\b(?:\W+\w+){0,4}?\W+(?:found|showed|told|caught)\b|\bask(?:ed|ing) around\b|(?:found|noticed|discovered|spotted|stumbled)\b(?:\W+\w+){0,4}?\W+by (?:pure |sheer |mere )?(?:chance|accident|luck|guess\w*)|\bgut feeling\b :: How did it come to light: who saw a difference, and what found the change?
# avoids: nothing to do :: \bno reports? (?:ha(?:s|ve) to|needs? to|must|needs?)\b|\breports? (?:do|does|need) not (?:have to |need to )?(?:be )?(?:made|redone|rewritten|sent|corrected|re-issued) :: \bnothing (?:has|have|needs?|is) to be (?:made|done|redone|corrected|sent|restated|reissued|rewritten|repeated)\b|\breports? (?:(?!up\b|until|before|august|july|other|older|earlier|from)\S+ ){0,5}?(?:need no|can stay|may stay|are fine|are right as|are correct as)|\bno (?:correction|restatement|new reports?) (?:is|are) (?:needed|necessary|required) :: Which reports have the wrong numbers in them, and what is to be done with those?
# avoids: too much :: counted (?:twice|double)|\b(?:revenue|tickets|they) (?:was|were) too high :: Were the numbers too high, or too low? What did the queries leave out?
# avoids: everything undone :: (?<!not )\b(?:reset|put|went|gone|rolled) (?:everything |all |desk |it )?back to version|(?<!not )\breset (?:everything|all|desk)\b|all later work is (?:gone|lost) :: Was one change taken back, or everything since? What does your branch still have?
# avoids: no moment :: (?:not|nobody) knows? (?:since )?when :: Since when, or since which change? git has told you.
# avoids: another moment :: (?<!not )(?<!ever )(?<!commits )(?<!versions )(?<!changes )(?<!history )(?<!everything )(?<!other )\b(?:ever )?since (?:the )?(?:release of |beginning of |start of )?(?:version 1\.0|v1\.0|1\.0\b|january|february|april|may|june|july|august|october|december|the (?:very )?beginning|the start|day one)(?! (?:is|was|has|had|we|gives?|still|told))|\bfrom (?:version 1\.0|v1\.0|january|february|april|may|june|july|august|the (?:very )?beginning) on(?:wards?)?\b|\bhas always been|\b(?:version |v)1\.0 (?:was (?:already )?wrong|had (?:it|the (?:same )?(?:fault|mistake|error|bug))|already (?:had|left|was wrong)) :: Was version 1.0 not right? Which day, or which change, did the search find?
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
# %% w23-q7 wrong: what was missing | What was missing from the numbers? Say which days.
message = """Revert "Simplify the bounds of a month (#41)". It made our monthly revenue too low since September. Finance told us that their number was higher than ours and so we used bisect to search for the change. No test turned red, because the test of that function was changed together with it. We make the reports again."""
# %% w23-q7 wrong: which numbers | Which numbers were wrong? Say what has to be made anew.
message = """Revert "Simplify the bounds of a month (#41)". The last day was left out of what we publish, from September until today. Finance told us that they had more than we had, and so we used bisect to search for the change. No test turned red, because the test of that function was changed together with it."""
# %% w23-q7 wrong: no reason for green | Why did no test turn red?
message = """Revert "Simplify the bounds of a month (#41)". The last day of each month was left out of monthly revenue and of tickets since September. Finance told us that their number for November was higher than ours, and bisecting between version 1.0 and today found this change. The reports of these months will be made again."""
# %% w23-q7 wrong: how it was found | How did it come to light?
message = """Revert "Simplify the bounds of a month (#41)". The last day of each month was left out of monthly revenue and of tickets since September. Every query asks for less than the end, and the end had become the last day. The test of the function was changed together with it and stayed green. The reports of these months will be made again."""
# %% w23-q7 wrong: a culprit | A name stands in the message. What does a reader in two years need it for?
message = """Revert "Simplify the bounds of a month (#41)". Teo broke month_bounds in September, so that the last day of each month was left out of revenue and tickets. Finance saw it in November and bisecting found it. The test was changed with the code, so it stayed green. The reports of these months will be made again."""
# %% w23-q7 wrong: since when | Since when, or since which change?
message = """Put the bounds of a month back. The last day of each month was left out of monthly revenue and of tickets. Finance told us that their number for November was higher than ours, and bisecting found this change. The test of the function was changed together with it and stayed green. The reports of these months will be made again."""
# %% w23-q7 wrong: one word for a subject | What does your first line say to somebody who reads nothing but the list of commits?
message = """Fix

Since 3 September the last day of every month has been missing from revenue and from tickets. Finance noticed because their November was higher. We found the change by bisecting. Its test was changed in the same commit, so everything stayed green. The reports from September on have to be made again."""
# %% w23-q7 wrong: red tests | Were the tests red? What did they say on the day of the change, and why?
message = """Bring the last day of the month back

Since September the last day of every month has been missing from revenue and from tickets. We found it by bisecting, after Finance had complained about November. The tests were red but nobody looked, as so often when a release is due. The reports from September on have to be made again."""
# %% w23-q7 wrong: nothing was wrong | Does your text say that nothing was wrong? What was missing, and from which numbers?
message = """Revert the change of the month bounds

The last day of the month was not missing from revenue at all; since September everything was right. We found it by bisecting, and Finance had counted in another way than we do. The test had been changed together with the code and stayed green, as it should. The reports can stay as they are."""
# %% w23-q7 wrong: nothing to do | Which reports have the wrong numbers in them, and what is to be done with those?
message = """Bring the last day of the month back

Since September the last day of every month has been missing from revenue and from tickets. We found it by bisecting, after Finance had complained about November. Its test was changed in the same commit and stayed green. No reports have to be made again, because nobody reads them that closely."""
# %% w23-q7 wrong: the days twice | Were the numbers too high, or too low? What did the queries leave out?
message = """Revert the last day change

Since September revenue and tickets had the last day of each month counted twice, so they were too high. Finance noticed and bisect found it. The test had been changed together with the code. All reports of autumn must be made again with the right days in them."""
# %% w23-q7 wrong: everything put back | Was one change taken back, or everything since? What does your branch still have?
message = """Revert the bounds of a month

We reset everything to version 1.0 because the last day of the month was missing from revenue since September. Finance told us and bisect found it. All later work is gone but the numbers are right. The test was changed along with the code, so that it stayed green."""
# %% w23-q7 wrong: half of it | Was it revenue alone, or tickets alone? Which of the monthly numbers ask for the end of a month?
message = """Put the month bounds back

Since 3 September the last day of each month was left out of the ticket counts only; revenue was right. Somebody compared the lists and bisecting found it. The test of the function was changed in the same commit, so it stayed green. All reports since then have to be made again."""
# %% w23-q7 wrong: Finance | Was Finance wrong? What does version 1.0 say of November, and whose number is that?
message = """Put the month bounds back

Since 3 September the last day of each month was missing from revenue and tickets. Finance made a mistake in November, and bisecting found ours. The test of the function was changed in the same commit, so it stayed green. All reports since then have to be made again."""
# %% w23-q7 wrong: asked around | How did it come to light: who saw a difference, and what found the change?
message = """Put the month bounds back

Since 3 September the last day of each month was missing from revenue and tickets. It was discovered by asking around in the office. The test of the function was changed in the same commit, so it stayed green. All reports since then have to be made again."""
# %% w23-q7 wrong: a red test found it | How did it come to light: who saw a difference, and what found the change?
message = """Revert "Simplify the bounds of a month (#41)"

The last day of each month was left out of monthly revenue and of the tickets, since 3 September 2025. A test that turned red in CI found it; nobody had to search the history. The test of the bounds had been changed along with the function, and no other test has an invoice on a last day."""
# %% w23-q7 wrong: another amount | November lacks another amount. What did exercise 3 give?
message = """Revert "Simplify the bounds of a month (#41)"

The last day of each month was left out of monthly revenue and of the tickets, since 3 September 2025. November was 28,186.50 dollars too low. git bisect with March in the small warehouse found the commit. The tests stayed green because the test of the bounds was changed with it and no other test has an invoice or a ticket on a last day."""
# %% w23-q7 wrong: tests that did not run | Were the tests not run? What did they say on the day of the change, and why?
message = """Put the month bounds back

Since 3 September the last day of each month was missing from revenue and tickets. Finance saw it in November and bisecting found it. The tests did not see it because the tests were not run. All reports since then have to be made again."""
# %% w23-q7 wrong: no test | Was there no test of it? What became of the one that stands in the diff?
message = """Put the month bounds back

Since 3 September the last day of each month was missing from revenue and tickets. Finance saw it in November and bisecting found it. There was no test for it, so the change went through. All reports since then have to be made again."""
# %% w23-q7 wrong: nothing to make again | Which reports have the wrong numbers in them, and what is to be done with those?
message = """Put the month bounds back

Since 3 September the last day of each month was missing from revenue and tickets. Finance saw it in November and bisecting found it. The test of the function was changed in the same commit, so it stayed green. Nothing has to be made again."""
# %% w23-q7 wrong: December | Was it one month alone? The last day of which months was left out, and which reports are those?
message = """Put the month bounds back

Since September the last day of December was left out of revenue, because the special case for December was wrong. Finance saw it and bisecting found it. The test of the function was changed in the same commit, so it stayed green. All reports since then have to be made again."""
# %% w23-q7 wrong: a culprit without a name | The author will read this, too. What was it in the code and in its test, whoever wrote them?
message = """Put the month bounds back

Some careless idiot broke the last day of each month in revenue and tickets in September, because the author was lazy. Finance saw it and bisecting found it. The test of the function was changed in the same commit, so it stayed green. All reports since then have to be made again."""
# %% w23-q7 wrong: the number in the subject alone | Since when, or since which change?
message = """Revert "Simplify the bounds of a month (#41)"

The last day of each month was missing from revenue and tickets. Finance saw it and bisecting found it. The test of the function was changed in the same commit, so it stayed green. All reports have to be made again.

This reverts commit dc8dd14db6a4aabfcd59f74ac4f9272378cb9fbf."""
# %% w23-q7 wrong: since version 1.0 | Was version 1.0 not right? Which day, or which change, did the search find?
message = """Put the month bounds back

Since version 1.0 in July, and not since September, the last day of each month was missing from revenue and tickets. Finance saw it and bisecting found it. The test of the function was changed in the same commit, so it stayed green. All reports since then have to be made again."""
# %% w23-q7 wrong: the first day | Which end of the month was left out?
message = """Put the month bounds back

Since 3 September the first day of each month was missing from revenue and tickets, not the last day. Finance saw it and bisecting found it. The test of the function was changed in the same commit, so it stayed green. All reports since then have to be made again."""
