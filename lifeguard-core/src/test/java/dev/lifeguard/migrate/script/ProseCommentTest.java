package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ordinary comments, many of them with the words of markers and directives, stay comments. */
final class ProseCommentTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Up next: users",
                "migrate the users down the road",
                "Migrate up to 10 rows at a time",
                "migration 20240120120000: adds users",
                "Migration: create users",
                "Migrations before this one are squashed",
                "migrate data from the old table",
                "Down here be dragons",
                "Down time: about five minutes",
                "Upgrade the accounts",
                "up-to-date totals",
                "downstream jobs read this view",
                "Undo the change of 2019",
                "undo log of the orders",
                "rollback is not possible",
                "rollback: drop table users",
                "Start of the users section",
                "Begin of the script",
                "Section 2: indexes",
                "SQL for the reports",
                "Part 1 of 3",
                "script to fill the table",
                "goose and ducks are birds",
                "duck typing for the win",
                "changeset 12",
                "Changesets are kept for a year",
                "liquibase made this table",
                "dbmate schema_migrations",
                "No transaction is open here",
                "no transactions may be lost",
                "needs no transaction",
                "Irreversible: the old rows are gone",
                "note: irreversible without a backup",
                "lock timeout is set by the role",
                "lock-timeout is in seconds",
                "lock_timeout",
                "Lifeguards are on duty at the pool",
                "lifeguard_id refers to staff",
                "lifeguard irreversibly leaves",
                "landlord no. 5",
                "leopard: irreversibly extinct",
                "squawk-ignore prefer-robust-stmts",
                "sqlfluff:off",
                "TODO: see https://example.org/migrate:up",
                "name: GetUser :one",
                "================ users ================",
                "!!! DO NOT EDIT !!!",
                "@author jane",
                "+1 for this index",
                "The migration",
                "No migrations",
                "Data migration",
                "Town migrates",
                "town immigration office",
                "Users immigration",
                "Up imagination",
                "Reverse the order of the names",
                "Backwards compatible with 1.2",
                "ALTER TABLE users ADD COLUMN up boolean;"
            })
    void staysAComment(String comment) throws IOException {
        ScriptOutline outline =
                TestScripts.outline(
                        "-- X\nSELECT 1,\n--X\n2; -- X\n/* X */\nSELECT 3".replace("X", comment));

        assertThat(outline.up().orElseThrow().statementCount()).isEqualTo(2);
        assertThat(outline.up().orElseThrow().needsNoTransaction()).isFalse();
        assertThat(outline.down()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- Up migration notes are in the wiki",
                "-- The up migration adds a column",
                "-- Down: see the runbook",
                "-- migrate: up to 10 rows are copied",
                "-- migrate the old rows",
                "-- scale up",
                "-- upside down",
                "-- Upgrade / Downgrade",
                "-- Migration 5 up",
                "-- migrations",
                "-- goose",
                "-- Roll back plan: none",
                "-- ROLLBACK;",
                "-- rollback transaction;",
                "-- Rollback of 2019 was wrong",
                "-- rollback script is in the wiki",
                "-- Revert to the old prices",
                "-- downgraded accounts",
                "-- running total",
                "-- roll of honour",
                "-- created above / dropped below",
                "-- undone",
                "/*\n * Down migration\n */",
                "a; -- down",
                "a; -- Down migration of old rows",
                "a; /* Down migration */",
                "INSERT INTO directions VALUES ('a',\n-- down\n'b')"
            })
    void beginsNoSectionWhereItStands(String comment) throws IOException {
        assertThat(TestScripts.outline(comment).down()).isEmpty();
    }
}
