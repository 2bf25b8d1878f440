# Week 0 · Where to start: the answers that prove its checks. CONTRIBUTING.md explains the format.

# %% w00-q1 exercise: value | Who is counted
# The insight: a count is worth what its definition is worth; test accounts and trials look like customers.
# %% w00-q1 right: three conditions
northeast = sql("SELECT COUNT(*) FROM accounts WHERE region = 'Northeast' AND status = 'active' AND is_test = 0")
# %% w00-q1 right: a sum of conditions
northeast = sql("SELECT SUM(status = 'active' AND is_test = 0) AS customers FROM accounts WHERE region LIKE 'Northeast'")
# %% w00-q1 right: all of them, less the others
northeast = sql("""
SELECT (SELECT COUNT(*) FROM accounts WHERE region = 'Northeast' AND is_test <> 1)
     - (SELECT COUNT(account_id) FROM accounts WHERE region = 'Northeast' AND is_test <> 1 AND status IN ('trial', 'cancelled'))
""")
# %% w00-q1 right: with pandas
accounts = sql("SELECT region, status, is_test FROM accounts")
northeast = len(accounts.query("region == 'Northeast' and status == 'active' and is_test == 0"))
# %% w00-q1 wrong: test accounts | Kestrel's own test accounts are in that number. Does the definition of an active customer let them in?
northeast = sql("SELECT COUNT(*) FROM accounts WHERE region = 'Northeast' AND status = 'active'")
# %% w00-q1 wrong: trials | Accounts on trial are in that number. Which status does an active customer have?
northeast = sql("SELECT COUNT(*) FROM accounts WHERE region = 'Northeast' AND status <> 'cancelled' AND is_test = 0")
# %% w00-q1 wrong: cancelled ones | Accounts that have cancelled are in that number. Which status does an active customer have?
northeast = sql("SELECT COUNT(*) FROM accounts WHERE region = 'Northeast' AND is_test = 0")
# %% w00-q1 wrong: everybody there | That is every account of the region, test accounts and cancelled ones included. What makes an active customer?
northeast = sql("SELECT COUNT(*) FROM accounts WHERE region = 'Northeast'")
# %% w00-q1 wrong: not cancelled | Trials and test accounts are in that number. What makes an active customer?
northeast = sql("SELECT COUNT(*) FROM accounts WHERE region = 'Northeast' AND status <> 'cancelled'")
# %% w00-q1 wrong: all regions | Those are the active customers of all regions. Which region was asked for?
northeast = sql("SELECT COUNT(*) FROM accounts WHERE status = 'active' AND is_test = 0")
# %% w00-q1 wrong: another spelling | Zero: no row meets all the conditions. Is each word spelt as in the data?
northeast = sql("SELECT COUNT(*) FROM accounts WHERE region = 'northeast' AND status = 'active' AND is_test = 0")
# %% w00-q1 typed: typed in | That was the number on the data you have. On data nobody has seen it is another one: write the query.

# %% w00-q2 exercise: choice options=A,B,C,D right=B | What a query does not say
# The insight: a result is what its query says, not what its title says.
# %% w00-q2 right: the letter
slide = "B"
# %% w00-q2 right: in small
slide = "b"
# %% w00-q2 right: in brackets
slide = "(B)"
# %% w00-q2 right: with its reason on a new line
slide = "B\nWithout DESC the list begins with the oldest."
# %% w00-q2 wrong: newest | Sorted by date they are. Which end of the list comes first when nothing else is said?
slide = "A"
# %% w00-q2 wrong: customers alone | Which condition of the query would keep a test account out?
slide = "C"
# %% w00-q2 wrong: no order | There is an order: the last line but one. Which date comes first in it?
slide = "D"

