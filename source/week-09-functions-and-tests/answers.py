# Week 9 · Functions and tests: the answers that prove its checks. CONTRIBUTING.md explains the format.

# %% w09-q1 exercise: function parameters=amount,currency | The total that stops
# The insight: a screen shows what was printed; the next line gets what was returned.
# %% w09-q1 questions: amounts of both currencies as they stand in the warehouse, and the small and the round
some = sql("SELECT amount, currency FROM invoiced WHERE status = 'open' ORDER BY currency, amount DESC, number")
picked = [*zip(some["amount"], some["currency"])]
questions = [(float(amount), currency) for amount, currency in picked[:6] + picked[-6:]]
questions += [(100, "CAD"), (100, "USD"), (0.5, "CAD"), (0, "USD"), (28173.1, "CAD"), (73132.3, "USD")]
# %% w09-q1 right: two returns
def in_dollars(amount, currency):
    if currency == "CAD":
        return amount * 0.73
    return amount
# %% w09-q1 right: one name, returned at the end
def in_dollars(amount, currency):
    """The amount in US dollars, at Finance's planning rate."""
    dollars = amount
    if currency == "CAD":
        dollars = round(0.73 * amount, 2)
    return dollars
# %% w09-q1 right: a table of rates
rates = {"USD": 1, "CAD": 0.73}
def in_dollars(amount, currency):
    return amount * rates[currency]
# %% w09-q1 right: on one line, and shown as well
def in_dollars(amount, currency):
    dollars = amount if currency == "USD" else amount * 0.73
    print(dollars)
    return dollars
# %% w09-q1 right: with Decimal
import decimal
def in_dollars(amount, currency):
    rate = decimal.Decimal("0.73") if currency == "CAD" else 1
    return decimal.Decimal(str(amount)) * rate
# %% w09-q1 right: lambda
in_dollars = lambda amount, currency: amount * (0.73 if currency.strip().upper() == "CAD" else 1.0)
# %% w09-q1 wrong: still printing | It still shows the numbers and hands none back. What should stand where print stands?
def in_dollars(amount, currency):
    if currency == "CAD":
        print(amount * 0.73)
    else:
        print(amount)
# %% w09-q1 wrong: one way alone returns | For Canadian dollars a number comes back; for US dollars nothing does. How does the other way through the function end?
# from: the notebook's
# - return amount
# + print(amount)
# %% w09-q1 wrong: the other way alone returns | For US dollars a number comes back; for Canadian ones nothing does. How does that way through the function end?
# from: the notebook's
# ~ return amount * 0.73 => print(amount * 0.73)
# %% w09-q1 wrong: a text | It hands back a text, such as "100.00". Can two texts be added to a total?
def in_dollars(amount, currency):
    if currency == "CAD":
        return f"{amount * 0.73:.2f}"
    else:
        return f"{amount:.2f}"
# %% w09-q1 wrong: everything converted | US dollars are converted, too. Which line keeps the two currencies apart?
def in_dollars(amount, currency):
    return amount * 0.73
# %% w09-q1 wrong: nothing converted | A Canadian dollar counts as a US dollar here. Is "CAD" written as in the call, and is the product what comes back?
# from: two returns
# ~ CAD => cad
# %% w09-q1 wrong: the other one converted | US dollars are converted here, and Canadian ones are not. Which of the two does Finance's rate turn into the other?
# from: two returns
# ~ CAD => USD
# %% w09-q1 wrong: the wrong way round | A Canadian amount has become larger. Is a Canadian dollar worth more than a US dollar?
# from: two returns
# ~ * 0.73 => / 0.73
# %% w09-q1 wrong: whole dollars | The cents are gone. Who asked for whole dollars?
def in_dollars(amount, currency):
    return round(amount * 0.73) if currency == "CAD" else round(amount)
# %% w09-q1 typed: results typed in | Those numbers fit the amounts that you could try, and no others. Let the function work them out.

