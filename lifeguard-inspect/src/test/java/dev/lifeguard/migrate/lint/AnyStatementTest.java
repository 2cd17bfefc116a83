package dev.lifeguard.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.pgparser.PgParser;
import dev.lifeguard.migrate.pgparser.PgStatement;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Lint comes to its end whatever the statement is. */
class AnyStatementTest {

    @Test
    void looksAtStatementsOfAllKinds() throws Exception {
        String all =
                Files.readString(
                        Path.of("../lifeguard-pgparser/src/test/resources/statements.sql"));
        LintedMigrations migrations = new LintedMigrations();
        for (PgStatement it : PgParser.create().parse(all)) {
            migrations.then(
                    "-- lifeguard:no-transaction\n" + all.substring(it.start(), it.end()) + ";");
        }

        LintReport report = migrations.report();

        assertThat(report.findings())
                .noneMatch(it -> it.message().startsWith("PostgreSQL does not understand"));
        assertThat(report.statements()).isGreaterThan(200);
    }
}