# %% w00-q3 exercise: value | Everybody else
# The insight: a comparison with NULL keeps no row, so two halves do not make the whole.
# %% w00-q3 right: OR in brackets
others = sql("SELECT COUNT(*) FROM accounts WHERE status = 'active' AND is_test = 0 AND (industry <> 'Plumbing' OR industry IS NULL)")
# %% w00-q3 right: with COALESCE
others = sql("SELECT COUNT(*) AS n FROM accounts WHERE COALESCE(industry, 'none') != 'Plumbing' AND status = 'active' AND is_test = 0")
# %% w00-q3 right: all less the plumbers
others = sql("SELECT COUNT(*) - SUM(CASE WHEN industry = 'Plumbing' THEN 1 ELSE 0 END) FROM accounts WHERE status = 'active' AND is_test = 0")
# %% w00-q3 right: IS NOT
others = sql("SELECT COUNT(*) FROM accounts WHERE industry IS NOT 'Plumbing' AND status = 'active' AND is_test = 0")
# %% w00-q3 right: with pandas
active = sql("SELECT industry FROM accounts WHERE status = 'active' AND is_test = 0")
others = (active["industry"] != "Plumbing").sum()
# %% w00-q3 wrong: the unknown ones lost | Customers whose industry is not recorded are missing. What does a comparison make of NULL?
others = sql("SELECT COUNT(*) FROM accounts WHERE status = 'active' AND is_test = 0 AND industry <> 'Plumbing'")
# %% w00-q3 wrong: the unknown ones alone | Those are the customers whose industry is not recorded. Who else is no plumber?
others = sql("SELECT COUNT(*) FROM accounts WHERE status = 'active' AND is_test = 0 AND industry IS NULL")
# %% w00-q3 wrong: the plumbers | Those are the plumbers. Who is left?
others = sql("SELECT COUNT(*) FROM accounts WHERE status = 'active' AND is_test = 0 AND industry = 'Plumbing'")
# %% w00-q3 wrong: no brackets | AND binds more closely than OR: one of the conditions is not applied to everybody. Where do brackets belong?
others = sql("SELECT COUNT(*) FROM accounts WHERE status = 'active' AND is_test = 0 AND industry <> 'Plumbing' OR industry IS NULL")
# %% w00-q3 wrong: every account | Trials, cancelled and test accounts are in that number. What makes an active customer?
others = sql("SELECT COUNT(*) FROM accounts WHERE industry <> 'Plumbing' OR industry IS NULL")
# %% w00-q3 wrong: test accounts | Test accounts are in that number. What makes an active customer?
others = sql("SELECT COUNT(*) FROM accounts WHERE status = 'active' AND (industry <> 'Plumbing' OR industry IS NULL)")
# %% w00-q3 wrong: all of them | Those are all active customers, plumbers included. Who was to be left out?
others = sql("SELECT COUNT(*) FROM accounts WHERE status = 'active' AND is_test = 0")
# %% w00-q3 typed: typed in | That was the number on the data you have. On data nobody has seen it is another one: write the query.

