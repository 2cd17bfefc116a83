package dev.lifeguard.migrate.benchmarks;

import dev.lifeguard.migrate.dialect.LexerRules;

/** Pieces of SQL of which a script is made. */
public enum SampleSql {
    /** Statements of one row each. */
    INSERTS(
            """
            INSERT INTO invoices (id, number, customer, total, note, paid_at) VALUES
                (184467, 'INV-2026-000184', 42, 1299.90, 'It''s paid; thanks', '2026-01-31 12:00:00+00');
            """),
    /** PL/pgSQL in dollar quotes. */
    FUNCTIONS(
            """
            CREATE OR REPLACE FUNCTION post_invoice(invoice bigint) RETURNS void LANGUAGE plpgsql AS $body$
            DECLARE
                total numeric(12, 2);
            BEGIN
                SELECT sum(amount) INTO total FROM lines WHERE invoice_id = invoice; -- all of them
                IF total IS NULL THEN
                    RAISE EXCEPTION 'invoice % has no lines; $1', invoice;
                END IF;
                UPDATE invoices SET posted_at = now(), total = post_invoice.total WHERE id = invoice;
            END
            $body$;
            """),
    /** More comments than SQL. */
    COMMENTS(
            """
            -- Each customer has one account, which is made when the first invoice is posted.
            /* What was here before: /* a trigger; it's gone */ see the old documentation. */
            ALTER TABLE accounts ADD COLUMN customer_id bigint; -- filled by the next migration
            """),
    /** Rows between COPY and its end. */
    COPY(
            """
            COPY invoices (id, number, customer, total, note) FROM STDIN;
            """
                    + "184467\tINV-2026-000184\t42\t1299.90\tIt's paid; thanks\t\\N\n".repeat(1000)
                    + "\\.\n"),
    /** A procedure with blocks, without DELIMITER. */
    MYSQL_PROCEDURES(
            """
            CREATE PROCEDURE post_invoice(IN invoice bigint)
            BEGIN
                DECLARE total decimal(12, 2);
                SELECT sum(amount) INTO total FROM `lines` WHERE invoice_id = invoice; # all of them
                IF total IS NULL THEN
                    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = "The invoice has no lines; \\"sorry\\"";
                END IF;
                UPDATE invoices SET state = CASE WHEN total > 0 THEN 'due' ELSE 'paid' END WHERE id = invoice;
            END;
            """);

    private final String piece;

    SampleSql(String piece) {
        this.piece = piece;
    }

    LexerRules rules() {
        return switch (this) {
            case INSERTS, FUNCTIONS, COMMENTS, COPY -> LexerRules.postgresql();
            case MYSQL_PROCEDURES -> LexerRules.mysql();
        };
    }

    String piece() {
        return piece;
    }
}
