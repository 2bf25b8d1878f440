# Week 4 · Join without counting twice: the answers that prove its checks. CONTRIBUTING.md explains the format.

# %% w04-q1 exercise: table | Whose tickets are urgent?
# The insight: a key brings two tables together; each ticket finds one account, so the grain stays a ticket.
# %% w04-q1 right: a join
burning = sql(
    "SELECT t.ticket_id, a.name, t.subject FROM tickets AS t JOIN accounts AS a ON a.account_id = t.account_id "
    "WHERE t.priority = 'high' AND t.opened_at >= '2025-10-01'"
)
# %% w04-q1 right: from the other side, USING, sorted, other names
burning = sql(
    "SELECT name AS account, subject, ticket_id AS ticket FROM accounts INNER JOIN tickets USING (account_id) "
    "WHERE tickets.opened_at > '2025-10' AND priority = 'high' ORDER BY name"
)
# %% w04-q1 right: the old way, tables with commas
burning = sql(
    "SELECT t.ticket_id, t.subject, a.name FROM tickets t, accounts a WHERE t.account_id = a.account_id "
    "AND t.priority = 'high' AND t.opened_at >= '2025-10-01'"
)
# %% w04-q1 right: with pandas
high = sql("SELECT ticket_id, account_id, subject FROM tickets WHERE priority = 'high' AND opened_at >= '2025-10-01'")
burning = high.merge(sql("SELECT account_id, name FROM accounts"), on="account_id")[["ticket_id", "name", "subject"]]
# %% w04-q1 wrong: unknown senders | Some rows have no name: tickets from unknown senders. They were to be left out; which join drops what finds no partner?
# from: a join
# ~ JOIN => LEFT JOIN
# %% w04-q1 wrong: every priority | Tickets of every priority are here. Which of them are urgent?
# from: a join
# ~ priority = 'high' AND t.opened_at => opened_at
# %% w04-q1 wrong: all years | These are the high-priority tickets of all three years. Since when are they asked for?
# from: a join
# ~ 'high' AND t.opened_at >= '2025-10-01' => 'high'
# %% w04-q1 wrong: since the account came | That compares the day of sign-up with 1 October. Which column says when the ticket came in?
# from: a join
# ~ t.opened_at => a.signed_up_on
# %% w04-q1 wrong: the wrong key | No row came back, or strangers' names. Is each text spelt as in the data, and is it the column that says who wrote that is compared?
# from: a join
# ~ t.account_id => t.ticket_id
# %% w04-q1 typed: without staff | On data nobody has seen, Kestrel's own test accounts write tickets, too, and the question leaves out unknown senders alone. Which condition has crept in?
# from: a join
# ~ '2025-10-01' => '2025-10-01' AND a.is_test = 0
# %% w04-q1 typed: typed in | These rows fit the data you have and no other. A query would find the right ones on any data.

