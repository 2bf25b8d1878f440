# Week 2 · Count honestly: the answers that prove its checks. CONTRIBUTING.md explains the format.

# %% w02-q1 exercise: value | Waiting for money
# The insight: a missing payment time has three meanings; the column that says it outright is the one to ask.
# %% w02-q1 right: the status says it
waiting = sql("SELECT COUNT(*) FROM invoices WHERE status = 'open'")
# %% w02-q1 right: leaving out the two others
waiting = sql("SELECT COUNT(invoice_id) AS n FROM invoices WHERE status NOT IN ('paid', 'void')")
# %% w02-q1 right: missing time, less those that are not waited for
waiting = sql("SELECT SUM(CASE WHEN paid_at IS NULL AND status = 'open' THEN 1 ELSE 0 END) FROM invoices")
# %% w02-q1 right: with pandas
waiting = (sql("SELECT status FROM invoices")["status"] == "open").sum()
# %% w02-q1 wrong: no payment time | That counts every missing payment time: void invoices and old paid ones are among them. Which column says "open"?
waiting = sql("SELECT COUNT(*) FROM invoices WHERE paid_at IS NULL")
# %% w02-q1 wrong: equals NULL | Zero. A comparison with NULL keeps no row, a word has to be spelt as in the data, and COUNT(column) passes over NULL. Which of the three is it here?
waiting = sql("SELECT COUNT(*) FROM invoices WHERE paid_at = NULL")
# %% w02-q1 wrong: void ones too | Void invoices have been withdrawn; nobody waits for that money. Which status is left?
waiting = sql("SELECT COUNT(*) FROM invoices WHERE status <> 'paid'")
# %% w02-q1 wrong: the paid ones | Those are the invoices that have been paid. Which are waiting?
waiting = sql("SELECT COUNT(*) FROM invoices WHERE status = 'paid'")
# %% w02-q1 wrong: accounts | That is the number of accounts that have an open invoice. How many invoices are open?
waiting = sql("SELECT COUNT(DISTINCT account_id) FROM invoices WHERE status = 'open'")
# %% w02-q1 wrong: each number once | You took out the second copies, which is wise, but the treasurer asked for the rows as they stand. Which count takes every row?
waiting = sql("SELECT COUNT(DISTINCT number) FROM invoices WHERE status = 'open'")
# %% w02-q1 typed: typed in | That was the number on the data you have. On data nobody has seen it is another one: write the query.
# %% w02-q1 same: `paid_at IS NULL` dropped | An invoice that is open has no time of payment: the condition says it twice.

# %% w02-q2 exercise: value | Whom do we not know?
# The insight: IS NULL asks what an equals sign cannot; 'Other' is an answer, NULL is none.
# %% w02-q2 right: three conditions
no_letter = sql("SELECT COUNT(*) FROM accounts WHERE industry IS NULL AND status = 'active' AND is_test = 0")
# %% w02-q2 right: all less the filled-in
no_letter = sql("SELECT COUNT(*) - COUNT(industry) AS missing FROM accounts WHERE status = 'active' AND is_test = 0")
# %% w02-q2 right: with COALESCE
no_letter = sql(
    "SELECT COUNT(*) FROM accounts WHERE COALESCE(industry, '?') = '?' AND status = 'active' AND NOT is_test = 1"
)
# %% w02-q2 right: with pandas
active = sql("SELECT industry FROM accounts WHERE status = 'active' AND is_test = 0")
no_letter = active["industry"].isna().sum()
# %% w02-q2 wrong: equals NULL | Zero, and yet there are some. A comparison with NULL keeps no row, a word has to be spelt as in the data, and COUNT(column) passes over NULL. Which of the three is it here?
no_letter = sql("SELECT COUNT(*) FROM accounts WHERE industry = NULL AND status = 'active' AND is_test = 0")
# %% w02-q2 wrong: Other | These customers answered "Other". The question is about those who were never asked.
no_letter = sql("SELECT COUNT(*) FROM accounts WHERE industry = 'Other' AND status = 'active' AND is_test = 0")
# %% w02-q2 wrong: filled in | These are the active customers whose industry is known. Who is left?
no_letter = sql("SELECT COUNT(industry) FROM accounts WHERE status = 'active' AND is_test = 0")
# %% w02-q2 wrong: everybody | That is every account without an industry: trials, cancelled and test accounts as well. Who should get a letter?
no_letter = sql("SELECT COUNT(*) FROM accounts WHERE industry IS NULL")
# %% w02-q2 wrong: test accounts | Test accounts are in that number. Which condition takes them out?
no_letter = sql("SELECT COUNT(*) FROM accounts WHERE industry IS NULL AND status = 'active'")
# %% w02-q2 wrong: trials | Trials whose industry is unknown are in that number. Which status do active customers have?
no_letter = sql("SELECT COUNT(*) FROM accounts WHERE industry IS NULL AND status <> 'cancelled' AND is_test = 0")
# %% w02-q2 wrong: names instead of accounts | Two of these customers share a name, and each gets no letter. What is one row of accounts?
no_letter = sql("SELECT COUNT(DISTINCT name) FROM accounts WHERE industry IS NULL AND status = 'active' AND is_test = 0")
# %% w02-q2 wrong: Other too | Customers who answered "Other" are in that number. Is "Other" an answer, or none?
no_letter = sql("SELECT COUNT(*) FROM accounts WHERE (industry IS NULL OR industry = 'Other') AND status = 'active' AND is_test = 0")
# %% w02-q2 typed: typed in | That was the number on the data you have. On data nobody has seen it is another one: write the query.

