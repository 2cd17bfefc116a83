package dev.lifeguard.migrate.tests.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.report.told.ToldReport;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.SchemaSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The sample, the accounting schema, on every server. */
@OnPostgres({14, 15, 16, 17, 18})
final class SampleTest {

    private static final List<String> NAMES =
            List.of(
                    "create_chart_of_accounts",
                    "create_invoices",
                    "create_accounts_receivable",
                    "create_accounts_payable");

    @AutoClose private final Project project;

    SampleTest(PostgresServer server) {
        project = new Project(server);
        project.writeSample();
    }

    @Test
    void appliesFourMigrationsAndThenNone() {
        MigrationReport first = project.up();
        MigrationReport second = project.up();

        assertThat(Project.names(first.applied())).isEqualTo(NAMES);
        assertThat(first.rolledBack()).isEmpty();
        assertThat(first.pending()).isEmpty();
        assertThat(first.warnings()).isEmpty();
        assertThat(second).isEqualTo(new ToldReport(List.of(), List.of(), List.of(), List.of()));
        assertThat(project.database().has("journal_entries")).isTrue();
    }

    @Test
    void statusTellsWhatIsAppliedAndWhatIsPending() {
        project.migrator().build().up(Target.steps(1));

        MigrationStatus status = project.migrator().build().status();

        assertThat(status.applied())
                .extracting("version", "name", "success")
                .containsExactly(tuple(MigrationVersion.of(20240120120000L), NAMES.get(0), true));
        assertThat(Project.pendingNames(status.pending())).isEqualTo(NAMES.subList(1, 4));
        assertThat(status.problems()).isEmpty();
        assertThat(status.warnings()).isEmpty();
        assertThat(status.upToDate()).isFalse();
    }

    @Test
    void downTakesBackExactlyOne() {
        project.up();

        MigrationReport report = project.migrator().build().down();

        assertThat(report.applied()).isEmpty();
        assertThat(Project.names(report.rolledBack())).containsExactly("create_accounts_payable");
        assertThat(Project.pendingNames(report.pending()))
                .containsExactly("create_accounts_payable");
        assertThat(project.history())
                .containsExactly(
                        "20240120120000|create_chart_of_accounts|whole",
                        "20240120130000|create_invoices|whole",
                        "20240120140000|create_accounts_receivable|whole");
        assertThat(project.database().has("vendor_invoices")).isFalse();
        assertThat(project.database().has("customer_invoices")).isTrue();
    }

    @Test
    void downByTenStepsLeavesNothingButTheStateTable() {
        project.up();

        MigrationReport report = project.migrator().build().down(Target.steps(10));

        assertThat(Project.names(report.rolledBack())).isEqualTo(NAMES.reversed());
        assertThat(project.history()).isEmpty();
        assertThat(SchemaSnapshot.besideStateTable(project.database()))
                .containsExactly("schema public");
        assertThat(project.database().has("lifeguard_migrations")).isTrue();
    }

    @Test
    void upAfterDownRestoresTheSameSchema() {
        project.up();
        List<String> first = SchemaSnapshot.of(project.database());

        project.migrator().build().down(Target.all());
        project.up();

        assertThat(SchemaSnapshot.of(project.database())).isEqualTo(first);
        assertThat(first).hasSizeGreaterThan(100);
    }

    @Test
    void recordsVersionNameChecksumTimeAndSuccess() throws Exception {
        project.up();

        List<String> rows =
                project.database()
                        .query(
                                """
                                SELECT version, name, checksum, success,
                                       execution_time_ms >= 0,
                                       applied_at BETWEEN now() - interval '1 minute' AND now()
                                FROM lifeguard_migrations ORDER BY version
                                """);

        assertThat(rows)
                .containsExactly(
                        row("20240120120000", NAMES.get(0)),
                        row("20240120130000", NAMES.get(1)),
                        row("20240120140000", NAMES.get(2)),
                        row("20240120150000", NAMES.get(3)));
    }

    private String row(String version, String name) throws Exception {
        return "%s|%s|%s|t|t|t"
                .formatted(version, name, sha256("%s_%s.sql".formatted(version, name)));
    }

    private String sha256(String file) throws IOException, NoSuchAlgorithmException {
        Path path = project.directory().resolve(file);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path));
        return HexFormat.of().formatHex(digest);
    }
}