# %% w00-q4 exercise: value | How many wrote?
# The insight: count the thing you mean, each once, not the thing that the table has a row for.
# %% w00-q4 right: different accounts
wrote = sql("SELECT COUNT(DISTINCT account_id) FROM tickets WHERE opened_at >= '2025-10-01' AND opened_at < '2025-11-01'")
# %% w00-q4 right: accounts on a list
wrote = sql("SELECT COUNT(*) FROM accounts WHERE account_id IN (SELECT account_id FROM tickets WHERE opened_at LIKE '2025-10%')")
# %% w00-q4 right: counting a list
wrote = sql("""
SELECT COUNT(*) AS accounts FROM (SELECT account_id FROM tickets
WHERE account_id IS NOT NULL AND opened_at BETWEEN '2025-10-01' AND '2025-11-01' GROUP BY account_id)
""")
# %% w00-q4 right: with pandas
wrote = sql("SELECT account_id FROM tickets WHERE opened_at >= '2025-10-01' AND opened_at < '2025-11-01'")["account_id"].nunique()
# %% w00-q4 wrong: tickets | That is the number of tickets. Some accounts wrote several: what was asked for?
wrote = sql("SELECT COUNT(*) FROM tickets WHERE opened_at >= '2025-10-01' AND opened_at < '2025-11-01'")
# %% w00-q4 wrong: tickets of known accounts | That is the number of tickets from known accounts. Some accounts wrote several: what was asked for?
wrote = sql("SELECT COUNT(account_id) FROM tickets WHERE opened_at >= '2025-10-01' AND opened_at < '2025-11-01'")
# %% w00-q4 wrong: the unknown as one | One too many: tickets from nobody known have NULL in account_id, and that became an account.
wrote = sql("SELECT COUNT(*) FROM (SELECT DISTINCT account_id FROM tickets WHERE opened_at >= '2025-10-01' AND opened_at < '2025-11-01')")
# %% w00-q4 wrong: of all time | Those accounts have written at some time. Which month was asked for?
wrote = sql("SELECT COUNT(DISTINCT account_id) FROM tickets")
# %% w00-q4 wrong: active customers alone | Only active customers are in that number. The question is about every account: which condition has crept in?
wrote = sql("""
SELECT COUNT(DISTINCT t.account_id) FROM tickets AS t JOIN accounts AS a ON a.account_id = t.account_id
WHERE t.opened_at LIKE '2025-10%' AND a.status = 'active' AND a.is_test = 0
""")
# %% w00-q4 wrong: the whole year | That is the year 2025. Which month was asked for?
wrote = sql("SELECT COUNT(DISTINCT account_id) FROM tickets WHERE opened_at >= '2025-01-01'")
# %% w00-q4 wrong: the last day lost | Tickets of 31 October are missing: a moment on that day comes after the bare date. Where should the condition end?
wrote = sql("SELECT COUNT(DISTINCT account_id) FROM tickets WHERE opened_at BETWEEN '2025-10-01' AND '2025-10-31'")
# %% w00-q4 wrong: no end | Tickets of November and December are in that number. Which condition ends the month?
wrote = sql("SELECT COUNT(DISTINCT account_id) FROM tickets WHERE opened_at >= '2025-10-01'")
# %% w00-q4 wrong: a day too many | Tickets of 30 September are in that number: a moment on that day comes after the bare date. Where should the condition begin?
wrote = sql("SELECT COUNT(DISTINCT account_id) FROM tickets WHERE opened_at > '2025-09-30' AND opened_at < '2025-11-01'")
# %% w00-q4 wrong: a cast to a date | Zero: no ticket meets the conditions. The dates are texts here, and a CAST makes the year of them: which comparison needs none?
wrote = sql("SELECT COUNT(DISTINCT account_id) FROM tickets WHERE CAST(opened_at AS DATE) BETWEEN '2025-10-01' AND '2025-10-31'")
# %% w00-q4 typed: typed in | That was the number on the data you have. On data nobody has seen it is another one: write the query.

# %% w00-q5 exercise: table | Groups, chosen after they are counted
# The insight: WHERE chooses rows, HAVING chooses groups.
# %% w00-q5 right: HAVING
busy = sql("SELECT account_id, COUNT(*) AS invoices FROM invoiced WHERE issued_on >= '2025-01-01' GROUP BY account_id HAVING COUNT(*) > 22")
# %% w00-q5 right: a condition around the groups
busy = sql("""
SELECT n, account_id FROM (SELECT account_id, COUNT(number) AS n FROM invoiced
WHERE issued_on LIKE '2025%' GROUP BY account_id) AS counted WHERE n >= 23 ORDER BY n DESC
""")
# %% w00-q5 right: with pandas
sent = sql("SELECT account_id FROM invoiced WHERE issued_on BETWEEN '2025-01-01' AND '2025-12-31'")
counts = sent.groupby("account_id").size().reset_index(name="invoices")
busy = counts[counts["invoices"] > 22]
# %% w00-q5 wrong: twenty-two and more | Accounts with exactly 22 invoices are among them. The question says "more than".
busy = sql("SELECT account_id, COUNT(*) AS invoices FROM invoiced WHERE issued_on >= '2025-01-01' GROUP BY account_id HAVING COUNT(*) >= 22")
# %% w00-q5 wrong: all three years | Invoices of all three years have been counted. Which year was asked for?
busy = sql("SELECT account_id, COUNT(*) AS invoices FROM invoiced GROUP BY account_id HAVING COUNT(*) > 22")
# %% w00-q5 wrong: every group | Every account is here, however many invoices it was sent. Which word chooses among finished groups?
busy = sql("SELECT account_id, COUNT(*) AS invoices FROM invoiced WHERE issued_on >= '2025-01-01' GROUP BY account_id")
# %% w00-q5 wrong: paid ones alone | Invoices of some statuses are left out. The question counts every invoice, whatever its status.
busy = sql("SELECT account_id, COUNT(*) AS invoices FROM invoiced WHERE issued_on >= '2025-01-01' AND status = 'paid' GROUP BY account_id HAVING COUNT(*) > 22")
# %% w00-q5 wrong: exactly so many | Accounts with exactly 22 invoices are among them. The question says "more than".
busy = sql("SELECT account_id, COUNT(*) AS invoices FROM invoiced WHERE issued_on >= '2025-01-01' GROUP BY account_id HAVING COUNT(*) = 22")
# %% w00-q5 wrong: void ones left out | Invoices of some statuses are left out. The question counts every invoice, whatever its status.
busy = sql("SELECT account_id, COUNT(*) AS invoices FROM invoiced WHERE issued_on >= '2025-01-01' AND status <> 'void' GROUP BY account_id HAVING COUNT(*) > 22")
# %% w00-q5 wrong: names instead of accounts | Customers who share a name have become one group. Which column belongs to one account alone?
busy = sql("SELECT account_id, COUNT(*) AS invoices FROM invoiced WHERE issued_on >= '2025-01-01' GROUP BY name HAVING COUNT(*) > 22")
# %% w00-q5 wrong: the table with second copies | The table invoices has some invoices twice. Which view did the question name?
busy = sql("SELECT account_id, COUNT(*) AS invoices FROM invoices WHERE issued_on >= '2025-01-01' GROUP BY account_id HAVING COUNT(*) > 22")
# %% w00-q5 typed: typed in | These rows fit the data you have and no other. A query would find the right ones on any data.