# %% w02-q3 exercise: value | Finance's number
# The insight: count the thing you mean (accounts), not the thing that the table has a row for (invoices).
# %% w02-q3 right: different accounts
finance_count = sql(
    "SELECT COUNT(DISTINCT account_id) FROM invoices WHERE status = 'paid' AND issued_on >= '2025-12-01'"
)
# %% w02-q3 right: counting a list of different accounts
finance_count = sql(
    "SELECT COUNT(*) FROM (SELECT DISTINCT account_id FROM invoices "
    "WHERE issued_on BETWEEN '2025-12-01' AND '2025-12-31' AND status = 'paid')"
)
# %% w02-q3 right: accounts that are on the list
finance_count = sql(
    "SELECT COUNT(*) FROM accounts WHERE account_id IN "
    "(SELECT account_id FROM invoices WHERE status = 'paid' AND issued_on LIKE '2025-12%')"
)
# %% w02-q3 right: with pandas
paid = sql("SELECT account_id FROM invoices WHERE status = 'paid' AND issued_on >= '2025-12-01'")
finance_count = paid["account_id"].nunique()
# %% w02-q3 wrong: invoices | That is the number of paid invoices, second copies included. Finance counts accounts: what has to stand in the brackets of COUNT, so that each of them counts once?
finance_count = sql("SELECT COUNT(*) FROM invoices WHERE status = 'paid' AND issued_on >= '2025-12-01'")
# %% w02-q3 wrong: open ones too | Accounts with an open invoice are in that number. Have they paid?
finance_count = sql("SELECT COUNT(DISTINCT account_id) FROM invoices WHERE issued_on >= '2025-12-01'")
# %% w02-q3 wrong: any month | That is everybody who ever paid. Which month does Finance look at?
finance_count = sql("SELECT COUNT(DISTINCT account_id) FROM invoices WHERE status = 'paid'")
# %% w02-q3 wrong: paid in December | That goes by the day of payment. Finance goes by the day of issue, and much of what is paid in December was issued before.
finance_count = sql("SELECT COUNT(DISTINCT account_id) FROM invoices WHERE status = 'paid' AND paid_at >= '2025-12-01'")
# %% w02-q3 wrong: the last day lost | Somebody whose only invoice is of 31 December is missing. Does December end before that day or after it?
finance_count = sql(
    "SELECT COUNT(DISTINCT account_id) FROM invoices WHERE status = 'paid' AND issued_on >= '2025-12-01' AND issued_on < '2025-12-31'"
)
# %% w02-q3 wrong: the first day lost | Those whose only invoice is of 1 December are missing. Which is the first day that your condition lets in?
finance_count = sql("SELECT COUNT(DISTINCT account_id) FROM invoices WHERE status = 'paid' AND issued_on > '2025-12-01'")
# %% w02-q3 wrong: printed invoices | That is the number of different invoices. Finance counts accounts: which column tells one account from another?
finance_count = sql("SELECT COUNT(DISTINCT number) FROM invoices WHERE status = 'paid' AND issued_on >= '2025-12-01'")
# %% w02-q3 typed: typed in | That was the number on the data you have. On data nobody has seen it is another one: write the query.

