package dev.lifeguard.migrate.maven.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.maven.build.MavenBuilds.Outcome;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The goals that look, on the PostgreSQL that the build starts itself. */
final class InspectBuildTest {

    private static final String USERS =
            """
            -- Up migration
            CREATE TABLE users (id integer PRIMARY KEY, name text, note text);
            -- Down migration
            DROP TABLE users;
            """;

    private static final String NOTE =
            """
            -- Up migration
            ALTER TABLE users DROP COLUMN note;
            -- Down migration
            ALTER TABLE users ADD COLUMN note text;
            """;

    private static final String EXECUTIONS =
            """
            <execution>
                <id>write</id>
                <configuration>
                    <file>schema.sql</file>
                </configuration>
            </execution>
            <execution>
                <id>check</id>
                <configuration>
                    <file>schema.sql</file>
                    <check>true</check>
                </configuration>
            </execution>
            <execution>
                <id>document</id>
                <configuration>
                    <file>docs/schema.md</file>
                </configuration>
            </execution>
            <execution>
                <id>compare</id>
                <configuration>
                    <file>docs/schema.md</file>
                    <check>true</check>
                </configuration>
            </execution>
            <execution>
                <id>second</id>
                <configuration>
                    <version>20240102000000</version>
                    <statements>statements.sql</statements>
                    <moveTo>old</moveTo>
                    <dryRun>true</dryRun>
                </configuration>
            </execution>
            <execution>
                <id>page</id>
                <configuration>
                    <file>target/report.html</file>
                </configuration>
            </execution>
            <execution>
                <id>traced</id>
                <configuration>
                    <offline>true</offline>
                    <trace>true</trace>
                    <since>20240101000000</since>
                    <lintLevels>drop-column=warning</lintLevels>
                </configuration>
            </execution>
            <execution>
                <id>somebody</id>
                <configuration>
                    <migrationsDir>others</migrationsDir>
                    <table>others</table>
                </configuration>
            </execution>
            """;

    private static MavenBuilds maven;

    @BeforeAll
    static void prepare() throws Exception {
        maven = MavenBuilds.prepare();
    }

    private static MavenProjectFolder project(String name) throws Exception {
        return maven.project(name)
                .migration("20240101000000_create_users.sql", USERS)
                .migration("20240102000000_drop_note.sql", NOTE)
                .with("statements.sql", "SELECT id, note FROM users;\nSELECT name FROM users;\n")
                .with("others/20240301000000_extra.sql", "CREATE TABLE extra (id integer);")
                .with(
                        "pom.xml",
                        Poms.project(
                                name,
                                "jar",
                                "",
                                Poms.plugin("<executions>%s</executions>".formatted(EXECUTIONS))));
    }

    @Test
    void whatIsInOrderIsToldAndWritten() throws Exception {
        MavenProjectFolder project = project("inspected");

        Outcome outcome =
                maven.run(
                        project,
                        "lifeguard:start",
                        "lifeguard:snapshot@write",
                        "lifeguard:snapshot@check",
                        "lifeguard:erd@document",
                        "lifeguard:erd@compare",
                        "lifeguard:drift",
                        "lifeguard:verify@second",
                        "lifeguard:explain@second",
                        "lifeguard:compat@second",
                        "lifeguard:squash@second",
                        "lifeguard:lint@traced",
                        "lifeguard:batch",
                        "lifeguard:report@page");

        assertThat(outcome.exit()).as(String.join("\n", outcome.lines())).isZero();
        assertThat(outcome.said())
                .contains(
                        "[INFO] The schema is in %s.".formatted(project.file("schema.sql")),
                        "[INFO] %s is up to date.".formatted(project.file("schema.sql")),
                        "[INFO] 1 diagram of 1 table: %s."
                                .formatted(project.file("docs/schema.md")),
                        "[INFO] %s is up to date.".formatted(project.file("docs/schema.md")),
                        "[INFO] No drift: the database is what its migrations make.",
                        "[INFO] ok       20240102000000 drop_note: its way down restores the"
                                + " schema, up again makes the same",
                        "[INFO] 1 migration verified: none differs.",
                        "[INFO] 2:1  ALTER TABLE users DROP COLUMN note",
                        "[INFO] Nothing to look at: no migration is pending.",
                        "[INFO] 2 files would be moved to %s.".formatted(project.file("old")),
                        "[INFO] 1 finding in 1 statement of 1 migration.",
                        "[INFO] No migration has batches.",
                        "[INFO] The report is in %s.".formatted(project.file("target/report.html")))
                .anyMatch(it -> it.startsWith("[INFO]     AccessExclusiveLock on public.users"))
                .anyMatch(it -> it.startsWith("[WARNING] 20240102000000_drop_note.sql:"));
        assertThat(Files.readString(project.file("schema.sql"))).contains("CREATE TABLE");
        assertThat(Files.readString(project.file("target/report.html"))).contains("drop_note");
    }

    @Test
    void whatIsNotInOrderFailsTheBuild() throws Exception {
        MavenProjectFolder project = project("wrong");

        Outcome drift =
                maven.run(
                        project,
                        "lifeguard:start",
                        "lifeguard:snapshot@write",
                        "lifeguard:up@somebody",
                        "lifeguard:drift");
        Outcome stale = maven.run(project, "lifeguard:start", "lifeguard:snapshot@check");
        Outcome compat =
                maven.run(project, "lifeguard:start", "lifeguard:down", "lifeguard:compat@second");
        project.migration(
                "20240102000000_drop_note.sql", NOTE.replace("note text", "note varchar(9)"));
        Outcome verify = maven.run(project, "lifeguard:verify");

        assertThat(errors(drift))
                .contains("[ERROR] Extra    table public.extra", "[ERROR]   + CREATE TABLE");
        assertThat(drift.failure())
                .isEqualTo("drift: 3 differences between the migrations and the database.");
        assertThat(errors(compat)).contains("[ERROR]   breaks   SELECT id, note FROM users;");
        assertThat(compat.failure())
                .isEqualTo("compat: 2 statements, 1 pending migration: 1 breaks.");
        assertThat(stale.failure())
                .isEqualTo(
                        "%s is not up to date: the first difference is table public.extra. Run mvn lifeguard:snapshot without check, and commit it."
                                .formatted(project.file("schema.sql")));
        assertThat(verify.failure()).isEqualTo("verify: 2 migrations verified: 1 differs.");
        assertThat(errors(verify))
                .contains(
                        "[ERROR] differs  20240102000000 drop_note: its way down does not restore"
                                + " the schema, up again makes the same");
    }

    private static String errors(Outcome outcome) {
        return String.join(
                "\n", outcome.lines().stream().filter(line -> line.startsWith("[ERROR]")).toList());
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        MavenProjectFolder project = project("missing");
        List<String> named = List.of("-Dlifeguard.databaseUrl=postgresql://localhost/none");

        assertThat(maven.run(project, named.getFirst(), "lifeguard:snapshot").failure())
                .isEqualTo(
                        "LG-101 Nothing is named that has the snapshot. Write -Dlifeguard.file=FILE"
                                + " or -Dlifeguard.directory=DIR.");
        assertThat(maven.run(project, "lifeguard:explain").failure())
                .isEqualTo(
                        "LG-101 Name one migration. Write -Dlifeguard.version=VERSION or"
                                + " -Dlifeguard.file=FILE.");
    }
}