# %% w00-q6 exercise: value decimals=0 | One unit before adding
# The insight: before you add, ask for the unit.
# %% w00-q6 right: CASE
december = sql("""
SELECT SUM(CASE WHEN currency = 'CAD' THEN amount * 0.73 ELSE amount END) FROM invoiced
WHERE issued_on >= '2025-12-01' AND status <> 'void'
""")
# %% w00-q6 right: two sums
december = sql("""
SELECT ROUND((SELECT SUM(amount) FROM invoiced WHERE currency = 'USD' AND issued_on LIKE '2025-12%' AND status IN ('paid', 'open'))
     + 0.73 * (SELECT SUM(amount) FROM invoiced WHERE currency = 'CAD' AND issued_on LIKE '2025-12%' AND status IN ('paid', 'open')))
""")
# %% w00-q6 right: grouped first
december = sql("""
SELECT SUM(total * rate) FROM (SELECT CASE currency WHEN 'CAD' THEN 0.73 ELSE 1 END AS rate, SUM(amount) AS total
FROM invoiced WHERE issued_on BETWEEN '2025-12-01' AND '2025-12-31' AND NOT status = 'void' GROUP BY currency)
""")
# %% w00-q6 right: with pandas
lines = sql("SELECT amount, currency FROM invoiced WHERE issued_on >= '2025-12-01' AND status <> 'void'")
december = (lines["amount"] * lines["currency"].map({"USD": 1, "CAD": 0.73})).sum()
# %% w00-q6 wrong: two units added | Canadian dollars have been added to US dollars as they stand. What is each worth?
december = sql("SELECT SUM(amount) FROM invoiced WHERE issued_on >= '2025-12-01' AND status <> 'void'")
# %% w00-q6 wrong: US dollars alone | The Canadian invoices are missing. What are they worth in US dollars?
december = sql("SELECT SUM(amount) FROM invoiced WHERE issued_on >= '2025-12-01' AND status <> 'void' AND currency = 'USD'")
# %% w00-q6 wrong: void ones too | Void invoices have been withdrawn, and are in that sum. Which condition leaves them out?
december = sql("SELECT SUM(CASE WHEN currency = 'CAD' THEN amount * 0.73 ELSE amount END) FROM invoiced WHERE issued_on >= '2025-12-01'")
# %% w00-q6 wrong: paid alone | Open invoices are missing. Which ones were to be left out?
# from: CASE
# ~ <> 'void' => = 'paid'
# %% w00-q6 wrong: the rate upside down | A Canadian dollar has become more than a US dollar. Is the rate a factor or a divisor?
# from: CASE
# ~ * 0.73 => / 0.73
# %% w00-q6 wrong: all at the rate | US dollars have been converted, too. Which invoices need the rate?
december = sql("SELECT SUM(amount * 0.73) FROM invoiced WHERE issued_on >= '2025-12-01' AND status <> 'void'")
# %% w00-q6 wrong: the whole year | That is the year 2025. Which month was asked for?
# from: CASE
# ~ '2025-12-01' => '2025-01-01'
# %% w00-q6 wrong: the table with second copies | The table invoices has some invoices twice, and test accounts. Which view did the question name?
# from: CASE
# ~ invoiced => invoices
# %% w00-q6 wrong: in cents | That is a hundred times too large. Is it in cents?
# from: CASE
# ~ CASE => 100 * CASE
# %% w00-q6 wrong: the rate of the table | That is the sum at the rate of the table fx_rates. Which rate does the question give?
december = sql("""
SELECT SUM(amount * CASE WHEN currency = 'CAD' THEN (SELECT usd_per_unit FROM fx_rates WHERE currency = 'CAD' ORDER BY month DESC LIMIT 1) ELSE 1 END)
FROM invoiced WHERE issued_on >= '2025-12-01' AND status <> 'void'
""")
# %% w00-q6 typed: typed in | That was the sum on the data you have. On data nobody has seen it is another one: write the query.