# %% w02-q4 exercise: value | In Sales' count, not in Finance's
# The insight: a gap between two counts is a list of members, and NOT IN makes it.
# %% w02-q4 right: NOT IN
sales_only = sql(
    "SELECT COUNT(*) FROM accounts WHERE status = 'active' AND account_id NOT IN "
    "(SELECT account_id FROM invoices WHERE status = 'paid' AND issued_on >= '2025-12-01')"
)
# %% w02-q4 right: NOT EXISTS
sales_only = sql(
    "SELECT COUNT(*) AS n FROM accounts AS a WHERE a.status = 'active' AND NOT EXISTS (SELECT 1 FROM invoices AS i "
    "WHERE i.account_id = a.account_id AND i.status = 'paid' AND i.issued_on >= '2025-12-01')"
)
# %% w02-q4 right: EXCEPT
sales_only = sql(
    "SELECT COUNT(*) FROM (SELECT account_id FROM accounts WHERE status = 'active' EXCEPT "
    "SELECT account_id FROM invoices WHERE status = 'paid' AND issued_on >= '2025-12-01')"
)
# %% w02-q4 right: with sets
active = set(sql("SELECT account_id FROM accounts WHERE status = 'active'")["account_id"])
paid = set(sql("SELECT account_id FROM invoices WHERE status = 'paid' AND issued_on >= '2025-12-01'")["account_id"])
sales_only = len(active - paid)
# %% w02-q4 wrong: one count less the other | That is the difference of the two counts, and it hides those who are only in Finance's. Which accounts are on one list and not on the other?
sales_only = sql(
    "SELECT (SELECT COUNT(*) FROM accounts WHERE status = 'active') - "
    "(SELECT COUNT(DISTINCT account_id) FROM invoices WHERE status = 'paid' AND issued_on >= '2025-12-01')"
)
# %% w02-q4 wrong: in both | These are in both counts. Is it IN or NOT IN?
# from: NOT IN
# ~ NOT IN => IN
# %% w02-q4 wrong: without test accounts | You took the test accounts out, which is wise, but Sales did not. The gap is to be explained as it stands.
# from: NOT IN
# ~ AND account_id => AND is_test = 0 AND account_id
# %% w02-q4 wrong: everybody | Cancelled accounts and trials are in that number. Whom does Sales count?
# from: NOT IN
# ~ status = 'active' AND account_id => account_id
# %% w02-q4 wrong: no invoice at all in December | These have no December invoice of any sort. An account with an open one has not paid either: which condition is missing inside the brackets?
# from: NOT IN
# ~ status = 'paid' AND issued_on => issued_on
# %% w02-q4 wrong: never paid at all | These have no paid invoice of any month. Which month does Finance look at, inside the brackets?
sales_only = sql(
    "SELECT COUNT(*) FROM accounts WHERE status = 'active' AND account_id NOT IN (SELECT account_id FROM invoices WHERE status = 'paid')"
)
# %% w02-q4 wrong: the first day lost | Accounts whose only paid invoice is of 1 December are in that number. Which is the first day that your condition in the brackets lets in?
# from: NOT IN
# ~ >= '2025-12-01' => > '2025-12-01'
# %% w02-q4 wrong: a count in the brackets | The brackets hold one number, the count of exercise 3. Which column in its place makes a list of accounts?
# from: NOT IN
# ~ account_id FROM => COUNT(DISTINCT account_id) FROM
# %% w02-q4 typed: typed in | That was the number on the data you have. On data nobody has seen it is another one: write the query.

