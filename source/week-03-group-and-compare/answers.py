# Week 3 · Group and compare: the answers that prove its checks. CONTRIBUTING.md explains the format.

# %% w03-q1 exercise: table ordered=tickets | Who answers the tickets?
# The insight: one query, one row a group; the ranking is an instruction, not a by-product.
# %% w03-q1 right: grouped and ranked
team_load = sql(
    "SELECT team, COUNT(*) AS tickets FROM tickets WHERE opened_at >= '2025-01-01' GROUP BY team ORDER BY tickets DESC"
)
# %% w03-q1 right: by position, without a name for the count
team_load = sql("select count(ticket_id), team from tickets where opened_at >= '2025' group by 2 order by 1 desc")
# %% w03-q1 right: with pandas
team_load = sql("SELECT team FROM tickets WHERE opened_at LIKE '2025%'")["team"].value_counts()
# %% w03-q1 wrong: all years | These are the tickets of all three years. Which condition keeps 2025?
team_load = sql("SELECT team, COUNT(*) AS tickets FROM tickets GROUP BY team ORDER BY tickets DESC")
# %% w03-q1 wrong: the quietest first | The rows are right, but the quietest team comes first. Which word turns the order round?
team_load = sql(
    "SELECT team, COUNT(*) AS tickets FROM tickets WHERE opened_at >= '2025-01-01' GROUP BY team ORDER BY tickets"
)
# %% w03-q1 wrong: answered marks only | That counts the tickets that were given a mark. COUNT(column) passes over NULL; which count takes every row?
team_load = sql(
    "SELECT team, COUNT(csat) AS tickets FROM tickets WHERE opened_at >= '2025-01-01' GROUP BY team ORDER BY tickets DESC"
)
# %% w03-q1 wrong: by channel | These groups are channels. What should there be one row for?
team_load = sql(
    "SELECT channel, COUNT(*) AS tickets FROM tickets WHERE opened_at >= '2025-01-01' "
    "GROUP BY channel ORDER BY tickets DESC"
)
# %% w03-q1 wrong: no groups | One row came back, with one team's name and everybody's tickets. Which line makes a group for each team?
team_load = sql("SELECT team, COUNT(*) AS tickets FROM tickets WHERE opened_at >= '2025-01-01' ORDER BY tickets DESC")
# %% w03-q1 wrong: the last day lost | The tickets of 31 December are missing: '2025-12-31 09:30' comes after '2025-12-31'. What is the first moment that is too late?
team_load = sql(
    "SELECT team, COUNT(*) AS tickets FROM tickets WHERE opened_at BETWEEN '2025-01-01' AND '2025-12-31' "
    "GROUP BY team ORDER BY tickets DESC"
)
# %% w03-q1 wrong: when it was closed | That goes by the day on which a ticket was closed, and some are not closed. Which column says when it was opened?
team_load = sql(
    "SELECT team, COUNT(*) AS tickets FROM tickets WHERE closed_at >= '2025-01-01' GROUP BY team ORDER BY tickets DESC"
)
# %% w03-q1 typed: typed in | These counts fit the data you have and no other. A query would find the right ones on any data.