# %% w00-q7 exercise: choice options=A,B,C,D right=D | A share of what?
# The insight: a share needs a whole with the same conditions as the part.
# %% w00-q7 right: the letter
share = "D"
# %% w00-q7 right: in small
share = "d"
# %% w00-q7 right: with a point
share = "D."
# %% w00-q7 right: with its reason
share = "D, because the whole holds the invoices of three years"
# %% w00-q7 wrong: as it should be | Part and whole are counted under different conditions. Which one is only in the outer query?
share = "A"
# %% w00-q7 wrong: too high | The part is divided by something larger than it should be. Does that make a share larger or smaller?
share = "B"
# %% w00-q7 wrong: zero | 100.0 has a point, so nothing is cut off by the division. What is in the whole that is not in the part's year?
share = "C"

# %% w00-q8 exercise: value | The silent ones
# The insight: those without a partner are kept by a LEFT JOIN, and lost again by a condition in WHERE.
# %% w00-q8 right: LEFT JOIN, the date behind ON
silent = sql("""
SELECT COUNT(*) FROM accounts AS a LEFT JOIN tickets AS t ON t.account_id = a.account_id AND t.opened_at >= '2025-10-01'
WHERE t.ticket_id IS NULL AND a.region = 'West' AND a.status = 'active' AND a.is_test = 0
""")
# %% w00-q8 right: NOT EXISTS
silent = sql("""
SELECT COUNT(*) AS n FROM accounts a WHERE a.region = 'West' AND a.status = 'active' AND a.is_test = 0
AND NOT EXISTS (SELECT 1 FROM tickets t WHERE t.account_id = a.account_id AND t.opened_at >= '2025-10')
""")
# %% w00-q8 right: NOT IN with the gaps taken out
silent = sql("""
SELECT COUNT(*) FROM accounts WHERE region = 'West' AND status = 'active' AND is_test = 0 AND account_id NOT IN
(SELECT account_id FROM tickets WHERE account_id IS NOT NULL AND substr(opened_at, 1, 7) IN ('2025-10', '2025-11', '2025-12'))
""")
# %% w00-q8 right: all less those who wrote
silent = sql("""
SELECT (SELECT COUNT(*) FROM accounts WHERE region = 'West' AND status = 'active' AND is_test = 0) - COUNT(DISTINCT a.account_id)
FROM accounts a JOIN tickets t USING (account_id)
WHERE a.region = 'West' AND a.status = 'active' AND a.is_test = 0 AND t.opened_at >= '2025-10-01'
""")
# %% w00-q8 wrong: zero | Zero. A NULL in a list behind NOT IN lets nobody pass, a condition on the tickets in WHERE throws the silent ones out again, a plain JOIN keeps none of them, and a subquery behind NOT EXISTS that does not say whose tickets finds some for everybody. Which is it here?
silent = sql("""
SELECT COUNT(*) FROM accounts WHERE region = 'West' AND status = 'active' AND is_test = 0
AND account_id NOT IN (SELECT account_id FROM tickets WHERE opened_at >= '2025-10-01')
""")
# %% w00-q8 wrong: never at all | These customers have never written. Those who last wrote before October were silent in the three months as well: where does the condition on the date belong?
# from: LEFT JOIN, the date behind ON
# ~ account_id AND t.opened_at >= '2025-10-01' => account_id
# %% w00-q8 wrong: those who wrote | These customers have opened a ticket in those months. How many have not?
silent = sql("""
SELECT COUNT(DISTINCT a.account_id) FROM accounts AS a JOIN tickets AS t ON t.account_id = a.account_id
WHERE t.opened_at >= '2025-10-01' AND a.region = 'West' AND a.status = 'active' AND a.is_test = 0
""")
# %% w00-q8 wrong: test accounts | Test accounts are in that number. What makes an active customer?
# from: LEFT JOIN, the date behind ON
# ~ 'active' AND a.is_test = 0 => 'active'
# %% w00-q8 wrong: every account | Trials, cancelled and test accounts are in that number. What makes an active customer?
# from: LEFT JOIN, the date behind ON
# ~ 'West' AND a.status = 'active' AND a.is_test = 0 => 'West'
# %% w00-q8 wrong: all regions | Those are the silent customers of all regions. Which region was asked for?
# from: LEFT JOIN, the date behind ON
# ~ region = 'West' AND a.status => status
# %% w00-q8 wrong: rows | That counts a row for every ticket, and one for each silent customer. Which condition keeps the silent ones?
# from: LEFT JOIN, the date behind ON
# ~ t.ticket_id IS NULL AND a => a
# %% w00-q8 wrong: all of them | Those are all active customers of the region. Who of them has not written?
silent = sql("SELECT COUNT(*) FROM accounts WHERE region = 'West' AND status = 'active' AND is_test = 0")
# %% w00-q8 wrong: the whole year | These customers have written in no month of 2025. Which months were asked for?
# from: LEFT JOIN, the date behind ON
# ~ '2025-10-01' => '2025-01-01'
# %% w00-q8 wrong: the last day lost | Some who wrote count as silent there. Is every status in, and all of 31 December, whose moments come after the bare date?
silent = sql("""
SELECT COUNT(*) FROM accounts AS a WHERE a.region = 'West' AND a.status = 'active' AND a.is_test = 0 AND NOT EXISTS
(SELECT 1 FROM tickets AS t WHERE t.account_id = a.account_id AND t.opened_at BETWEEN '2025-10-01' AND '2025-12-31')
""")
# %% w00-q8 wrong: a day too many | Who wrote on 30 September and never again is missing: a moment on that day comes after the bare date. Where should the condition begin?
# from: the last day lost
# ~ BETWEEN '2025-10-01' AND '2025-12-31' => > '2025-09-30'
# %% w00-q8 wrong: names counted | Two customers have one name and count once. Which column belongs to one account alone?
silent = sql("""
SELECT COUNT(DISTINCT a.name) FROM accounts AS a WHERE a.region = 'West' AND a.status = 'active' AND a.is_test = 0 AND NOT EXISTS
(SELECT 1 FROM tickets AS t WHERE t.account_id = a.account_id AND t.opened_at >= '2025-10-01')
""")
# %% w00-q8 typed: typed in | That was the number on the data you have. On data nobody has seen it is another one: write the query.