# %% w04-q2 exercise: value | The silent customers
# The insight: those without a partner are a group of their own, and only a LEFT JOIN keeps them.
# %% w04-q2 right: LEFT JOIN and IS NULL
silent = sql(
    "SELECT COUNT(*) FROM accounts AS a LEFT JOIN tickets AS t ON t.account_id = a.account_id "
    "WHERE t.ticket_id IS NULL AND a.status = 'active' AND a.is_test = 0"
)
# %% w04-q2 right: NOT EXISTS
silent = sql(
    "SELECT COUNT(*) AS n FROM accounts a WHERE a.status = 'active' AND a.is_test = 0 "
    "AND NOT EXISTS (SELECT 1 FROM tickets t WHERE t.account_id = a.account_id)"
)
# %% w04-q2 right: NOT IN with the gaps taken out
silent = sql(
    "SELECT COUNT(*) FROM accounts WHERE status = 'active' AND is_test = 0 AND account_id NOT IN "
    "(SELECT account_id FROM tickets WHERE account_id IS NOT NULL)"
)
# %% w04-q2 right: all less those with a ticket
silent = sql(
    "SELECT (SELECT COUNT(*) FROM accounts WHERE status = 'active' AND is_test = 0) - COUNT(DISTINCT a.account_id) "
    "FROM accounts a JOIN tickets t ON t.account_id = a.account_id WHERE a.status = 'active' AND a.is_test = 0"
)
# %% w04-q2 wrong: NOT IN with a gap | Zero. With NOT IN, one NULL in the list lets nobody pass; = NULL keeps no row; COUNT(column) passes over NULL; a plain JOIN, or a LEFT JOIN with tickets on its left, keeps nobody without a partner. Which of them is it here?
silent = sql(
    "SELECT COUNT(*) FROM accounts WHERE status = 'active' AND is_test = 0 "
    "AND account_id NOT IN (SELECT account_id FROM tickets)"
)
# %% w04-q2 wrong: those who wrote | These customers have written at least one ticket. How many have not?
silent = sql(
    "SELECT COUNT(DISTINCT a.account_id) FROM accounts AS a JOIN tickets AS t ON t.account_id = a.account_id "
    "WHERE a.status = 'active' AND a.is_test = 0"
)
# %% w04-q2 wrong: everybody silent | Trials, former customers and test accounts are in that number. Who is an active customer?
silent = sql(
    "SELECT COUNT(*) FROM accounts AS a LEFT JOIN tickets AS t ON t.account_id = a.account_id WHERE t.ticket_id IS NULL"
)
# %% w04-q2 wrong: test accounts | Test accounts are in that number; they seldom write to support. Which condition takes them out?
# from: LEFT JOIN and IS NULL
# ~ 'active' AND a.is_test = 0 => 'active'
# %% w04-q2 wrong: rows instead of customers | That counts a row for every ticket, and one for each silent customer. Which condition keeps the silent ones?
# from: LEFT JOIN and IS NULL
# ~ t.ticket_id IS NULL AND a => a
# %% w04-q2 wrong: names instead of customers | Some customers share a name, and each of them counts. What is one row of accounts?
# from: LEFT JOIN and IS NULL
# ~ COUNT(*) => COUNT(DISTINCT a.name)
# %% w04-q2 wrong: every condition behind ON | Trials, former customers and test accounts are back: behind ON a condition chooses partners. Which two conditions choose accounts, and belong in WHERE?
silent = sql(
    "SELECT COUNT(*) FROM accounts AS a LEFT JOIN tickets AS t ON t.account_id = a.account_id "
    "AND a.status = 'active' AND a.is_test = 0 WHERE t.ticket_id IS NULL"
)
# %% w04-q2 wrong: trials | Accounts on trial are in that number. Which status do active customers have?
# from: LEFT JOIN and IS NULL
# ~ status = 'active' => status <> 'cancelled'
# %% w04-q2 typed: typed in | That was the number on the data you have. On data nobody has seen it is another one: write the query.