# %% w02-q5 exercise: table | In Finance's count, not in Sales'
# The insight: both are right, each about a different moment.
# %% w02-q5 right: IN
finance_only = sql(
    "SELECT account_id, name, status, cancelled_on FROM accounts WHERE status <> 'active' AND account_id IN "
    "(SELECT account_id FROM invoices WHERE status = 'paid' AND issued_on >= '2025-12-01')"
)
# %% w02-q5 right: EXISTS, sorted, other order of columns
finance_only = sql(
    "SELECT a.cancelled_on, a.status, a.name, a.account_id AS account FROM accounts a WHERE NOT a.status = 'active' "
    "AND EXISTS (SELECT 1 FROM invoices i WHERE i.account_id = a.account_id AND i.status = 'paid' "
    "AND i.issued_on >= '2025-12-01') ORDER BY a.name"
)
# %% w02-q5 right: a join, each account once
finance_only = sql(
    "SELECT DISTINCT a.account_id, a.name, a.status, a.cancelled_on FROM accounts a JOIN invoices i "
    "ON i.account_id = a.account_id WHERE i.status = 'paid' AND i.issued_on >= '2025-12-01' AND a.status <> 'active'"
)
# %% w02-q5 right: with pandas
paid = sql("SELECT account_id FROM invoices WHERE status = 'paid' AND issued_on >= '2025-12-01'")["account_id"]
accounts = sql("SELECT account_id, name, status, cancelled_on FROM accounts")
finance_only = accounts[accounts["account_id"].isin(paid) & (accounts["status"] != "active")]
# %% w02-q5 wrong: those who left in December | These left in December, whether or not they had paid. Which list should they be on?
finance_only = sql("SELECT account_id, name, status, cancelled_on FROM accounts WHERE cancelled_on >= '2025-12-01'")
# %% w02-q5 wrong: the other side | These are not active and have no paid December invoice. Is it IN or NOT IN this time?
# from: IN
# ~ account_id IN => account_id NOT IN
# %% w02-q5 wrong: in both | These are in both counts: they are active. Which status does Sales not count?
# from: IN
# ~ status <> => status =
# %% w02-q5 wrong: any paid invoice | Every former customer has paid some invoice. Which month does Finance look at?
# from: IN
# ~ 'paid' AND issued_on >= '2025-12-01' => 'paid'
# %% w02-q5 wrong: open invoices too | Some of these left with their December invoice unpaid. Which condition is missing inside the brackets?
# from: IN
# ~ status = 'paid' AND issued_on => issued_on
# %% w02-q5 wrong: the last day lost | Somebody who paid on 31 December, and left that day, is missing. Does December end before that day or after it?
# from: IN
# ~ '2025-12-01' => '2025-12-01' AND issued_on < '2025-12-31'
# %% w02-q5 wrong: test accounts taken out | You took the test accounts out, which is wise, but Finance did not. The gap is to be explained as it stands.
# from: IN
# ~ account_id IN => is_test = 0 AND account_id IN
# %% w02-q5 wrong: a count in the brackets | The brackets hold one number, the count of exercise 3. Which column in its place makes a list of accounts?
# from: IN
# ~ account_id FROM => COUNT(DISTINCT account_id) FROM
# %% w02-q5 typed: the first day lost | On data nobody has seen, somebody whose only paid invoice of the month is of 1 December is missing. Which is the first day that your condition lets in?
# from: IN
# ~ >= '2025-12-01' => > '2025-12-01'
# %% w02-q5 typed: typed in | These rows fit the data you have and no other. A query would find the right ones on any data.

# %% w02-q6 exercise: text least=40 most=150 | One paragraph that ends the argument
# The insight: a definition is a set of decisions about the awkward cases.
# words: annual payers :: annual, annually, yearly, year, twelve :: What happens with annual payers in a month without an invoice?
# words: open invoices :: open, unpaid, overdue, outstanding, late :: What happens while an invoice is still to be settled?
# words: test accounts :: test, tests, internal, staff, is_test :: Do test accounts count?
# words: those who cancelled :: cancel, cancels, cancelled, cancelled_on, left, leave, leaves, ended :: What about those who paid and then cancelled?
# tick: It says what is counted, and as of when.
# tick: It decides on annual payers, open invoices, test accounts and those who cancelled.
# tick: Two analysts working from it apart would come to the same number.
# tick: It fits the purpose that it names.
# tick: It says who may change it, or what would make you change it.
# %% w02-q6 right: status and payment
definition = """A paying customer is an account with the status active on the last day of the month that is not a test account. Annual payers count in all
twelve months that their invoice covers. An open invoice does not take an account out until it is thirty days late. Accounts that have cancelled do not count from
the day they cancel, paid or not. Source: tables accounts and invoices, first working day of the next month."""
# %% w02-q6 right: cash view
definition = """For the cash report, a paying customer of a month is a company with at least one paid invoice issued in that month, counted once. That means an annual
payer counts once a year, in her month. Companies whose invoice is still unpaid are not counted. A company that paid and then left is counted, since its money came.
Internal accounts are excluded. We take it from the billing system's invoice table; Finance may change this sentence, with a note to Sales."""
# %% w02-q6 right: a list
definition = """Paying customer (monthly, as of the last day):
1. Unit: one account in the table accounts, status active.
2. Yearly billing: counted every month of the paid year.
3. Overdue invoice: still counted for 30 days, then not.
4. Staff's own accounts: never.
5. Cancelled during the month: not counted, even if this month's invoice was paid.
Changed only by both department heads in writing."""
# %% w02-q6 wrong: too short | Your text has 7 words; at least 40 are asked for.
definition = "A paying customer is one who pays."
# %% w02-q6 wrong: the question copied | Most of that is the text of the exercise. What would you say in your own words?
definition = """Write the company's definition of paying customer in one paragraph (40 to 150 words), to be signed by Sales and Finance. Decide, and say: what is counted (accounts? people? invoices?), as of when; what happens with annual payers in a month without an invoice, with open"""