# %% w03-q2 exercise: table ordered=revenue decimals=0 | Revenue by region, in one currency
# The insight: before adding, ask for the unit; the leader changes when the unit is right.
# %% w03-q2 right: CASE inside SUM
revenue_by_region = sql(
    "SELECT region, SUM(CASE WHEN currency = 'CAD' THEN amount * 0.73 ELSE amount END) AS revenue FROM invoiced "
    "WHERE issued_on >= '2025-01-01' AND status <> 'void' GROUP BY region ORDER BY revenue DESC"
)
# %% w03-q2 right: rounded, by the region instead of the currency, statuses listed
revenue_by_region = sql(
    "SELECT ROUND(SUM(CASE region WHEN 'Canada' THEN 0.73 ELSE 1 END * amount), 2) AS usd, region FROM invoiced "
    "WHERE issued_on BETWEEN '2025-01-01' AND '2025-12-31' AND status IN ('paid', 'open') GROUP BY region ORDER BY 1 DESC"
)
# %% w03-q2 right: two groups put together
revenue_by_region = sql(
    "SELECT region, SUM(amount) AS revenue FROM invoiced WHERE currency = 'USD' AND issued_on >= '2025' "
    "AND status <> 'void' GROUP BY region UNION ALL SELECT region, SUM(amount) * 0.73 FROM invoiced "
    "WHERE currency = 'CAD' AND issued_on >= '2025' AND status <> 'void' GROUP BY region ORDER BY revenue DESC"
)
# %% w03-q2 right: with pandas
lines = sql("SELECT region, currency, amount FROM invoiced WHERE issued_on >= '2025-01-01' AND status <> 'void'")
lines["revenue"] = lines["amount"] * lines["currency"].map({"USD": 1.0, "CAD": 0.73})
revenue_by_region = lines.groupby("region")["revenue"].sum().round().sort_values(ascending=False)
# %% w03-q2 wrong: two currencies | That is the slide: Canadian dollars are added as if they were US dollars. What must happen to an amount before it is added, and is 'CAD' spelt as in the data?
revenue_by_region = sql(
    "SELECT region, SUM(amount) AS revenue FROM invoiced WHERE issued_on >= '2025-01-01' AND status <> 'void' "
    "GROUP BY region ORDER BY revenue DESC"
)
# %% w03-q2 wrong: void invoices | Void invoices are in the sum; they were withdrawn. Which condition keeps them out?
# from: CASE inside SUM
# ~ AND status <> 'void' GROUP => GROUP
# %% w03-q2 wrong: paid only | These are the paid invoices alone. An open invoice has been invoiced, too; which ones does the question leave out?
# from: CASE inside SUM
# ~ <> 'void' => = 'paid'
# %% w03-q2 wrong: all years | That is the revenue of all three years. Which condition keeps 2025?
# from: CASE inside SUM
# ~ issued_on >= '2025-01-01' AND status => status
# %% w03-q2 wrong: the wrong way round | Canada has become larger by the conversion. Is a Canadian dollar worth more or less than a US dollar: divide by 0.73, or multiply?
# from: CASE inside SUM
# ~ * 0.73 => / 0.73
# %% w03-q2 wrong: everything converted | All four regions were multiplied by 0.73. Which of them is invoiced in Canadian dollars?
# from: two currencies
# ~ amount => amount * 0.73
# %% w03-q2 wrong: second copies | Some invoices are in there twice: the table invoices has second copies. What did the data team build for you?
revenue_by_region = sql(
    "SELECT a.region, SUM(CASE WHEN i.currency = 'CAD' THEN i.amount * 0.73 ELSE i.amount END) AS revenue "
    "FROM invoices AS i JOIN accounts AS a ON a.account_id = i.account_id "
    "WHERE i.issued_on >= '2025-01-01' AND i.status <> 'void' GROUP BY a.region ORDER BY revenue DESC"
)
# %% w03-q2 wrong: no sum | That is one invoice of each region. What adds up all the amounts of a group?
# from: CASE inside SUM
# ~ SUM(CASE WHEN currency = 'CAD' THEN amount * 0.73 ELSE amount END) => CASE WHEN currency = 'CAD' THEN amount * 0.73 ELSE amount END
# %% w03-q2 wrong: no ELSE | For an invoice in US dollars this CASE says nothing, so it is NULL and not added. Which word of CASE covers all other rows?
# from: CASE inside SUM
# ~ ELSE amount END => END
# %% w03-q2 typed: typed in | These sums fit the data you have and no other. A query would find the right ones on any data.