# %% w04-q3 exercise: value decimals=0 | Reproduce the mistake
# The insight: reproduce a wrong number before correcting it.
# %% w04-q3 right: the report's query
reported = sql(
    "SELECT SUM(i.amount) FROM invoiced AS i JOIN tickets AS t ON t.account_id = i.account_id AND t.opened_at >= '2024-01-01' "
    "WHERE i.currency = 'CAD' AND i.issued_on >= '2025-01-01' AND i.status <> 'void'"
)
# %% w04-q3 right: rounded, by region
reported = sql(
    "SELECT ROUND(SUM(amount), 2) AS cad FROM tickets JOIN invoiced USING (account_id) "
    "WHERE opened_at >= '2024' AND region = 'Canada' AND issued_on LIKE '2025%' AND invoiced.status IN ('paid', 'open')"
)
# %% w04-q3 right: each invoice times the tickets of its account
reported = sql(
    "SELECT SUM(i.amount * t.tickets) FROM invoiced i JOIN (SELECT account_id, COUNT(*) AS tickets FROM tickets "
    "WHERE opened_at >= '2024-01-01' GROUP BY account_id) t ON t.account_id = i.account_id "
    "WHERE i.currency = 'CAD' AND i.issued_on >= '2025-01-01' AND i.status <> 'void'"
)
# %% w04-q3 right: with pandas
lines = sql(
    "SELECT account_id, amount FROM invoiced WHERE currency = 'CAD' AND issued_on >= '2025' AND status <> 'void'"
)
reported = lines.merge(
    sql("SELECT account_id FROM tickets WHERE account_id > 0 AND opened_at >= '2024'"), on="account_id"
)["amount"].sum()
# %% w04-q3 wrong: without the tickets | That is Canada's true revenue. Reproduce the mistake first: what did the analyst join?
reported = sql(
    "SELECT SUM(amount) FROM invoiced WHERE currency = 'CAD' AND issued_on >= '2025-01-01' AND status <> 'void'"
)
# %% w04-q3 wrong: a left join | With LEFT JOIN the customers without tickets are added as well. The report's join was a plain one.
# from: the report's query
# ~ JOIN => LEFT JOIN
# %% w04-q3 wrong: the American total | That is the total of the lesson, in US dollars. Which currency do Canada's invoices have?
# from: the report's query
# ~ 'CAD' => 'USD'
# %% w04-q3 wrong: no condition | These are the invoices of all years and both currencies, void ones among them. Which three conditions does the question name?
reported = sql(
    "SELECT SUM(i.amount) FROM invoiced AS i JOIN tickets AS t ON t.account_id = i.account_id AND t.opened_at >= '2024-01-01'"
)
# %% w04-q3 wrong: all currencies | US dollars are in the sum, too. Which condition keeps the Canadian invoices?
# from: the report's query
# ~ currency = 'CAD' AND i.issued_on => issued_on
# %% w04-q3 wrong: all years | That is the sum over three years. Which condition keeps 2025?
# from: the report's query
# ~ issued_on >= '2025-01-01' AND i.status => status
# %% w04-q3 wrong: void invoices | Void invoices are in the sum. The report had left them out.
# from: the report's query
# ~ '2025-01-01' AND i.status <> 'void' => '2025-01-01'
# %% w04-q3 wrong: second copies | The table invoices has some invoices twice; the report asked the view. Which one did the question name?
# from: the report's query
# ~ invoiced => invoices
# %% w04-q3 wrong: tickets of all years | Every ticket ever written has been joined. The report took those of the last two years: where does that condition belong?
# from: the report's query
# ~ AND t.opened_at >= '2024-01-01' " => "
# %% w04-q3 wrong: in US dollars | That is in US dollars. The report showed Canadian ones; which rate has crept in?
# from: the report's query
# ~ amount => amount * 0.73
# %% w04-q3 wrong: rows instead of money | That is the number of pairs of an invoice and a ticket. What did the report add up?
# from: the report's query
# ~ SUM(i.amount) => COUNT(*)
# %% w04-q3 wrong: invoices since 2024 | Invoices of 2024 are in the sum. Which of the two dates is the one for tickets, and which for invoices?
# from: the report's query
# ~ '2025-01-01' => '2024-01-01'
# %% w04-q3 wrong: tickets of 2025 alone | Only the tickets of 2025 have been joined. Since when did the analyst take them?
# from: the report's query
# ~ '2024-01-01' => '2025-01-01'
# %% w04-q3 wrong: in millions | That is in millions, and rounded. The question asks for Canadian dollars.
# from: the report's query
# ~ SUM(i.amount) => ROUND(SUM(i.amount) / 1000000, 1)
# %% w04-q3 wrong: paid alone | Open invoices are missing. Which ones had the report left out?
# from: the report's query
# ~ <> 'void' => = 'paid'
# %% w04-q3 typed: typed in | That was the total on the data you have. On data nobody has seen it is another one: write the query.
# %% w04-q3 same: `account_id > 0` dropped | No unknown account is in the other table: the join takes them out.
# %% w04-q3 same: `>` became `>=`, line 5 | Accounts are numbered from 1, and account 1 pays in US dollars: the condition takes out who is unknown alone.
# %% w04-q3 same: 0 became -1, line 5 | Accounts are numbered from 1, and account 1 pays in US dollars: the condition takes out who is unknown alone.

