package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Statements on the journal of ACME; an entry's id follows from its number. */
final class Journal {

    private Journal() {}

    static Insert entry(String number, String date) {
        return Insert.into("journal_entries")
                .with("id", id(number))
                .with("company_id", id("ACME"))
                .with("entry_number", number)
                .with("entry_date", date)
                .with("description", "of a test");
    }

    /** A draft and its lines, numbered from 1. */
    static List<Sql> draft(String number, String date, Line... lines) {
        List<Sql> statements = new ArrayList<>();
        statements.add(entry(number, date).sql());
        for (int at = 0; at < lines.length; at++) {
            statements.add(lines[at].row(number, at + 1).sql());
        }
        return statements;
    }

    /** An entry that its lines post, and then all of them by one statement. */
    static List<Sql> autoPost(String number, String date, Line... lines) {
        return List.of(entry(number, date).with("auto_post", true).sql(), lines(number, lines));
    }

    /** One statement that inserts lines of an entry, numbered from 1. */
    static Sql lines(String number, Line... lines) {
        Insert[] rows = new Insert[lines.length];
        for (int at = 0; at < rows.length; at++) {
            rows[at] = lines[at].row(number, at + 1);
        }
        return Insert.rows(rows);
    }

    /** Posts entries by one statement. */
    static Sql post(String... numbers) {
        String places = Arrays.stream(numbers).map(number -> "?").collect(Collectors.joining(", "));
        return new Sql(
                "UPDATE journal_entries SET status = 'POSTED' WHERE id IN (%s)".formatted(places),
                Arrays.stream(numbers).<Object>map(Sql::id).toList());
    }

    /** Changes columns of an entry by hand. */
    static Sql change(String number, String assignments) {
        return sql("UPDATE journal_entries SET %s WHERE id = ?".formatted(assignments), id(number));
    }

    /** Changes columns of a line by hand. */
    static Sql changeLine(String entry, int number, String assignments) {
        return sql(
                "UPDATE journal_entry_lines SET %s WHERE journal_entry_id = ? AND line_number = ?"
                        .formatted(assignments),
                id(entry),
                number);
    }

    static Sql delete(String number) {
        return sql("DELETE FROM journal_entries WHERE id = ?", id(number));
    }

    /** Makes and posts the mirror of an entry; the query's row is its id. */
    static Sql reverse(UUID entry, String number, String date) {
        return sql("SELECT reverse_journal_entry(?, ?, ?, ?)", entry, number, date, id("an actor"));
    }

    /** Sets the status of a period of ACME. */
    static Sql period(String month, String status) {
        return sql("UPDATE fiscal_periods SET status = ? WHERE id = ?", status, id("ACME", month));
    }
}