# %% w03-q3 exercise: table | Industries worth a campaign
# The insight: WHERE judges rows before they are grouped, HAVING judges groups.
# %% w03-q3 right: WHERE and HAVING
campaign = sql(
    "SELECT industry, COUNT(*) AS customers FROM accounts WHERE status = 'active' AND is_test = 0 "
    "AND industry IS NOT NULL GROUP BY industry HAVING COUNT(*) > 150"
)
# %% w03-q3 right: the NULL group has no COUNT(industry), other names, sorted
campaign = sql(
    "SELECT COUNT(industry) AS n, industry AS trade FROM accounts WHERE is_test <> 1 AND status = 'active' "
    "GROUP BY industry HAVING n > 150 ORDER BY n DESC"
)
# %% w03-q3 right: a query around a query
campaign = sql(
    "SELECT * FROM (SELECT industry, COUNT(*) AS customers FROM accounts WHERE status = 'active' AND is_test = 0 "
    "GROUP BY industry) WHERE customers > 150 AND industry IS NOT NULL"
)
# %% w03-q3 right: with pandas
counts = sql("SELECT industry FROM accounts WHERE status = 'active' AND is_test = 0")["industry"].value_counts()
campaign = counts[counts > 150]
# %% w03-q3 wrong: the unknown trade | One row has no industry at all, and the question leaves the unknown out. Which condition does?
# from: WHERE and HAVING
# ~ AND industry IS NOT NULL GROUP => GROUP
# %% w03-q3 wrong: every trade | These are all the trades, or too many of them. How large must a group be, and which word chooses among groups?
# from: WHERE and HAVING
# ~ industry HAVING COUNT(*) > 150 => industry
# %% w03-q3 wrong: not only customers | Trials, former customers and test accounts are in these counts. Who should get the campaign?
campaign = sql(
    "SELECT industry, COUNT(*) AS customers FROM accounts WHERE industry IS NOT NULL GROUP BY industry HAVING COUNT(*) > 150"
)
# %% w03-q3 wrong: the small trades | These are the trades with fewer than 150. Which way does the sign point?
# from: WHERE and HAVING
# ~ > 150 => < 150
# %% w03-q3 wrong: test accounts | Test accounts are in these counts. Which condition takes them out?
campaign = sql(
    "SELECT industry, COUNT(*) AS customers FROM accounts WHERE status = 'active' AND industry IS NOT NULL "
    "GROUP BY industry HAVING COUNT(*) > 150"
)
# %% w03-q3 wrong: at least 150 | One industry has exactly 150. Does "more than 150" let it in?
# from: WHERE and HAVING
# ~ > 150 => >= 150
# %% w03-q3 wrong: every status | Trials and those who have cancelled are in these counts. Who is an active customer?
# from: WHERE and HAVING
# ~ status = 'active' AND is_test => is_test
# %% w03-q3 wrong: rows chosen after grouping | HAVING looks at finished groups, and the status of a group is that of any one row. Where do conditions on single accounts belong?
campaign = sql(
    "SELECT industry, COUNT(*) AS customers FROM accounts GROUP BY industry "
    "HAVING COUNT(*) > 150 AND status = 'active' AND is_test = 0 AND industry IS NOT NULL"
)
# %% w03-q3 wrong: without Other | "Other" is an answer. Which accounts alone does the question leave out?
# from: WHERE and HAVING
# ~ IS NOT NULL => <> 'Other'
# %% w03-q3 typed: the four largest | Four industries have more than 150 customers on the data you have. On data nobody has seen there are not four: which word chooses groups by their size?
# from: WHERE and HAVING
# ~ HAVING COUNT(*) > 150 => ORDER BY customers DESC LIMIT 4
# %% w03-q3 typed: typed in | These counts fit the data you have and no other. A query would find the right ones on any data.

