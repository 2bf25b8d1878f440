"""What the findings on a table and on its columns say. ``{join:A|B}``: A where her own statement has a JOIN."""

from __future__ import annotations

from firstquery.checks.kind import Phrase, public

_REST = "{others:|; the other is right|; all others are right}"

PHRASES: dict[str, Phrase] = {
    "count_for_rows": public("That is a count; the list of rows is asked for."),
    "columns_missing": public("{number:# column is|# columns are} missing: {names}."),
    "columns_beside": Phrase(
        "Your table has {number:# column that is|# columns that are} not asked for: {names}.",
        "Your table has columns that are not asked for.",
    ),
    "columns_extra": Phrase(
        "There {number:is # column|are # columns} more than asked for: {names}.",
        "There are more columns than asked for.",
    ),
    "rows_right_so_far": public("The columns that are asked for hold the right rows."),
    "column_twice": public(
        "A column is there twice.{join: After a JOIN, name the columns that you want instead of *.|}"
    ),
    "height_as_well": public("The number of rows is not right either: there are too {few:few|many}."),
    "order_by_chance": public(
        "The rows are right, and they stand in the right order by chance: your query asks for none."
    ),
    "order_by_where": public("Without ORDER BY a database promises no order. Where in the query does it belong?"),
    "order": public("The rows are right; only their order is not."),
    "order_of": public("What counts is the order of {names}."),
    "order_by_missing": public(
        "Your query has no ORDER BY for its result, so the database may return the rows in any order."
    ),
    "columns_swapped": public("Two columns are swapped: {first} and {second} hold each other's values."),
    "column_differs": Phrase(
        "Column {column} differs in {rows:# row|# rows}{others:|; the other column is right|; all other columns are "
        "right}.",
        "Column {wanted} differs{others:|; the other column is right|; all other columns are right}.",
    ),
    "field_differs": Phrase(
        "{column} differs; {others:|the other is right|all the others are right}.",
        "{wanted} differs; {others:|the other is right|all the others are right}.",
    ),
    "no_rows": public("Your table has no rows at all."),
    "condition_lets_none_through": public(
        "One of the conditions{join:, or the JOIN,|} lets nothing through. Which rows come back when you leave them "
        "out one at a time?"
    ),
    "rows_repeated": Phrase(
        "There {rows:is # row|are # rows} too many: {rows:a row comes|the same rows come} more than once.",
        "There are rows too many: the same rows come more than once.",
    ),
    "asked_for_once": public(
        "{join:Does the JOIN meet more than one row for each, or is the source itself doubled?|"
        "Is each of them asked for once only?}"
    ),
    "rows_follow": public("All rows that are asked for are there, and more follow: how many were asked for?"),
    "rows_extra": Phrase(
        "There {rows:is # row|are # rows} too many" + _REST + ".", "There are rows too many" + _REST + "."
    ),
    "too_wide": public(
        "A condition may be missing{join: or too wide, or the JOIN meets more than one row for each|, or too wide}."
    ),
    "rows_merged": Phrase(
        "{rows:# row is|# rows are} missing: rows that are alike have become one.",
        "Rows are missing: rows that are alike have become one.",
    ),
    "each_counts": public("Here each of them counts, even where two look the same."),
    "each_counts_merging": public("Here each of them counts. {clauses} {number:makes|make} one row of several."),
    "rows_missing": Phrase(
        "{rows:# row is|# rows are} missing; the {there:row that is there is|rows that are there are} right.",
        "Rows are missing; those that are there are right.",
    ),
    "limit_left": public("Is the LIMIT too small, or left over from trying out?"),
    "too_narrow": public("A condition may be too narrow{join:, or the JOIN drops rows that find no partner|}."),
    "some_values": public("Not all of these values are right."),
    "row_wrong": public("The row is not right{side:|, and there are too few|, and there are too many}."),
    "all_rows_wrong": public(
        "{side:The number of rows is right|There are too few rows|There are too many rows}, and in each of them at "
        "least one value is not{side:| right| right}."
    ),
    "rows_differ": Phrase(
        "{rows:# row differs|# rows differ}; the number of rows is right.",
        "Rows differ; the number of rows is right.",
    ),
    "rows_missing_and_extra": Phrase(
        "{missing:# row is|# rows are} missing, and {extra:# row is there that does|# rows are there that do} not "
        "belong.",
        "Rows are missing, and others are there that do not belong.",
    ),
    "row_named": Phrase("The row for `{label}` differs."),
    "put_together": public(
        "Each column by itself holds the right values, but they are put together differently in the rows."
    ),
    "columns_apart": Phrase(
        "What differs: {wrong}. What is right by itself: {right}.",
        "What differs: {wanted}. What is right by itself: {met}.",
    ),
    "nulls": public("`{column}` is NULL (it holds no value) in more rows than it should be."),
    "no_nulls": public(
        "`{column}` has a value in rows where it should be NULL (no value). 0 and an empty text are values."
    ),
    "capitals": public("Only capital letters or spaces differ."),
    "text_for_numbers": public("It holds text where numbers are asked for."),
    "numbers_for_text": public("It holds numbers where text is asked for."),
    "hundredfold": public("The values are a hundred times as large: is a percentage asked for, or a fraction?"),
    "hundredth": public("The values are a hundredth of what they should be: is a percentage asked for, or a fraction?"),
    "opposite_sign": public("The values have the opposite sign."),
    "cut_off": public("The values are cut off after the point. Were they to be rounded?"),
    "values_rounded": public("The values are rounded too far: {decimals:one decimal is|# decimals are} asked for."),
    "same_multiple": public(
        "Each value is the same multiple of what it should be. Is a rate left out, or applied twice?"
    ),
    "same_amount": public("Each value is off by the same amount. What is added to each, or taken from it?"),
    "all_larger": public(
        "Each value is at least as large as it should be: is a condition missing"
        "{join:, or does the JOIN meet more than one row for each|}?"
    ),
    "all_larger_of": Phrase(
        "Each value is at least as large as it should be. {column} is `{aggregate}`: is that what is asked for? If it "
        "is, is a condition missing{join:, or does the JOIN meet more than one row for each|}?",
        "Each value is at least as large as it should be. Is what it counts or adds up what is asked for? If it is, is "
        "a condition missing{join:, or does the JOIN meet more than one row for each|}?",
    ),
    "all_smaller_of": Phrase(
        "Each value is at most as large as it should be. {column} is `{aggregate}`: is that what is asked for? If it "
        "is, is a condition too narrow{join:, or does the JOIN drop rows|}?",
        "Each value is at most as large as it should be. Is what it counts or adds up what is asked for? If it is, is "
        "a condition too narrow{join:, or does the JOIN drop rows|}?",
    ),
    "aggregate": Phrase("{column} is `{aggregate}`: is that what is asked for?"),
    "all_smaller": public(
        "Each value is at most as large as it should be: is a condition too narrow{join:, or does the JOIN drop rows|}?"
    ),
}