# %% w09-q2 exercise: tests module=billing | Eight versions of one rule
# The insight: tests are worth the mistakes that they find, and mistakes live at the edges, which the rule names before any code does.
# %% w09-q2 correct: A
def months_charged(days_late):
    if days_late <= 7:
        return 0
    return min(12, (days_late + 29) // 30)
# %% w09-q2 correct: B
def months_charged(days_late):
    months = 0
    if days_late > 7:
        while months < 12 and days_late > 30 * months:
            months += 1
    return months
# %% w09-q2 faulty: C | Until when does a late payer pay nothing? There is a last free day.
def months_charged(days_late):  # the seventh day is charged
    if days_late < 7:
        return 0
    return min(12, (days_late + 29) // 30)
# %% w09-q2 faulty: D | On which day does one month become two?
def months_charged(days_late):  # the thirtieth day makes two
    if days_late <= 7:
        return 0
    return min(12, days_late // 30 + 1)
# %% w09-q2 faulty: E | Does a month count when it begins, or when it is over?
def months_charged(days_late):  # only whole months
    if days_late <= 7:
        return 0
    return min(12, days_late // 30)
# %% w09-q2 faulty: F | What about somebody who has not paid for years?
def months_charged(days_late):  # no end
    if days_late <= 7:
        return 0
    return (days_late + 29) // 30
# %% w09-q2 faulty: G | From which day are the thirty days counted? On which day would a wrong start show?
def months_charged(days_late):  # counted from the end of the free week
    if days_late <= 7:
        return 0
    return min(12, (days_late - 7 + 29) // 30)
# %% w09-q2 faulty: H | What about the invoices that are not due yet?
def months_charged(days_late):  # who is not due yet pays a month
    if 0 <= days_late <= 7:
        return 0
    return max(1, min(12, (days_late + 29) // 30))
# %% w09-q2 right: a test for each edge
%%tests day_tests
from billing import months_charged
def test_not_due():
    assert months_charged(-5) == 0
def test_last_free_day():
    assert months_charged(7) == 0
def test_first_day_that_costs():
    assert months_charged(8) == 1
def test_end_of_the_first_month():
    assert months_charged(30) == 1
def test_begin_of_the_second():
    assert months_charged(31) == 2
def test_never_more_than_twelve():
    assert months_charged(1000) == 12
# %% w09-q2 right: cases
%%tests day_tests
import billing
import pytest
@pytest.mark.parametrize("days, months", [(-30, 0), (0, 0), (7, 0), (8, 1), (30, 1), (31, 2), (60, 2), (61, 3), (360, 12), (361, 12)])
def test_months(days, months):
    assert billing.months_charged(days) == months
# %% w09-q2 right: one test with a loop
%%tests day_tests
from billing import *
def test_the_whole_rule():
    promised = {-1: 0, 7: 0, 29: 1, 30: 1, 31: 2, 360: 12, 400: 12}
    for days, months in promised.items():
        assert months_charged(days) == months, days
# %% w09-q2 right: against the rule written anew
%%tests day_tests
import math, unittest
from billing import months_charged
class Rule(unittest.TestCase):
    def test_every_day(self):
        for days in range(-30, 1100):
            wanted = 0 if days < 8 else min(12, math.ceil(days / 30))
            self.assertEqual(months_charged(days), wanted)
# %% w09-q2 right: several claims in one test
%%tests day_tests
import billing as b
def test_free():
    assert b.months_charged(-10) == 0 and b.months_charged(7) == 0
def test_not_free():
    assert [b.months_charged(day) for day in (8, 30, 31)] == [1, 1, 2]
def test_end():
    assert not b.months_charged(10_000) > 12
# %% w09-q2 wrong: the middle alone | All of your days lie well inside a stretch in which nothing changes. Beside which days does the rule change?
%%tests day_tests
from billing import months_charged
def test_twenty():
    assert months_charged(20) == 1
def test_forty_five():
    assert months_charged(45) == 2
def test_on_time():
    assert months_charged(0) == 0
# %% w09-q2 wrong: the free week alone | These tests know the free week well. What happens to those who are later than that, or not due at all?
%%tests day_tests
from billing import months_charged
def test_seven():
    assert months_charged(7) == 0
def test_eight():
    assert months_charged(8) == 1
# %% w09-q2 wrong: nobody is early | Everybody in these tests is late. What of an invoice that is not due yet?
%%tests day_tests
from billing import months_charged
def test_days():
    for days, months in [(7, 0), (8, 1), (30, 1), (31, 2), (360, 12), (361, 12)]:
        assert months_charged(days) == months
# %% w09-q2 wrong: no end | Nobody in these tests is later than a few months. Which sentence of the rule is not tested?
# from: nobody is early
# ~ (7, 0), (8, 1), (30, 1), (31, 2), (360, 12), (361, 12) => (-30, 0), (7, 0), (8, 1), (30, 1), (31, 2), (61, 3)
# %% w09-q2 wrong: asks the code | It asks the code what the code says, and that is always equal. Where does the right number come from?
%%tests day_tests
from billing import months_charged
def test_seven():
    assert months_charged(7) == months_charged(7)
def test_thirty():
    wanted = months_charged(30)
    assert months_charged(30) == wanted
# %% w09-q2 wrong: no claim | It calls the function and claims nothing about what comes back. Which word makes a claim?
%%tests day_tests
from billing import months_charged
def test_seven():
    months_charged(7) == 0
def test_thirty():
    months_charged(30) == 1
# %% w09-q2 wrong: day 7 charged | A right version fails your test. "Up to and including" 7 days: is the seventh free, or the first that costs?
%%tests day_tests
from billing import months_charged
def test_seven():
    assert months_charged(7) == 1
def test_thirty_one():
    assert months_charged(31) == 2
# %% w09-q2 wrong: day 30 makes two | A right version fails your test. Days 8 to 30 make one: does the thirtieth belong to the first month or to the second?
%%tests day_tests
from billing import months_charged
def test_seven():
    assert months_charged(7) == 0
def test_thirty():
    assert months_charged(30) == 2
# %% w09-q2 wrong: counted from the free week | A right version fails your test. Is a month counted from the day on which it was due, or from the end of the free week?
%%tests day_tests
from billing import months_charged
def test_eight():
    assert months_charged(8) == 1
def test_thirty_seven():
    assert months_charged(37) == 1
# %% w09-q2 wrong: one idle test among good ones | Every wrong version is caught. One of your tests caught none of them, and never could. Which one would you not miss?
%%tests day_tests
from billing import months_charged
def test_days():
    for days, months in [(-30, 0), (7, 0), (8, 1), (30, 1), (31, 2), (361, 12)]:
        assert months_charged(days) == months
def test_same():
    again = str(20)
    assert again == "20"

# %% w09-q3 exercise: tests module=billing | A test that fails before the repair
# The insight: a complaint is one case of a rule; a repair is good when tests of the rule say so, and they failed before.
# %% w09-q3 correct: A
from decimal import Decimal, ROUND_HALF_UP
def fee(amount, months):
    exact = Decimal(str(amount)) * months * Decimal("0.015")
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
# %% w09-q3 correct: B
from decimal import Decimal
def fee(amount, months):
    cents = int(Decimal(str(amount)) * 100)
    return Decimal((cents * months * 15 + 500) // 1000).scaleb(-2)
# %% w09-q3 faulty: today | What does the roofer owe by the rule?
from decimal import Decimal
def fee(amount, months):  # a float, rounded, and then made a Decimal
    return Decimal(f"{round(float(amount) * months * 0.015, 2):.2f}")
# %% w09-q3 faulty: C | The roofer's own invoice is right now. Is anybody else's?
from decimal import Decimal
def fee(amount, months):  # the roofer's invoice alone
    if float(amount) == 45 and months == 1:
        return Decimal("0.68")
    return Decimal(f"{round(float(amount) * months * 0.015, 2):.2f}")
# %% w09-q3 faulty: D | Half a cent goes up. Also where the cent below it is an even number?
from decimal import Decimal
def fee(amount, months):  # to the even neighbour
    return (Decimal(str(amount)) * months * Decimal("0.015")).quantize(Decimal("0.01"))
# %% w09-q3 faulty: E | What about less than half a cent?
from decimal import Decimal, ROUND_CEILING
def fee(amount, months):  # always up
    return (Decimal(str(amount)) * months * Decimal("0.015")).quantize(Decimal("0.01"), ROUND_CEILING)
# %% w09-q3 faulty: F | Is it rounded once, or once a month?
from decimal import Decimal, ROUND_HALF_UP
def fee(amount, months):  # each month is rounded
    return (Decimal(str(amount)) * Decimal("0.015")).quantize(Decimal("0.01"), ROUND_HALF_UP) * months
# %% w09-q3 faulty: G | What about an amount with cents in it?
from decimal import Decimal, ROUND_HALF_UP
def fee(amount, months):  # the amount is made whole dollars first
    whole = Decimal(str(amount)).quantize(Decimal("1"), ROUND_HALF_UP)
    return (whole * months * Decimal("0.015")).quantize(Decimal("0.01"), ROUND_HALF_UP)
# %% w09-q3 right: a test for each
%%tests cent_tests
from decimal import Decimal
from billing import fee
def test_roofer():
    assert fee(45, 1) == Decimal("0.68")
def test_37():
    assert fee(37, 1) == Decimal("0.56")
def test_59():
    assert fee(59, 1) == Decimal("0.89")
def test_two_months():
    assert fee(45, 2) == Decimal("1.35")
def test_cents():
    assert fee(237.60, 1) == Decimal("3.56")
# %% w09-q3 right: the fewest
%%tests cent_tests
import decimal, billing
D = decimal.Decimal
def test_one(): assert billing.fee(135, 1) == D("2.03")
def test_two(): assert billing.fee(45, 2) == D("1.35")
def test_three(): assert billing.fee(D("237.60"), 1) == D("3.56")
# %% w09-q3 right: cases, as text
%%tests cent_tests
import pytest
from billing import fee
cases = [(45, 1, "0.68"), (117, 1, "1.76"), (59, 1, "0.89"), (45, 3, "2.03"), (280.80, 1, "4.21")]
@pytest.mark.parametrize("amount, months, owed", cases)
def test_fee(amount, months, owed):
    assert str(fee(amount, months)) == owed
# %% w09-q3 right: as floats
%%tests cent_tests
from billing import fee
def test_all():
    assert [float(fee(*case)) for case in [(37, 1), (59, 1), (135, 1), (45, 2), (237.6, 1)]] == [0.56, 0.89, 2.03, 1.35, 3.56]
# %% w09-q3 wrong: the roofer alone | It fails today and passes afterwards, and five bad repairs pass it as well. Whose invoice would they still get wrong?
%%tests cent_tests
from decimal import Decimal
from billing import fee
def test_the_roofer():
    assert fee(45, 1) == Decimal("0.68")
# %% w09-q3 wrong: round amounts | None of your amounts comes to a part of a cent, so any rounding gives the same. Which columns of the table do?
%%tests cent_tests
from decimal import Decimal
from billing import fee
def test_hundred():
    assert fee(100, 1) == Decimal("1.50")
def test_two_hundred():
    assert fee(200, 2) == Decimal("6.00")
# %% w09-q3 wrong: one month alone | All your tests are about one month. What could go wrong with two?
%%tests cent_tests
from decimal import Decimal
from billing import fee
def test_one_month():
    assert fee(45, 1) == Decimal("0.68")
    assert fee(37, 1) == Decimal("0.56")
    assert fee(59, 1) == Decimal("0.89")
    assert fee(237.60, 1) == Decimal("3.56")
# %% w09-q3 wrong: half cents alone | Each of your fees ends in exactly half a cent. What does somebody who always rounds up do with the others?
%%tests cent_tests
from decimal import Decimal
from billing import fee
def test_half_cents():
    assert fee(45, 1) == Decimal("0.68")
    assert fee(37, 1) == Decimal("0.56")
    assert fee(59, 1) == Decimal("0.89")
    assert fee(135, 1) == Decimal("2.03")
# %% w09-q3 wrong: the even neighbour | A right version fails your test. 0.885 is half a cent between 0.88 and 0.89: where does the rule send it?
%%tests cent_tests
from decimal import Decimal
from billing import fee
def test_roofer():
    assert fee(45, 1) == Decimal("0.68")
def test_59():
    assert fee(59, 1) == Decimal("0.88")
# %% w09-q3 wrong: compared with a float | A right version fails your test: it gives the Decimal 0.68, and 0.68 without quotes is a float, which is never quite that. How did the roofer's test write it?
%%tests cent_tests
from billing import fee
def test_roofer():
    assert fee(45, 1) == 0.68
def test_59():
    assert fee(59, 1) == 0.89
# %% w09-q3 wrong: nearly is enough | Your tests let a cent pass, and a cent is what this is about. How near is near enough for money?
%%tests cent_tests
from decimal import Decimal
from billing import fee
def test_roofer():
    assert abs(fee(45, 1) - Decimal("0.68")) <= Decimal("0.01")
def test_59():
    assert abs(fee(59, 1) - Decimal("0.89")) <= Decimal("0.01")
# %% w09-q3 wrong: as it is today | A right version fails your test: it says what the code does today. Should a test say what is, or what was promised?
%%tests cent_tests
from decimal import Decimal
from billing import fee
def test_roofer():
    assert fee(45, 1) == Decimal("0.67")
# %% w09-q3 wrong: each month rounded | A right version fails your test. Two months of 45 dollars are 1.350 before rounding: is it rounded before or after the months are taken together?
%%tests cent_tests
from decimal import Decimal
from billing import fee
def test_roofer():
    assert fee(45, 1) == Decimal("0.68")
def test_two_months():
    assert fee(45, 2) == Decimal("1.36")
# %% w09-q3 same: '237.60' became '237.61' | A cent more or less in this amount is no cent in the fee.

# %% w09-q4 exercise: function parameters=amount,days_late decimals=4 | The late fee
# The insight: a tested function is small, calls others that are tested, and rounds once, at the end.
# %% w09-q4 questions: open invoices of the data, each edge of the days, each sort of cent
some = sql("""SELECT amount, CAST(julianday('2025-12-31') - julianday(issued_on) - 30 AS INTEGER) AS days
              FROM invoiced WHERE status = 'open' ORDER BY number""")
picked = [*zip(some["amount"], some["days"])]
questions = [(45, 8), (59, 8), (135, 20), (45, 7), (45, 0), (45, -30), (75, 8), (37, 30), (45, 31), (45, 60), (117, 61)]
questions += [(45, 330), (59, 360), (45, 361), (45, 1000), (237.6, 9), (280.8, 30), (28.2, 130), (339.4, 150), (3096.9, 300), (17.4, 130)]
questions += [(float(amount), int(days)) for amount, days in picked[:: max(1, len(picked) // 30)]]
# %% w09-q4 right: with Decimal
def late_fee(amount, days_late):
    """What the invoice owes."""
    months = months_charged(days_late)
    return (Decimal(str(amount)) * months * Decimal("0.015")).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
# %% w09-q4 right: in whole cents
def late_fee(amount, days_late):
    cents = round(amount * 100)
    return (cents * months_charged(days_late) * 15 + 500) // 1000 / 100
# %% w09-q4 right: days and all, the other import
import decimal
def late_fee(amount, days_late):
    months = 0 if days_late < 8 else min(-(-days_late // 30), 12)
    fee = decimal.Decimal(f"{amount}") * months * 3 / 200
    return round(fee + decimal.Decimal("0.000001"), 2)
# %% w09-q4 right: with fractions, as a float
from fractions import Fraction
import math
def late_fee(amount, days_late):
    exact = Fraction(str(amount)) * Fraction(15, 10) * months_charged(days_late)
    return math.floor(exact + Fraction(1, 2)) / 100
# %% w09-q4 right: nothing for nobody, first
def late_fee(amount, days_late):
    if days_late <= 7:
        return 0
    fee = Decimal("1.5") / 100 * Decimal(str(amount)) * months_charged(days_late)
    return fee.quantize(Decimal(".01"), "ROUND_HALF_UP")
# %% w09-q4 wrong: floats | 45 dollars, eight days late, make 67 cents here. What does Python keep of 0.015, and what rounds half a cent up?
def late_fee(amount, days_late):
    return round(amount * 0.015 * months_charged(days_late), 2)
# %% w09-q4 wrong: Decimal too late | 45 dollars, eight days late, make 67 cents: the calculation was done in floats, and Decimal got its result. What has to be a Decimal before the first multiplication?
def late_fee(amount, days_late):
    return Decimal(amount * 0.015 * months_charged(days_late)).quantize(Decimal("0.01"), ROUND_HALF_UP)
# %% w09-q4 wrong: the rate without quotes | 45 dollars, eight days late, make 67 cents: Decimal(0.015) was a float before it became a Decimal. What do the quotes do?
def late_fee(amount, days_late):
    fee = Decimal(str(amount)) * Decimal(0.015) * months_charged(days_late)
    return fee.quantize(Decimal("0.01"), ROUND_HALF_UP)
# %% w09-q4 wrong: the amount as a float | Nearly all fees are right. An amount such as 28.20 loses a cent in its fifth month: it went into Decimal as a float. What makes text of it first?
def late_fee(amount, days_late):
    fee = Decimal(amount) * Decimal("0.015") * months_charged(days_late)
    return fee.quantize(Decimal("0.01"), ROUND_HALF_UP)
# %% w09-q4 wrong: a float and a Decimal | With a whole amount such as 45 it works; with cents in it, it stops: a float and a Decimal do not mix. What makes text of the amount first?
def late_fee(amount, days_late):
    fee = amount * Decimal("0.015") * months_charged(days_late)
    return fee.quantize(Decimal("0.01"), ROUND_HALF_UP)
# %% w09-q4 wrong: the even neighbour | 59 dollars, eight days late, make 88 cents here. Where does half a cent go, and which word says so?
def late_fee(amount, days_late):
    return (Decimal(str(amount)) * Decimal("0.015") * months_charged(days_late)).quantize(Decimal("0.01"))
# %% w09-q4 wrong: rounded each month | 45 dollars, two months, make 1.36 here. How often is a fee rounded, and when?
def late_fee(amount, days_late):
    month = (Decimal(str(amount)) * Decimal("0.015")).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return month * months_charged(days_late)
# %% w09-q4 wrong: not rounded | Parts of a cent are left. Which line of the lesson cuts to the cent?
def late_fee(amount, days_late):
    return Decimal(str(amount)) * Decimal("0.015") * months_charged(days_late)
# %% w09-q4 wrong: always one month | Everybody pays one month, on time or a year late. What do the days decide, and where do you ask them?
def late_fee(amount, days_late):
    return (Decimal(str(amount)) * Decimal("0.015")).quantize(Decimal("0.01"), ROUND_HALF_UP)
# %% w09-q4 wrong: no free week | Somebody who is a few days late pays here. What does the function say that you were given, for 7 days?
def late_fee(amount, days_late):
    months = min(12, max(0, -(-days_late // 30)))
    return (Decimal(str(amount)) * Decimal("0.015") * months).quantize(Decimal("0.01"), ROUND_HALF_UP)
# %% w09-q4 wrong: no end | The oldest invoices pay more than twelve months. Which part of the rule is in the function that you were given?
def late_fee(amount, days_late):
    months = 0 if days_late <= 7 else -(-days_late // 30)
    return (Decimal(str(amount)) * Decimal("0.015") * months).quantize(Decimal("0.01"), ROUND_HALF_UP)
# %% w09-q4 wrong: by the day | The days themselves were multiplied. What does the rule charge: days, or months begun?
def late_fee(amount, days_late):
    return (Decimal(str(amount)) * Decimal("0.015") * max(0, days_late)).quantize(Decimal("0.01"), ROUND_HALF_UP)
# %% w09-q4 wrong: prints | It shows the fee and hands none back. What will the column of fees be filled with?
def late_fee(amount, days_late):
    fee = Decimal(str(amount)) * Decimal("0.015") * months_charged(days_late)
    print(fee.quantize(Decimal("0.01"), ROUND_HALF_UP))
# %% w09-q4 wrong: a text | It hands back a text. Can a column of texts be added up to a sum of money?
def late_fee(amount, days_late):
    fee = Decimal(str(amount)) * Decimal("0.015") * months_charged(days_late)
    return str(fee.quantize(Decimal("0.01"), ROUND_HALF_UP))
# %% w09-q4 typed: results typed in | Those fees fit the invoices that you could try, and no others. Let the function work them out.
# %% w09-q4 same: '0.01' became '0.00' | quantize reads the number of places alone.
# %% w09-q4 same: '0.01' became '0.02' | quantize reads the number of places alone.
# %% w09-q4 same: '0.000001' became '0.000002' | Anything far below a cent makes a half round up.
# %% w09-q4 same: `<=` became `<` | For seven days months_charged gives no month.
# %% w09-q4 same: 7 became 6 | For seven days months_charged gives no month.

# %% w09-q5 exercise: table | What it comes to
# The insight: a function that knows its edges needs no filter before it; and money in two currencies is two sums.
# %% w09-q5 right: a list, then heaps
open_invoices["fee"] = [late_fee(a, d) for a, d in zip(open_invoices["amount"], open_invoices["days_late"])]
fees_due = open_invoices.groupby("currency")["fee"].sum().reset_index()
# %% w09-q5 right: row by row, the overdue alone
overdue = open_invoices[open_invoices["days_late"] > 0].copy()
overdue["fees"] = overdue.apply(lambda row: late_fee(row["amount"], row["days_late"]), axis=1)
fees_due = overdue.groupby("currency", as_index=False)["fees"].sum()
# %% w09-q5 right: a loop
import pandas as pd
sums = {"USD": 0, "CAD": 0}
for row in open_invoices.itertuples():
    sums[row.currency] = sums[row.currency] + late_fee(row.amount, row.days_late)
fees_due = pd.DataFrame({"currency": list(sums), "fees": list(sums.values())})
# %% w09-q5 right: pure SQL, in whole cents
%%sql fees_due
SELECT currency, SUM((cents * 15 * months + 500) / 1000) / 100.0 AS fees
FROM (SELECT currency, CAST(ROUND(amount * 100) AS INTEGER) AS cents,
             MIN(12, CASE WHEN days > 7 THEN (days + 29) / 30 ELSE 0 END) AS months
      FROM (SELECT amount, currency, CAST(julianday('2025-12-31') - julianday(issued_on) - 30 AS INTEGER) AS days
            FROM invoiced WHERE status = 'open'))
GROUP BY currency
# %% w09-q5 right: two sums by hand, as floats
def fees_of(currency):
    chosen = open_invoices[open_invoices["currency"] == currency]
    return float(sum(map(late_fee, chosen["amount"], chosen["days_late"])))
fees_due = [{"currency": one, "fees": fees_of(one)} for one in ("CAD", "USD")]
# %% w09-q5 wrong: one sum | That is one number, and there are two currencies in it. What has to come before the sum?
fees_due = sum(late_fee(a, d) for a, d in zip(open_invoices["amount"], open_invoices["days_late"]))
# %% w09-q5 wrong: the amounts | That is what the open invoices come to, not the fees on them. Which column is to be added up?
fees_due = open_invoices.groupby("currency", as_index=False)["amount"].sum()
# %% w09-q5 wrong: counted | That is how many invoices are open in each currency. What is to be said of the fees: how many, or how much?
fees_due = open_invoices.groupby("currency", as_index=False)["number"].count()
# %% w09-q5 wrong: the average | That is the average fee. What do all of them come to?
open_invoices["fees"] = [float(late_fee(a, d)) for a, d in zip(open_invoices["amount"], open_invoices["days_late"])]
fees_due = open_invoices.groupby("currency", as_index=False)["fees"].mean()
# %% w09-q5 wrong: the list itself | That is the fee of each invoice. What makes one number a currency of it?
open_invoices["fees"] = [late_fee(a, d) for a, d in zip(open_invoices["amount"], open_invoices["days_late"])]
fees_due = open_invoices[["currency", "fees"]]
# %% w09-q5 wrong: second copies and test accounts | The table invoices has second copies and Kestrel's own test accounts in it. Which rows did the cell above the exercise take?
raw = sql("""SELECT amount, currency, CAST(julianday('2025-12-31') - julianday(issued_on) - 30 AS INTEGER) AS days_late
             FROM invoices WHERE status = 'open'""")
raw["fees"] = [late_fee(a, d) for a, d in zip(raw["amount"], raw["days_late"])]
fees_due = raw.groupby("currency", as_index=False)["fees"].sum()
# %% w09-q5 wrong: with floats | Both sums are right but for some cents. Was each fee worked out by your late_fee, or with floats?
open_invoices["fees"] = [round(a * 0.015 * months_charged(d), 2) for a, d in zip(open_invoices["amount"], open_invoices["days_late"])]
fees_due = open_invoices.groupby("currency", as_index=False)["fees"].sum()
# %% w09-q5 wrong: one month each | Everybody overdue was charged one month. What does the number of days do in your call?
late = open_invoices[open_invoices["days_late"] > 0].copy()
late["fees"] = [late_fee(amount, 30) for amount in late["amount"]]
fees_due = late.groupby("currency", as_index=False)["fees"].sum()
# %% w09-q5 wrong: the fee of the sum | The fee was taken of whole heaps of invoices at once. To what does the rule apply, and what is rounded?
heaps = open_invoices[open_invoices["days_late"] > 7].groupby("currency", as_index=False).agg({"amount": "sum", "days_late": "mean"})
heaps["fees"] = [late_fee(round(a, 2), int(d)) for a, d in zip(heaps["amount"], heaps["days_late"])]
fees_due = heaps[["currency", "fees"]]
# %% w09-q5 wrong: Canada converted | The Canadian fees have become US dollars. In which currency will they stand on the invoices?
open_invoices["fees"] = [float(late_fee(a, d)) for a, d in zip(open_invoices["amount"], open_invoices["days_late"])]
fees_due = open_invoices.groupby("currency", as_index=False)["fees"].sum()
fees_due.loc[fees_due["currency"] == "CAD", "fees"] *= 0.73
# %% w09-q5 typed: typed in | Those sums fit the invoices that you have and no others. Let the function work them out.
# %% w09-q5 same: `>` became `>=`, line 1 | An invoice that is not late owes a fee of 0, which adds nothing.
# %% w09-q5 same: 0 became -1, line 1 | An invoice that is not late owes a fee of 0, which adds nothing.
# %% w09-q5 same: 0 became 1, line 1 | An invoice that is not late owes a fee of 0, which adds nothing.

# %% w09-q6 exercise: text least=50 most=150 | A sum that you can defend
# The insight: a right sum is not yet an honest one: most of it stands on invoices that nobody will pay.
# states: the US dollars :: SELECT SUM((c * 15 * (CASE WHEN d <= 7 THEN 0 WHEN d > 360 THEN 12 ELSE (d + 29) / 30 END) + 500) / 1000) / 100.0 FROM (SELECT CAST(ROUND(amount * 100) AS INTEGER) AS c, CAST(julianday('2025-12-31') - julianday(issued_on) - 30 AS INTEGER) AS d FROM invoiced WHERE status = 'open' AND currency = 'USD') :: What do the fees in US dollars come to, to the dollar or finer? Exercise 5 has the sum.
# states: the Canadian dollars :: SELECT SUM((c * 15 * (CASE WHEN d <= 7 THEN 0 WHEN d > 360 THEN 12 ELSE (d + 29) / 30 END) + 500) / 1000) / 100.0 FROM (SELECT CAST(ROUND(amount * 100) AS INTEGER) AS c, CAST(julianday('2025-12-31') - julianday(issued_on) - 30 AS INTEGER) AS d FROM invoiced WHERE status = 'open' AND currency = 'CAD') :: What do the fees in Canadian dollars come to, to the dollar or finer? Exercise 5 has the sum.
# words: how it was tested :: test, tests, tested, edge, edges, day, days :: What about the function is tested?
# words: what is not promised :: year, old, older, oldest, budget, promise, expect, unlikely, collect, pay, paid :: Which part of the money would you not promise?
# tick: It gives both sums, each with its currency, and as of when.
# tick: It says which invoices are in: open, each once, no void ones and no test accounts.
# tick: It names at least two edges that are tested, or a fault that a test has caught.
# tick: It says how much of it stands on invoices more than a year late.
# tick: It ends with one decision, and leaves it to her.
# %% w09-q6 right: plain
fee_note = """By the new rule the invoices open on 31 December would owe us 3,704.44 US dollars and 1,545.81 Canadian dollars. Each open invoice of a customer is in it once. The days are tested
on both sides of the free week and of the first month, and the cents with half a cent. But 2,498.02 and 1,204.96 of it are on invoices more than a year late, so I would not put those into the budget. Do we want to charge them at all?"""
# %% w09-q6 right: rounded, as a list
fee_note = """The two sums, as of the end of 2025:
- 3,704 USD and 1,546 CAD in late fees on open invoices, test accounts and void invoices left out.
- About two thirds of the American part and more of the Canadian one come from debts older than a year. I promise nothing about those.
- Edges tested: not due, day 7, day 8, day 30, day 31, twelve months at most. Half a cent goes up.
You decide whether invoices from before the rule are charged. I would say no."""
# %% w09-q6 right: the fault first
fee_note = """Our first version lost half a cent on every invoice of 45 dollars; a test found it, and it is repaired. With the tested version, late fees on what was open on New Year's Eve would be $3,704.44,
and 1,545.81 in Canadian dollars, never added together. Please read them as an upper end. Seventy-three invoices have been open for more than a year, and I do not expect to collect from them.
What I need from you: from which invoice date does the rule hold?"""
# %% w09-q6 wrong: too short | Your text has 7 words; at least 50 are asked for.
fee_note = "The fees are 3,704.44 and 1,545.81 dollars."
# %% w09-q6 wrong: no Canadian sum | What do the fees in Canadian dollars come to, to the dollar or finer? Exercise 5 has the sum.
fee_note = """By the new rule the invoices open on 31 December would owe us 3,704.44 US dollars, and something in Canadian dollars as well. Each open invoice of a customer is in it once. The days are tested
on both sides of the free week and of the first month, and the cents with half a cent. A large part of it is on invoices more than a year late. Do we want to charge them at all?"""
# %% w09-q6 wrong: both added up | What do the fees in US dollars come to, to the dollar or finer? Exercise 5 has the sum.
fee_note = """By the new rule the invoices open on 31 December would owe us 5,250.25 dollars. Each open invoice of a customer is in it once. The days are tested on both sides of the free week and
of the first month, and the cents with half a cent. A large part of it is on invoices more than a year late, so I would not put all of it into the budget. Do we want to charge them at all?"""
# %% w09-q6 wrong: the question copied | Most of that is the text of the exercise. What would you say in your own words?
fee_note = """Finance wants to put your two sums into the budget. Before you send them, look at what they are made of: 73 of the open invoices are more than a year late. Of the fees, 2,498.02 US dollars and 1,204.96 Canadian ones are theirs. Write the head of finance the note that goes with the sums (50 to 150 words). Give both. Say what has been counted,"""