# %% w03-q4 exercise: value decimals=2 | How much depends on ten customers?
# The insight: a share is a part over a whole under the same conditions.
# %% w03-q4 right: the frame filled in
top_ten_share = sql("""
SELECT 100.0 * SUM(revenue) / (SELECT SUM(amount) FROM invoiced WHERE issued_on >= '2025-01-01' AND currency = 'USD' AND status <> 'void') AS percent
FROM (SELECT account_id, SUM(amount) AS revenue FROM invoiced WHERE issued_on >= '2025-01-01' AND currency = 'USD' AND status <> 'void'
      GROUP BY account_id ORDER BY revenue DESC LIMIT 10)
""")
# %% w03-q4 right: WITH, and a rank
top_ten_share = sql("""
WITH revenue AS (SELECT account_id, SUM(amount) AS usd FROM invoiced
                 WHERE issued_on BETWEEN '2025-01-01' AND '2025-12-31' AND status IN ('open', 'paid') AND region <> 'Canada'
                 GROUP BY account_id),
     ranked AS (SELECT usd, ROW_NUMBER() OVER (ORDER BY usd DESC) AS place FROM revenue)
SELECT ROUND(SUM(CASE WHEN place <= 10 THEN usd END) * 100 / SUM(usd), 2) FROM ranked
""")
# %% w03-q4 right: with pandas
lines = sql("SELECT account_id, amount FROM invoiced WHERE issued_on >= '2025-01-01' AND currency = 'USD' AND status <> 'void'")
totals = lines.groupby("account_id")["amount"].sum()
top_ten_share = 100 * totals.nlargest(10).sum() / totals.sum()
# %% w03-q4 wrong: two currencies | Canadian dollars are in the part and in the whole, as if they were US dollars. Which condition keeps the invoices in USD?
top_ten_share = sql("""
SELECT 100.0 * SUM(revenue) / (SELECT SUM(amount) FROM invoiced WHERE issued_on >= '2025-01-01' AND status <> 'void')
FROM (SELECT account_id, SUM(amount) AS revenue FROM invoiced WHERE issued_on >= '2025-01-01' AND status <> 'void'
      GROUP BY account_id ORDER BY revenue DESC LIMIT 10)
""")
# %% w03-q4 wrong: a whole in two currencies | The part is in US dollars, the whole has Canadian ones in it. What must they have in common?
top_ten_share = sql("""
SELECT 100.0 * SUM(revenue) / (SELECT SUM(amount) FROM invoiced WHERE issued_on >= '2025-01-01' AND status <> 'void')
FROM (SELECT account_id, SUM(amount) AS revenue FROM invoiced WHERE issued_on >= '2025-01-01' AND currency = 'USD' AND status <> 'void'
      GROUP BY account_id ORDER BY revenue DESC LIMIT 10)
""")
# %% w03-q4 wrong: a whole of three years | The part is of 2025, the whole of all three years. What must they have in common?
top_ten_share = sql("""
SELECT 100.0 * SUM(revenue) / (SELECT SUM(amount) FROM invoiced WHERE currency = 'USD' AND status <> 'void')
FROM (SELECT account_id, SUM(amount) AS revenue FROM invoiced WHERE issued_on >= '2025-01-01' AND currency = 'USD' AND status <> 'void'
      GROUP BY account_id ORDER BY revenue DESC LIMIT 10)
""")
# %% w03-q4 wrong: the whole is everything | The whole has no condition at all: every year, void invoices and Canadian dollars are in it. What must part and whole have in common?
top_ten_share = sql("""
SELECT 100.0 * SUM(revenue) / (SELECT SUM(amount) FROM invoiced)
FROM (SELECT account_id, SUM(amount) AS revenue FROM invoiced WHERE issued_on >= '2025-01-01' AND currency = 'USD' AND status <> 'void'
      GROUP BY account_id ORDER BY revenue DESC LIMIT 10)
""")
# %% w03-q4 wrong: void invoices | Void invoices are in the part and in the whole; they were withdrawn. Which condition keeps them out, in both places?
top_ten_share = sql("""
SELECT 100.0 * SUM(revenue) / (SELECT SUM(amount) FROM invoiced WHERE issued_on >= '2025-01-01' AND currency = 'USD')
FROM (SELECT account_id, SUM(amount) AS revenue FROM invoiced WHERE issued_on >= '2025-01-01' AND currency = 'USD'
      GROUP BY account_id ORDER BY revenue DESC LIMIT 10)
""")
# %% w03-q4 wrong: all years | The ten largest of all three years, over all three years. Which condition keeps 2025, in both places?
# from: a whole of three years
# ~ issued_on >= '2025-01-01' AND currency => currency
# %% w03-q4 wrong: the ten largest invoices | These are the ten largest invoices, not the ten largest customers. What makes one group of all the invoices of an account?
top_ten_share = sql("""
SELECT 100.0 * SUM(revenue) / (SELECT SUM(amount) FROM invoiced WHERE issued_on >= '2025-01-01' AND currency = 'USD' AND status <> 'void')
FROM (SELECT amount AS revenue FROM invoiced WHERE issued_on >= '2025-01-01' AND currency = 'USD' AND status <> 'void' ORDER BY revenue DESC LIMIT 10)
""")
# %% w03-q4 wrong: any ten accounts | Ten accounts, but not the ten largest: LIMIT cuts, and another line ranks. Is it there inside, and by what does it rank?
top_ten_share = sql("""
SELECT 100.0 * SUM(revenue) / (SELECT SUM(amount) FROM invoiced WHERE issued_on >= '2025-01-01' AND currency = 'USD' AND status <> 'void')
FROM (SELECT account_id, SUM(amount) AS revenue FROM invoiced WHERE issued_on >= '2025-01-01' AND currency = 'USD' AND status <> 'void' GROUP BY account_id LIMIT 10)
""")
# %% w03-q4 wrong: one group a name | Two companies with the same name have become one customer. Which column belongs to one account alone?
top_ten_share = sql("""
SELECT 100.0 * SUM(revenue) / (SELECT SUM(amount) FROM invoiced WHERE issued_on >= '2025-01-01' AND currency = 'USD' AND status <> 'void')
FROM (SELECT name, SUM(amount) AS revenue FROM invoiced WHERE issued_on >= '2025-01-01' AND currency = 'USD' AND status <> 'void'
      GROUP BY name ORDER BY revenue DESC LIMIT 10)
""")
# %% w03-q4 wrong: a fraction | That is the share as a fraction. The question asks for a percentage: 12.34, not 0.1234.
top_ten_share = sql("""
SELECT SUM(revenue) / (SELECT SUM(amount) FROM invoiced WHERE issued_on >= '2025-01-01' AND currency = 'USD' AND status <> 'void')
FROM (SELECT account_id, SUM(amount) AS revenue FROM invoiced WHERE issued_on >= '2025-01-01' AND currency = 'USD' AND status <> 'void'
      GROUP BY account_id ORDER BY revenue DESC LIMIT 10)
""")
# %% w03-q4 wrong: second copies | Some invoices are in there twice, and those of test accounts, too: that is the table invoices. Which view has each customer's invoice once?
top_ten_share = sql("""
SELECT 100.0 * SUM(revenue) / (SELECT SUM(amount) FROM invoices WHERE issued_on >= '2025-01-01' AND currency = 'USD' AND status <> 'void')
FROM (SELECT account_id, SUM(amount) AS revenue FROM invoices WHERE issued_on >= '2025-01-01' AND currency = 'USD' AND status <> 'void'
      GROUP BY account_id ORDER BY revenue DESC LIMIT 10)
""")
# %% w03-q4 wrong: ranked by one invoice | Ten accounts, ranked by the amount of any one of their invoices. Which name has the sum of them?
top_ten_share = sql("""
SELECT 100.0 * SUM(revenue) / (SELECT SUM(amount) FROM invoiced WHERE issued_on >= '2025-01-01' AND currency = 'USD' AND status <> 'void')
FROM (SELECT account_id, SUM(amount) AS revenue FROM invoiced WHERE issued_on >= '2025-01-01' AND currency = 'USD' AND status <> 'void'
      GROUP BY account_id ORDER BY amount DESC LIMIT 10)
""")
# %% w03-q4 wrong: all of them | A hundred: the part is the whole. Which word keeps ten accounts, and of what is the whole the sum?
# from: any ten accounts
# ~ account_id LIMIT 10 => account_id
# %% w03-q4 wrong: the ten smallest | These are the ten accounts with the least revenue. Which word puts the largest first?
# from: ranked by one invoice
# ~ amount DESC => revenue
# %% w03-q4 wrong: the whole lacks void invoices | The whole, in brackets, lacks a condition that the part has. Which of the three: the year, the currency, void invoices?
# from: the frame filled in
# ~ 'USD' AND status <> 'void') AS percent => 'USD')
# %% w03-q4 wrong: the whole lacks the year and the currency | The whole, in brackets, lacks two conditions that the part has. Which of the three: the year, the currency, void invoices?
top_ten_share = sql("""
SELECT 100.0 * SUM(revenue) / (SELECT SUM(amount) FROM invoiced WHERE status <> 'void')
FROM (SELECT account_id, SUM(amount) AS revenue FROM invoiced WHERE issued_on >= '2025-01-01' AND currency = 'USD' AND status <> 'void'
      GROUP BY account_id ORDER BY revenue DESC LIMIT 10)
""")
# %% w03-q4 wrong: the whole lacks the year and void invoices | The whole, in brackets, lacks two conditions that the part has. Which of the three: the year, the currency, void invoices?
top_ten_share = sql("""
SELECT 100.0 * SUM(revenue) / (SELECT SUM(amount) FROM invoiced WHERE currency = 'USD')
FROM (SELECT account_id, SUM(amount) AS revenue FROM invoiced WHERE issued_on >= '2025-01-01' AND currency = 'USD' AND status <> 'void'
      GROUP BY account_id ORDER BY revenue DESC LIMIT 10)
""")
# %% w03-q4 wrong: the whole lacks the currency and void invoices | The whole, in brackets, lacks two conditions that the part has. Which of the three: the year, the currency, void invoices?
top_ten_share = sql("""
SELECT 100.0 * SUM(revenue) / (SELECT SUM(amount) FROM invoiced WHERE issued_on >= '2025-01-01')
FROM (SELECT account_id, SUM(amount) AS revenue FROM invoiced WHERE issued_on >= '2025-01-01' AND currency = 'USD' AND status <> 'void'
      GROUP BY account_id ORDER BY revenue DESC LIMIT 10)
""")
# %% w03-q4 wrong: the part lacks the year | The list of the ten lacks a condition that the whole has. Which of the three: the year, the currency, void invoices?
top_ten_share = sql("""
SELECT 100.0 * SUM(revenue) / (SELECT SUM(amount) FROM invoiced WHERE issued_on >= '2025-01-01' AND currency = 'USD' AND status <> 'void')
FROM (SELECT account_id, SUM(amount) AS revenue FROM invoiced WHERE currency = 'USD' AND status <> 'void'
      GROUP BY account_id ORDER BY revenue DESC LIMIT 10)
""")
# %% w03-q4 wrong: the part lacks the currency | The list of the ten lacks a condition that the whole has. Which of the three: the year, the currency, void invoices?
# from: the part lacks the year
# ~ WHERE currency = 'USD' => WHERE issued_on >= '2025-01-01'
# %% w03-q4 wrong: the part lacks void invoices | The list of the ten lacks a condition that the whole has. Which of the three: the year, the currency, void invoices?
# from: the part lacks the year
# ~ WHERE currency = 'USD' AND status <> 'void' => WHERE issued_on >= '2025-01-01' AND currency = 'USD'
# %% w03-q4 typed: typed in | That was the share on the data you have. On data nobody has seen it is another one: write the query.