# %% w04-q4 exercise: choice options=A,B,C,D right=D | Explain it
# The insight: a repair has to restore the grain; patches on the total look right on one day.
# %% w04-q4 right: the letter
repair = "D"
# %% w04-q4 right: in small
repair = "d"
# %% w04-q4 right: in brackets
repair = "(D)"
# %% w04-q4 wrong: DISTINCT amounts | Two customers who pay the same amount would be added once. It removes equal amounts, not equal invoices. What should be one row?
repair = "A"
# %% w04-q4 wrong: dividing by an average | Each customer is multiplied by her own number of tickets, not by the average; and those without a ticket are still missing. What should be one row?
repair = "B"
# %% w04-q4 wrong: a left join alone | That brings back the customers without tickets, which is half of it. Are the others still added several times?
repair = "C"

# %% w04-q5 exercise: table decimals=0 | The report, put right
# The insight: add up each side to one row a key, then join.
# %% w04-q5 right: the frame filled in
cost_of_support = sql("""
SELECT r.region, r.revenue, t.tickets
FROM (SELECT region, SUM(amount) AS revenue FROM invoiced
      WHERE currency = 'USD' AND issued_on >= '2025-01-01' AND status <> 'void' GROUP BY region) AS r
JOIN (SELECT a.region, COUNT(*) AS tickets FROM tickets AS t JOIN accounts AS a ON a.account_id = t.account_id
      WHERE t.opened_at >= '2025-01-01' GROUP BY a.region) AS t ON t.region = r.region
""")
# %% w04-q5 right: WITH, rounded, other names
cost_of_support = sql("""
WITH money AS (SELECT region, ROUND(SUM(amount)) AS usd FROM invoiced
               WHERE region <> 'Canada' AND issued_on BETWEEN '2025-01-01' AND '2025-12-31' AND status IN ('paid', 'open')
               GROUP BY region),
     work AS (SELECT region, COUNT(ticket_id) AS n FROM accounts JOIN tickets USING (account_id)
              WHERE opened_at >= '2025' GROUP BY region)
SELECT money.region, work.n, money.usd FROM money LEFT JOIN work ON work.region = money.region ORDER BY money.usd DESC
""")
# %% w04-q5 right: two groups by account first
cost_of_support = sql("""
SELECT a.region, SUM(r.revenue) AS revenue, SUM(t.tickets) AS tickets
FROM accounts AS a
LEFT JOIN (SELECT account_id, SUM(amount) AS revenue FROM invoiced
           WHERE currency = 'USD' AND issued_on >= '2025-01-01' AND status <> 'void' GROUP BY account_id) AS r
       ON r.account_id = a.account_id
LEFT JOIN (SELECT account_id, COUNT(*) AS tickets FROM tickets WHERE opened_at >= '2025-01-01' GROUP BY account_id) AS t
       ON t.account_id = a.account_id
WHERE a.region <> 'Canada' GROUP BY a.region
""")
# %% w04-q5 right: with pandas
money = sql("SELECT region, amount FROM invoiced WHERE currency = 'USD' AND issued_on >= '2025' AND status <> 'void'")
wrote = sql("SELECT a.region FROM tickets t JOIN accounts a ON a.account_id = t.account_id WHERE t.opened_at >= '2025'")
cost_of_support = money.groupby("region")["amount"].sum().to_frame("revenue")
cost_of_support["tickets"] = wrote["region"].value_counts()
# %% w04-q5 wrong: fan-out | Every invoice meets every ticket of its account, so the tickets are far too many, and the revenue is wrong even where it looks right. What is one row of your join?
cost_of_support = sql("""
SELECT i.region, SUM(i.amount) AS revenue, COUNT(*) AS tickets
FROM invoiced AS i JOIN tickets AS t ON t.account_id = i.account_id
WHERE i.currency = 'USD' AND i.issued_on >= '2025-01-01' AND i.status <> 'void' AND t.opened_at >= '2025-01-01'
GROUP BY i.region
""")
# %% w04-q5 wrong: tickets counted once, revenue not | The tickets are right, the revenue is not: COUNT(DISTINCT) mends a count, but no sum. What is one row of your join?
# from: fan-out
# ~ COUNT(*) => COUNT(DISTINCT t.ticket_id)
# %% w04-q5 wrong: the silent left out | The revenue is that of customers who wrote a ticket. Those who never wrote pay, too: which join drops them?
cost_of_support = sql("""
SELECT i.region, SUM(i.amount) AS revenue, MAX(w.tickets) AS tickets
FROM invoiced AS i
JOIN (SELECT DISTINCT account_id FROM tickets WHERE opened_at >= '2025-01-01') AS t ON t.account_id = i.account_id
JOIN (SELECT a.region, COUNT(*) AS tickets FROM tickets AS t JOIN accounts AS a ON a.account_id = t.account_id
      WHERE t.opened_at >= '2025-01-01' GROUP BY a.region) AS w ON w.region = i.region
WHERE i.currency = 'USD' AND i.issued_on >= '2025-01-01' AND i.status <> 'void'
GROUP BY i.region
""")
# %% w04-q5 wrong: tickets of all years | The revenue is of 2025, the tickets are of all three years. Which condition is missing in the second query?
# from: the frame filled in
# ~ WHERE t.opened_at >= '2025-01-01' GROUP => GROUP
# %% w04-q5 wrong: tickets of two years | The revenue is of 2025, the tickets are of two years. Since when does the question count them?
# from: the frame filled in
# ~ '2025-01-01' GROUP => '2024-01-01' GROUP
# %% w04-q5 wrong: Canada too | Canada is in the table with an amount in Canadian dollars. Which three regions were asked for?
# from: the frame filled in
# ~ currency = 'USD' AND issued_on => issued_on
# %% w04-q5 wrong: fan-out with a left join | Every invoice meets every ticket of its account, so the revenue is far too high: this is the report's own mistake. What is one row of your join?
cost_of_support = sql("""
SELECT i.region, SUM(i.amount) AS revenue, COUNT(t.ticket_id) AS tickets
FROM invoiced AS i LEFT JOIN tickets AS t ON t.account_id = i.account_id AND t.opened_at >= '2025-01-01'
WHERE i.currency = 'USD' AND i.issued_on >= '2025-01-01' AND i.status <> 'void'
GROUP BY i.region
""")
# %% w04-q5 wrong: fan-out, each ticket once | The tickets are nearly right, the revenue is far too high: each invoice is added once for every ticket of its account. What is one row of your join?
# from: fan-out with a left join
# ~ t.ticket_id => DISTINCT t.ticket_id
# %% w04-q5 wrong: accounts without an invoice dropped | The revenue is right. Tickets of accounts that were sent no invoice in 2025 are missing: the invoices stood on the left. Can each side be added up by region first?
cost_of_support = sql("""
SELECT a.region, SUM(r.revenue) AS revenue, SUM(t.tickets) AS tickets
FROM (SELECT account_id, SUM(amount) AS revenue FROM invoiced WHERE currency = 'USD' AND issued_on >= '2025-01-01' AND status <> 'void' GROUP BY account_id) AS r
JOIN accounts AS a ON a.account_id = r.account_id
LEFT JOIN (SELECT account_id, COUNT(*) AS tickets FROM tickets WHERE opened_at >= '2025-01-01' GROUP BY account_id) AS t ON t.account_id = r.account_id
GROUP BY a.region
""")
# %% w04-q5 wrong: ON forgotten | Nine rows: every region meets every region. Which line says what the two sides have in common?
# from: the frame filled in
# - WHERE t.opened_at >= '2025-01-01' GROUP BY a.region) AS t ON t.region = r.region
# + WHERE t.opened_at >= '2025-01-01' AND a.region <> 'Canada' GROUP BY a.region) AS t
# %% w04-q5 typed: without staff | On data nobody has seen, Kestrel's own test accounts write tickets, too, and the question counts those of all accounts. Which condition has crept in?
# from: the frame filled in
# ~ GROUP BY a => AND a.is_test = 0 GROUP BY a
# %% w04-q5 typed: typed in | These sums fit the data you have and no other. A query would find the right ones on any data.
# %% w04-q5 same: `currency = 'USD'` dropped | Whoever is not in Canada is invoiced in US dollars: the last line leaves Canada out.