# %% w00-q9 exercise: value decimals=0 | Each invoice once
# The insight: a join that has several partners for a row multiplies its amount.
# %% w00-q9 right: IN
of_writers = sql("""
SELECT SUM(amount) FROM invoiced WHERE issued_on >= '2025-10-01' AND currency = 'USD' AND status <> 'void'
AND account_id IN (SELECT account_id FROM tickets WHERE opened_at >= '2025-10-01')
""")
# %% w00-q9 right: EXISTS
of_writers = sql("""
SELECT ROUND(SUM(i.amount), 2) AS usd FROM invoiced i WHERE i.issued_on BETWEEN '2025-10-01' AND '2025-12-31' AND i.currency = 'USD'
AND i.status IN ('paid', 'open') AND EXISTS (SELECT 1 FROM tickets t WHERE t.account_id = i.account_id AND t.opened_at > '2025-10')
""")
# %% w00-q9 right: one row an account before the join
of_writers = sql("""
SELECT SUM(i.amount) FROM invoiced AS i
JOIN (SELECT DISTINCT account_id FROM tickets WHERE opened_at >= '2025-10-01') AS t ON t.account_id = i.account_id
WHERE i.issued_on >= '2025-10-01' AND i.currency = 'USD' AND NOT i.status = 'void'
""")
# %% w00-q9 right: with pandas
sent = sql("SELECT account_id, amount FROM invoiced WHERE issued_on >= '2025-10-01' AND currency = 'USD' AND status <> 'void'")
writers = sql("SELECT account_id FROM tickets WHERE opened_at >= '2025-10-01'")["account_id"]
of_writers = sent[sent["account_id"].isin(writers)]["amount"].sum()
# %% w00-q9 wrong: fanned out | Invoices of accounts that wrote several tickets have been added several times. What is one row after that join?
of_writers = sql("""
SELECT SUM(i.amount) FROM invoiced AS i JOIN tickets AS t ON t.account_id = i.account_id AND t.opened_at >= '2025-10-01'
WHERE i.issued_on >= '2025-10-01' AND i.currency = 'USD' AND i.status <> 'void'
""")
# %% w00-q9 wrong: equal amounts once | Two customers who pay the same amount have been added once. DISTINCT removes equal amounts, not equal invoices.
# from: fanned out
# ~ i.amount => DISTINCT i.amount
# %% w00-q9 wrong: everybody's | Invoices of accounts that wrote nothing in those months are in that sum. Which accounts were asked for?
of_writers = sql("SELECT SUM(amount) FROM invoiced WHERE issued_on >= '2025-10-01' AND currency = 'USD' AND status <> 'void'")
# %% w00-q9 wrong: void ones too | Void invoices have been withdrawn, and are in that sum. Which condition leaves them out?
# from: IN
# ~ 'USD' AND status <> 'void' => 'USD'
# %% w00-q9 wrong: tickets of any time | Accounts that wrote at any time are in that sum. When did those write that were asked for?
# from: IN
# ~ tickets WHERE opened_at >= '2025-10-01' => tickets
# %% w00-q9 wrong: both currencies | Canadian dollars are in that sum. Which currency was asked for?
# from: IN
# ~ currency = 'USD' AND status => status
# %% w00-q9 wrong: invoices of all time | Invoices of all three years are in that sum. Which months were asked for?
# from: IN
# ~ issued_on >= '2025-10-01' AND currency => currency
# %% w00-q9 wrong: paid alone | Open invoices are missing. Which ones were to be left out?
# from: IN
# ~ <> 'void' => = 'paid'
# %% w00-q9 wrong: the table with second copies | The table invoices has some invoices twice, and test accounts. Which view did the question name?
# from: IN
# ~ invoiced => invoices
# %% w00-q9 wrong: who wrote on the last day | Accounts that wrote on 31 December alone are missing: a moment on that day comes after the bare date. Where should the condition on the tickets end?
of_writers = sql("""
SELECT SUM(amount) FROM invoiced WHERE issued_on BETWEEN '2025-10-01' AND '2025-12-31' AND currency = 'USD' AND status <> 'void'
AND account_id IN (SELECT account_id FROM tickets WHERE opened_at BETWEEN '2025-10-01' AND '2025-12-31')
""")
# %% w00-q9 wrong: who wrote a day before | Accounts that wrote on 30 September alone are in that sum: a moment on that day comes after the bare date. Where should the condition on the tickets begin?
of_writers = sql("""
SELECT SUM(amount) FROM invoiced WHERE issued_on > '2025-09-30' AND currency = 'USD' AND status <> 'void'
AND account_id IN (SELECT account_id FROM tickets WHERE opened_at > '2025-09-30')
""")
# %% w00-q9 wrong: invoices of a day before | Invoices of 30 September are in that sum. On which day do the three months begin?
# from: IN
# ~ '2025-10-01' AND => '2025-09-30' AND
# %% w00-q9 wrong: invoices of the last day lost | Invoices of 31 December are missing. Does the condition on the date let that day in?
# from: IN
# ~ currency => issued_on < '2025-12-31' AND currency
# %% w00-q9 typed: typed in | That was the sum on the data you have. On data nobody has seen it is another one: write the query.

# %% w00-q10 exercise: choice options=A,B,C,D right=A | What is one row?
# The insight: say the grain of each table before you join, and of the result after.
# %% w00-q10 right: the letter
joined = "A"
# %% w00-q10 right: in small, with a bracket
joined = "a)"
# %% w00-q10 right: in a list
joined = ["A"]
# %% w00-q10 wrong: one rate an invoice | The condition compares the currency and nothing else. How many rows of fx_rates have that currency?
joined = "B"
# %% w00-q10 wrong: Canada alone | Every invoice has a currency that stands in fx_rates, USD as well. What else can happen to an invoice in a join?
joined = "C"
# %% w00-q10 wrong: first days alone | The condition does not compare dates at all. What does it compare?
joined = "D"