# %% w03-q5 exercise: choice options=A,B,C,D right=B | Whose average?
# The insight: an average of averages weighs by region, not by invoice.
# %% w03-q5 right: the letter
whose_average = "B"
# %% w03-q5 right: in small, with a bracket
whose_average = "b)"
# %% w03-q5 right: in a list
whose_average = ["B"]
# %% w03-q5 wrong: nothing left out | Nothing is left out, and yet each region gets a quarter of the say, however many invoices it has. What does that do to an invoice of a small region?
whose_average = "A"
# %% w03-q5 wrong: the median | The median is the middle of a row, sorted by size. Was anything sorted here?
whose_average = "C"
# %% w03-q5 wrong: the same plan | The plan is not the point: if all regions had equally many invoices, the average of averages would be right whatever their plans. What differs between the regions?
whose_average = "D"

# %% w03-q6 exercise: text least=20 most=180 | The sentence under the table
# The insight: a table needs one sentence that answers, and one that says what would change the answer.
# states: the region :: SELECT region FROM (SELECT region, SUM(CASE WHEN currency = 'CAD' THEN amount * 0.73 ELSE amount END) AS r FROM invoiced WHERE issued_on >= '2025-01-01' AND status <> 'void' GROUP BY region ORDER BY r DESC LIMIT 1) :: Which region carries the revenue? Look at the first row of your table.
# states: by how much :: SELECT MAX(r) FROM (SELECT region, SUM(CASE WHEN currency = 'CAD' THEN amount * 0.73 ELSE amount END) AS r FROM invoiced WHERE issued_on >= '2025-01-01' AND status <> 'void' GROUP BY region ORDER BY r DESC LIMIT 2) :: SELECT MAX(r) - MIN(r) FROM (SELECT region, SUM(CASE WHEN currency = 'CAD' THEN amount * 0.73 ELSE amount END) AS r FROM invoiced WHERE issued_on >= '2025-01-01' AND status <> 'void' GROUP BY region ORDER BY r DESC LIMIT 2) :: SELECT 100 * MAX(r) / MIN(r) - 100 FROM (SELECT region, SUM(CASE WHEN currency = 'CAD' THEN amount * 0.73 ELSE amount END) AS r FROM invoiced WHERE issued_on >= '2025-01-01' AND status <> 'void' GROUP BY region ORDER BY r DESC LIMIT 2) :: SELECT 100 * MAX(r) / SUM(r) FROM (SELECT region, SUM(CASE WHEN currency = 'CAD' THEN amount * 0.73 ELSE amount END) AS r FROM invoiced WHERE issued_on >= '2025-01-01' AND status <> 'void' GROUP BY region) :: By how much? Put a figure from your table into the first sentence: its revenue, its share or its lead.
# words: the currency :: dollar, dollars, usd, cad, currency, currencies :: In which currency is it?
# words: the rate :: 0.73, 73, rate, rates :: At what rate were the Canadian invoices taken?
# words: void invoices :: void, withdrawn, excluded, cancelled :: What about void invoices: in or out?
# tick: The first sentence is the answer, with a number and a comparison.
# tick: It says what has been counted: the year, void invoices, the currency and its rate.
# tick: Somebody could compute the Canadian figure anew with another rate.
# tick: It names one thing that would really change the ranking.
# tick: Nobody who reads it is embarrassed.
# %% w03-q6 right: short
caption = """West leads with 3.6 million US dollars invoiced in 2025, well ahead of Canada. Void invoices are left out; Canadian dollars are taken
at 0.73. If the Canadian dollar rose to parity, Canada would come first."""
# %% w03-q6 right: careful about Canada
caption = """West is our largest region in 2025, 697 thousand US dollars ahead of Canada. All invoices issued that year are in, except withdrawn ones, each once.
Canadian invoices were converted at Finance's planning rate (0.73). In its own currency Canada has grown fastest, and the order depends on that rate."""
# %% w03-q6 right: a share
caption = """The West carries our revenue: 32 % of the 2025 total, against 26 % for the runner-up. Amounts are in US dollars, CAD times 0.73, void
invoices excluded. The picture would be different for cash received, because large accounts pay late."""
# %% w03-q6 wrong: no number | By how much? Put a figure from your table into the first sentence: its revenue, its share or its lead.
caption = """West carries our revenue in 2025, clearly ahead of South, in this year as in the last. Void invoices are left out, and Canadian dollars are taken at the planning
rate of Finance, 0.73. If the Canadian dollar rose to parity, Canada would come first."""
# %% w03-q6 wrong: the slide's leader | Which region carries the revenue? Look at the first row of your table.
caption = """Canada leads with 3.7 million dollars invoiced in 2025, well ahead of the others. Void invoices are left out, and Canadian dollars are taken at
0.73. If the exchange rate fell, the order of the first two would turn round."""
# %% w03-q6 wrong: too short | Your text has 5 words; at least 20 are asked for.
caption = "The West has the most."
# %% w03-q6 wrong: the question copied | Most of that is the text of the exercise. What would you say in your own words?
caption = """Your ranked table of exercise 2 goes into the regional review. Write the two to five sentences under it. Say which region carries the revenue, and"""