# %% w04-q6 exercise: table extra | Your assistant's query
# The insight: an explanation proves nothing, a count of one's own does: a condition on the right-hand table belongs
# behind ON, COUNT(*) counts the empty row, and a name is no key.
# %% w04-q6 right: the condition behind ON
visits = sql("""
SELECT a.name, COUNT(t.ticket_id) AS tickets
FROM accounts AS a LEFT JOIN tickets AS t ON t.account_id = a.account_id AND t.opened_at >= '2025-10-01'
WHERE a.plan = 'Fleet' AND a.region = 'Northeast' AND a.status = 'active' AND a.is_test = 0
GROUP BY a.account_id, a.name
""")
# %% w04-q6 right: counted first, then joined
visits = sql("""
SELECT COALESCE(t.n, 0) AS tickets_since_october, a.name AS customer
FROM accounts AS a
LEFT JOIN (SELECT account_id, COUNT(*) AS n FROM tickets WHERE opened_at >= '2025-10-01' GROUP BY account_id) AS t
       USING (account_id)
WHERE a.status = 'active' AND a.is_test <> 1 AND a.region = 'Northeast' AND a.plan = 'Fleet'
ORDER BY a.name
""")
# %% w04-q6 right: a query in the place of a column
visits = sql("""
SELECT name, (SELECT COUNT(*) FROM tickets AS t WHERE t.account_id = a.account_id AND t.opened_at >= '2025-10-01') AS n
FROM accounts AS a WHERE plan = 'Fleet' AND region = 'Northeast' AND status = 'active' AND is_test = 0
""")
# %% w04-q6 right: with the number that tells namesakes apart
visits = sql("""
SELECT a.account_id, a.name, COUNT(t.ticket_id) AS tickets
FROM accounts AS a LEFT JOIN tickets AS t ON t.account_id = a.account_id AND t.opened_at >= '2025-10-01'
WHERE a.plan = 'Fleet' AND a.region = 'Northeast' AND a.status = 'active' AND a.is_test = 0
GROUP BY a.account_id
ORDER BY tickets, a.name
""")
# %% w04-q6 right: CASE instead of ON
visits = sql("""
SELECT a.name, SUM(CASE WHEN t.opened_at >= '2025-10-01' THEN 1 ELSE 0 END) AS tickets
FROM accounts AS a LEFT JOIN tickets AS t ON t.account_id = a.account_id
WHERE a.plan = 'Fleet' AND a.region = 'Northeast' AND a.status = 'active' AND a.is_test = 0
GROUP BY a.account_id, a.name
""")
# %% w04-q6 wrong: the condition in WHERE | The silent ones are gone. A plain JOIN drops whoever has no ticket; so does a LEFT JOIN with tickets on its left, and WHERE, asked whether NULL is recent. Which of them is it, and where does the condition on the date belong?
visits = sql("""
SELECT a.name, COUNT(t.ticket_id) AS tickets
FROM accounts AS a LEFT JOIN tickets AS t ON t.account_id = a.account_id
WHERE a.plan = 'Fleet' AND a.region = 'Northeast' AND a.status = 'active' AND a.is_test = 0
  AND t.opened_at >= '2025-10-01'
GROUP BY a.account_id, a.name
""")
# %% w04-q6 wrong: the empty row counted | Nobody has 0: COUNT(*) counts the row in which the ticket is NULL. What should be counted instead?
# from: the condition behind ON
# ~ t.ticket_id => *
# %% w04-q6 wrong: test accounts | Kestrel's own test accounts are among them. Which condition takes them out?
# from: the condition behind ON
# ~ 'active' AND a.is_test = 0 => 'active'
# %% w04-q6 wrong: no date | These are the tickets of all three years. Since when should they be counted, and where does that condition go?
# from: the condition behind ON
# ~ account_id AND t.opened_at >= '2025-10-01' => account_id
# %% w04-q6 wrong: the silent alone | Only those with 0 are here. The others should be in the table, too, with their counts.
# from: the condition behind ON
# ~ is_test = 0 => is_test = 0 AND t.ticket_id IS NULL
# %% w04-q6 wrong: the conditions behind ON | Every account of the company is here. Which conditions decide who stays, and so belong in WHERE?
visits = sql("""
SELECT a.name, COUNT(t.ticket_id) AS tickets
FROM accounts AS a LEFT JOIN tickets AS t ON t.account_id = a.account_id AND t.opened_at >= '2025-10-01'
 AND a.plan = 'Fleet' AND a.region = 'Northeast' AND a.status = 'active' AND a.is_test = 0
GROUP BY a.account_id, a.name
""")
# %% w04-q6 wrong: one group a name | Two customers with the same name have become one row. What else tells one account from another?
# from: the condition behind ON
# ~ account_id, a.name => name
# %% w04-q6 wrong: the last day lost | The tickets of 31 December are missing: '2025-12-31 09:30' comes after '2025-12-31'. What is the first moment that is too late?
visits = sql("""
SELECT a.name, COUNT(t.ticket_id) AS tickets
FROM accounts AS a
LEFT JOIN tickets AS t ON t.account_id = a.account_id AND t.opened_at BETWEEN '2025-10-01' AND '2025-12-31'
WHERE a.plan = 'Fleet' AND a.region = 'Northeast' AND a.status = 'active' AND a.is_test = 0
GROUP BY a.account_id, a.name
""")
# %% w04-q6 wrong: days with a ticket | That counts the days on which they wrote; somebody wrote twice on one day. What is one row of tickets?
# from: the condition behind ON
# ~ t.ticket_id => DISTINCT date(t.opened_at)
# %% w04-q6 wrong: closed tickets alone | Open and merged tickets are missing: COUNT(closed_at) passes over NULL. Which column of a ticket is never empty?
# from: the condition behind ON
# ~ ticket_id => closed_at
# %% w04-q6 wrong: namesakes, and the empty row counted | Two customers of one name have become one row, and nobody has 0. What tells one account from another, and what should be counted?
# from: the condition behind ON
# ~ t.ticket_id => *
# ~ account_id, a.name => name
# %% w04-q6 wrong: no groups | One row came back, with one customer's name and everybody's tickets. Which line makes a group of each account?
# from: the condition behind ON
# - GROUP BY a.account_id, a.name
# %% w04-q6 wrong: recent or none | Those whose tickets are all older are gone: their ticket is neither recent nor NULL. Where does the condition on the date belong?
# from: the condition behind ON
# ~ account_id AND t.opened_at >= '2025-10-01' => account_id
# ~ is_test = 0 => is_test = 0 AND (t.opened_at >= '2025-10-01' OR t.ticket_id IS NULL)
# %% w04-q6 typed: typed in | These counts fit the data you have and no other. A query would find the right ones on any data.

