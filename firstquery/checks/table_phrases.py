"""What the findings on a table say (`firstquery.checks.table_findings`)."""

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
    "column_twice": public("A column is there twice."),
    "column_twice_join": public("A column is there twice. After a JOIN, name the columns that you want instead of *."),
    "rows_too_few_as_well": public("The number of rows is not right either: there are too few."),
    "rows_too_many_as_well": public("The number of rows is not right either: there are too many."),
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
        "One of the conditions lets nothing through. Which rows come back when you leave them out one at a time?"
    ),
    "condition_lets_none_through_join": public(
        "One of the conditions, or the JOIN, lets nothing through. Which rows come back when you leave them out one at "
        "a time?"
    ),
    "rows_repeated": Phrase(
        "There {rows:is # row|are # rows} too many: {rows:a row comes|the same rows come} more than once.",
        "There are rows too many: the same rows come more than once.",
    ),
    "asked_for_once": public("Is each of them asked for once only?"),
    "asked_for_once_join": public("Does the JOIN meet more than one row for each, or is the source itself doubled?"),
    "rows_follow": public("All rows that are asked for are there, and more follow: how many were asked for?"),
    "rows_extra": Phrase(
        "There {rows:is # row|are # rows} too many" + _REST + ".", "There are rows too many" + _REST + "."
    ),
    "too_wide": public("A condition may be missing, or too wide."),
    "too_wide_join": public("A condition may be missing or too wide, or the JOIN meets more than one row for each."),
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
    "too_narrow": public("A condition may be too narrow."),
    "too_narrow_join": public("A condition may be too narrow, or the JOIN drops rows that find no partner."),
    "some_values": public("Not all of these values are right."),
    "row_wrong": public("The row is not right."),
    "row_wrong_too_few": public("The row is not right, and there are too few."),
    "row_wrong_too_many": public("The row is not right, and there are too many."),
    "all_rows_wrong": public("The number of rows is right, and in each of them at least one value is not."),
    "all_rows_wrong_too_few": public("There are too few rows, and in each of them at least one value is not right."),
    "all_rows_wrong_too_many": public("There are too many rows, and in each of them at least one value is not right."),
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
}
