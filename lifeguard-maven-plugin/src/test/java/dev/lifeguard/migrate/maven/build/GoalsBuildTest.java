package dev.lifeguard.migrate.maven.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.maven.build.MavenBuilds.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class GoalsBuildTest {

    private static final String URL = "<databaseUrl>sqlite:app.db</databaseUrl>";

    private static final String USERS =
            """
            -- Up migration
            CREATE TABLE users (id integer PRIMARY KEY, region text DEFAULT '${region}');
            -- Down migration
            DROP TABLE users;
            """;

    private static MavenBuilds maven;

    @BeforeAll
    static void prepare() throws Exception {
        maven = MavenBuilds.prepare();
    }

    @Test
    void eachGoalDoesWhatTheCommandDoes() throws Exception {
        MavenProjectFolder project =
                maven.project("goals")
                        .pom(URL + "<placeholder><region>none</region></placeholder>")
                        .migration("20240101000000_create_users.sql", USERS)
                        .migration(
                                "r_names.sql",
                                "DROP VIEW IF EXISTS names; CREATE VIEW names AS SELECT 1;");

        Outcome generating =
                maven.run(
                        project,
                        "-Dlifeguard.placeholder.region=eu",
                        "-Dlifeguard.name=add orders",
                        "lifeguard:up",
                        "lifeguard:generate");
        Path generated = generated(project);
        Files.writeString(generated, "SELECT 1;");
        Outcome outcome =
                maven.run(
                        project,
                        "-Dlifeguard.placeholder=region=eu",
                        "lifeguard:status",
                        "lifeguard:plan",
                        "lifeguard:validate",
                        "lifeguard:info",
                        "lifeguard:unlock",
                        "lifeguard:down");

        String orders = generated.getFileName().toString();
        String label = orders.replace(".sql", "").replaceFirst("_", " ");
        assertThat(generating.said())
                .containsExactly(
                        "[INFO] Applied 20240101000000 create_users in TIME",
                        "[INFO] Applied r_names in TIME",
                        "[INFO] 2 migrations applied. Nothing is pending.",
                        "[INFO] " + generated);
        assertThat(outcome.said())
                .containsExactly(
                        "[INFO] 20240101000000 create_users: applied MOMENT",
                        "[INFO] %s: pending".formatted(label),
                        "[INFO] r_names: applied MOMENT",
                        "[INFO] 2 applied, 1 pending.",
                        "[INFO] %s (%s, one transaction)".formatted(label, orders),
                        "[INFO]   SELECT 1",
                        "[INFO] 1 migration would be applied. Nothing was changed.",
                        "[INFO] Valid: 2 migrations applied. 1 is pending: %s.".formatted(label),
                        "[INFO] Database: sqlite:" + project.file("app.db"),
                        "[INFO] Migrations: " + project.file(MavenProjectFolder.MIGRATIONS),
                        "[INFO] Lock: nobody holds it.",
                        "[INFO] 2 applied, 1 pending.",
                        "[INFO] Nobody holds the lock.",
                        "[INFO] Rolled back 20240101000000 create_users in TIME",
                        "[INFO] 1 migration rolled back. 2 are pending.");
        assertThat(outcome.exit()).isZero();
    }

    private static Path generated(MavenProjectFolder project) throws Exception {
        try (Stream<Path> files = Files.list(project.file(MavenProjectFolder.MIGRATIONS))) {
            return files.filter(file -> file.toString().endsWith("_add_orders.sql"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aFailedMigrationFailsTheBuildInTheLibrarysWords() throws Exception {
        MavenProjectFolder project =
                maven.project("failing")
                        .pom(URL)
                        .migration(
                                "20240101000000_create_users.sql",
                                "-- Up migration\nCREATE TABLE users (id integer);\nINSERT INTO"
                                        + " missing VALUES (1);\n-- Down migration\nDROP TABLE"
                                        + " users;\n");

        Outcome outcome = maven.run(project, "lifeguard:up");

        assertThat(outcome.failure())
                .isEqualTo(
                        """
                        LG-201 Migration 20240101000000 create_users failed at \
                        20240101000000_create_users.sql:3:1: [SQLITE_ERROR] SQL error or \
                        missing database (no such table: missing). Nothing was changed: the \
                        transaction was rolled back. If this database had that before its first \
                        migration, record what it has with mvn lifeguard:baseline \
                        -Dlifeguard.version=VERSION; else fix the file and run up again.
                          3 | INSERT INTO missing VALUES (1)
                            | ^\
                        """);
        assertThat(String.join("\n", outcome.lines())).contains("MojoFailureException");
    }

    @Test
    void severalExecutionsMigrateSeveralDatabases() throws Exception {
        MavenProjectFolder project =
                maven.project("several")
                        .with("orders/20240101000000_a.sql", "SELECT 1;")
                        .with("billing/20240202000000_b.sql", "SELECT 1;")
                        .with(
                                "pom.xml",
                                Poms.project(
                                        "several",
                                        "jar",
                                        "",
                                        Poms.plugin(
                                                """
                                                <executions>
                                                    <execution>
                                                        <id>orders</id>
                                                        <phase>initialize</phase>
                                                        <goals><goal>up</goal></goals>
                                                        <configuration>
                                                            <databaseUrl>sqlite:orders.db</databaseUrl>
                                                            <migrationsDir>orders</migrationsDir>
                                                        </configuration>
                                                    </execution>
                                                    <execution>
                                                        <id>billing</id>
                                                        <phase>initialize</phase>
                                                        <goals><goal>up</goal></goals>
                                                        <configuration>
                                                            <databaseUrl>jdbc:h2:./billing</databaseUrl>
                                                            <migrationsDir>
                                                                <directory>billing</directory>
                                                                <directory>orders</directory>
                                                            </migrationsDir>
                                                        </configuration>
                                                    </execution>
                                                </executions>
                                                """)));

        Outcome outcome = maven.run(project, "initialize");

        assertThat(outcome.said())
                .containsExactly(
                        "[INFO] Applied 20240101000000 a in TIME",
                        "[INFO] 1 migration applied. Nothing is pending.",
                        "[INFO] Applied 20240101000000 a in TIME",
                        "[INFO] Applied 20240202000000 b in TIME",
                        "[INFO] 2 migrations applied. Nothing is pending.");
        assertThat(project.file("orders.db")).exists();
        assertThat(project.file("billing.mv.db")).exists();
    }

    @Test
    void anotherToolsDirectoryIsTakenOverAndConverted() throws Exception {
        MavenProjectFolder project =
                maven.project("moved")
                        .pom(URL)
                        .migration("1_one.up.sql", "CREATE TABLE one (id int);")
                        .migration("1_one.down.sql", "DROP TABLE one;");
        Path database = project.file("app.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE schema_migrations (version uint64, dirty bool)");
            statement.execute("INSERT INTO schema_migrations VALUES (1, false)");
            statement.execute("CREATE TABLE one (id int)");
        }

        Outcome refused = maven.run(project, "-Dlifeguard.layout=golang-migrate", "lifeguard:up");
        Outcome moved =
                maven.run(
                        project,
                        "-Dlifeguard.tool=golang-migrate",
                        "-Dlifeguard.dir=new",
                        "lifeguard:convert");
        Outcome taken =
                maven.run(
                        project,
                        "-Dlifeguard.tool=golang-migrate",
                        "-Dlifeguard.migrationsDir=new",
                        "lifeguard:import");
        Outcome up = maven.run(project, "-Dlifeguard.migrationsDir=new", "lifeguard:up");

        assertThat(refused.failure())
                .contains(
                        "schema_migrations holds what golang-migrate applied to this database (1"
                                + " migration)",
                        "Take that history over first: mvn lifeguard:import"
                                + " -Dlifeguard.tool=golang-migrate"
                                + " -Dlifeguard.layout=golang-migrate.");
        assertThat(moved.said())
                .containsExactly(
                        "[INFO] 1_one.up.sql: 20000101000001_one.up.sql,"
                                + " 20000101000001_one.down.sql",
                        "[INFO] 1 migration converted into %s. Set migrationsDir to it from now on, without layout."
                                .formatted(project.file("new")));
        assertThat(taken.said())
                .containsExactly(
                        "[WARNING] golang-migrate records the last version only. A file of a lower"
                                + " version that came later counts as applied.",
                        "[INFO] Recorded 1 one",
                        "[INFO] 1 migration taken over without being run.",
                        "[INFO] Nothing is pending.");
        assertThat(up.exit()).isZero();
    }

    @Test
    void skipsEverythingWhereThatIsSaid() throws Exception {
        MavenProjectFolder project = maven.project("skipped").pom("<databaseUrl>x:</databaseUrl>");

        Outcome outcome = maven.run(project, "-Dlifeguard.skip", "lifeguard:up", "lifeguard:start");

        assertThat(outcome.said())
                .isEqualTo(
                        List.of(
                                "[INFO] Skipped, as lifeguard.skip says.",
                                "[INFO] Skipped, as lifeguard.skip says."));
    }
}