# %% w04-q7 exercise: text least=30 most=150 | The check you will ask for
# The insight: two counts beside every total are cheaper than one wrong board pack.
# words: before and after :: before, input :: Which counts should be shown, before the join and after it?
# words: the grain :: grain, key, keys, each row, one row, per row :: What is one row of the result? The note should ask for it.
# words: rows without a partner :: partner, partners, match, matches, unmatched, missing, dropped, lost, left join :: What about rows that find no partner?
# tick: It names the counts before the join and after it.
# tick: It asks what one row of the result is.
# tick: It says what to do about rows without a partner.
# tick: It says why, with a case from this hour.
# tick: It costs less than a minute a report, and blames nobody.
# %% w04-q7 right: three numbers
note = """Beside every total that comes out of a join, please show the number of rows before it and after it, and say what one row of the result is. If there are more rows
after than before, tell me how you kept amounts from being added twice; if fewer, how many found no partner. We nearly reported double our revenue because of this."""
# %% w04-q7 right: a list
note = """For each joined table, put under the chart:
- rows in the first table before joining, rows after joining
- the number of different keys in the result
- how many records were lost because they had no match
It takes half a minute. Last quarter's report showed twice the revenue, and the query was correct, so none of us could have seen it otherwise."""
# %% w04-q7 right: in prose
note = """Joins are where honest numbers go wrong, so I ask for a small habit. Count the lines before and count them after. State the grain in a sentence. Say how many customers
disappeared since they have no entry on the other side, and whether you want a left join to keep them. I will read these first and do the same with my own work."""
# %% w04-q7 wrong: too short | Your text has 4 words; at least 30 are asked for.
note = "Check your joins, please."
# %% w04-q7 wrong: the question copied | Most of that is the text of the exercise. What would you say in your own words?
note = """Write the note to all who build reports for you (30 to 150 words): which check should stand beside every number that comes out of a join, why, and what you will do with it. Name the counts to be shown before and after, the grain,"""
