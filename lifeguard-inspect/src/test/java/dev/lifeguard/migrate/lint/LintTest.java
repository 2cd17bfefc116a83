package dev.lifeguard.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.error.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LintTest {

    @Test
    void tellsAFindingWithItsPlaceItsLocksAndTheSafeWay() {
        LintFinding finding =
                new LintedMigrations()
                        .then("-- a comment\n  CREATE INDEX ord_cust ON app.orders(customer_id);")
                        .findings()
                        .getFirst();

        assertThat(finding.rule().code()).isEqualTo("LG-I01");
        assertThat(finding.rule().ruleName()).isEqualTo("index-blocks-writes");
        assertThat(finding.level()).isEqualTo(LintLevel.ERROR);
        assertThat(finding.version().number()).isEqualTo(20240101000000L);
        assertThat(finding.file()).isEqualTo("20240101000000_m.sql");
        assertThat(finding.line()).isEqualTo(2);
        assertThat(finding.column()).isEqualTo(3);
        assertThat(finding.message())
                .isEqualTo(
                        "CREATE INDEX reads all of app.orders, and whoever writes to it waits until"
                                + " the index is built.");
        assertThat(finding.locks())
                .extracting(
                        it -> it.relation() + " " + it.mode().serverName() + " " + it.work().word())
                .containsExactly("app.orders ShareLock build");
        assertThat(finding.safeWay())
                .isEqualTo(
                        """
                        -- a migration without a transaction, with this one statement
                        -- lifeguard:no-transaction
                        CREATE INDEX CONCURRENTLY ord_cust ON app.orders(customer_id);\
                        """);
        assertThat(finding.knowledge()).isEqualTo(Knowledge.OFFLINE);
    }

    @Test
    void aTableThatTheRunMakesIsNobodysYet() {
        assertThat(
                        new LintedMigrations()
                                .then("CREATE TABLE orders (id bigint PRIMARY KEY)")
                                .then("CREATE INDEX i ON orders (id)")
                                .found())
                .isEmpty();
        assertThat(
                        new LintedMigrations()
                                .applied("CREATE TABLE orders (id bigint PRIMARY KEY)")
                                .then("CREATE INDEX i ON orders (id)")
                                .found())
                .containsExactly("index-blocks-writes:1");
    }

    @Test
    void pointsToTheTokenThatPostgresDoesNotUnderstand() {
        LintFinding finding =
                new LintedMigrations()
                        .then("CREATE TABLE a (b int);\nALTER TABLE a ADD COLUMM c int;")
                        .findings()
                        .getFirst();

        assertThat(finding.rule()).isEqualTo(LintRule.SYNTAX_ERROR);
        assertThat(finding.line() + ":" + finding.column()).isEqualTo("2:28");
        assertThat(finding.message())
                .isEqualTo(
                        "PostgreSQL does not understand this statement: syntax error at or near"
                                + " \"int\".");
    }

    @Test
    void whatTheRunnerRefusesIsAFinding() {
        assertThat(new LintedMigrations().then("BEGIN;\nCREATE TABLE a (b int);").found())
                .containsExactly("open-tx:1");
        assertThat(new LintedMigrations().then("CREATE TABLE a (b int);\nCOMMIT;").found())
                .containsExactly("nested-tx:2");
        assertThat(
                        new LintedMigrations()
                                .then("BEGIN;\nCREATE INDEX CONCURRENTLY i ON t (a);\nCOMMIT;")
                                .found())
                .containsExactly("concurrently-in-tx:2");
        assertThat(new LintedMigrations().then("SELECT 'a;").found())
                .containsExactly("syntax-error:1");
    }

    @Test
    void suppressesWhereAReasonIsGiven() {
        assertThat(
                        new LintedMigrations()
                                .then(
                                        """
                                        CREATE INDEX a ON t (a);
                                        -- lifeguard:allow index-blocks-writes the table is small
                                        CREATE INDEX b ON t (b);
                                        CREATE INDEX c ON t (c);
                                        """)
                                .found())
                .containsExactly("index-blocks-writes:1", "index-blocks-writes:4");
        assertThat(
                        new LintedMigrations()
                                .then(
                                        """
                                        -- lifeguard:allow index-blocks-writes the table is small
                                        CREATE INDEX a ON t (a);
                                        CREATE INDEX b ON t (b);
                                        """)
                                .found())
                .isEmpty();
    }

    @Test
    void aSuppressionHasAReasonAndARuleAndSomethingToSuppress() {
        List<LintFinding> findings =
                new LintedMigrations()
                        .then(
                                """
                                -- lifeguard:allow index-block-writes small
                                -- lifeguard:allow drop-table small
                                CREATE TABLE a (b int);
                                -- lifeguard:allow index-blocks-writes
                                CREATE INDEX a ON t (a);
                                """)
                        .findings();

        assertThat(findings)
                .extracting(it -> it.level().word() + " " + it.rule().ruleName() + ":" + it.line())
                .containsExactly(
                        "error unknown-rule:1",
                        "warning unused-allow:2",
                        "warning allow-without-reason:4",
                        "error index-blocks-writes:5");
        assertThat(findings.getFirst().message())
                .isEqualTo(
                        "There is no rule \"index-block-writes\". The nearest name is"
                                + " \"index-blocks-writes\".");
    }

    @Test
    void whatCannotBeSeenIsSaid() {
        assertThat(new LintedMigrations().then("DO $$ BEGIN EXECUTE 'x'; END $$").findings())
                .extracting(it -> it.level().word() + " " + it.rule().ruleName())
                .containsExactly("info opaque-code");
    }

    @Test
    void knowsPostgresOnly() {
        assertThatThrownBy(() -> Lint.require(DatabaseProduct.MARIADB))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "LG-101 lint knows the locks and the SQL of PostgreSQL only, and the"
                                + " database is MariaDB.");
        Lint.require(DatabaseProduct.POSTGRESQL);
    }
}
