package dev.lifeguard.migrate.maven.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.maven.build.MavenBuilds.Outcome;
import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Builds of several modules, and logins. */
final class ReactorBuildTest {

    private static final String PASSWORD = "s3cret & more";

    private static MavenBuilds maven;

    @BeforeAll
    static void prepare() throws Exception {
        maven = MavenBuilds.prepare();
    }

    /** The parent has the plugin for all of its modules, and no migrations itself. */
    @Test
    void modulesWithMigrationsAreMigratedAtTheSameTimeAndOthersAreSkipped() throws Exception {
        String parent = "<modules><module>a</module><module>b</module><module>c</module></modules>";
        MavenProjectFolder project =
                maven.project("reactor")
                        .with(
                                "pom.xml",
                                Poms.project(
                                        "parent",
                                        "pom",
                                        parent,
                                        Poms.plugin(
                                                """
                                                <executions><execution>
                                                    <phase>initialize</phase>
                                                    <goals><goal>up</goal></goals>
                                                </execution></executions>
                                                <configuration>
                                                    <databaseUrl>sqlite:app.db</databaseUrl>
                                                </configuration>
                                                """)))
                        .with("a/pom.xml", child("a", ""))
                        .with("a/" + MavenProjectFolder.MIGRATIONS + "/20240101000000_a.sql", SQL)
                        .with("b/pom.xml", child("b", ""))
                        .with("b/" + MavenProjectFolder.MIGRATIONS + "/20240101000000_b.sql", SQL)
                        .with("c/pom.xml", child("c", ""));

        Outcome outcome = maven.run(project, "-T2", "initialize");

        assertThat(outcome.said())
                .contains("[INFO] Applied 20240101000000 a in TIME")
                .contains("[INFO] Applied 20240101000000 b in TIME")
                .filteredOn(line -> line.contains("Skipped"))
                .containsExactly(
                        "[INFO] Skipped: this project has no migrations"
                                + " (src/main/resources/db/migration is not there).",
                        "[INFO] Skipped: this project has no migrations"
                                + " (src/main/resources/db/migration is not there).");
        assertThat(project.file("a/app.db")).exists();
        assertThat(project.file("b/app.db")).exists();
        assertThat(project.file("c/app.db")).doesNotExist();
        assertThat(String.join("\n", outcome.lines())).doesNotContain("not marked @threadSafe");
    }

    private static final String SQL = "CREATE TABLE t (id integer);";

    private static String child(String artifact, String plugins) {
        return Poms.project(
                artifact,
                "jar",
                "<parent><groupId>example</groupId><artifactId>parent</artifactId>"
                        + "<version>1</version></parent>",
                plugins);
    }

    /** With the plugin managed by the parent alone, and modules of which some have migrations. */
    @Test
    void aGoalOnTheCommandLineRunsInEachModule() throws Exception {
        MavenProjectFolder project =
                maven.project("managed")
                        .with(
                                "pom.xml",
                                Poms.managing(
                                        "parent",
                                        "<modules><module>a</module><module>b</module></modules>",
                                        Poms.plugin(
                                                "<configuration><databaseUrl>sqlite:app.db"
                                                        + "</databaseUrl></configuration>")))
                        .with("a/pom.xml", child("a", ""))
                        .with("b/pom.xml", child("b", ""))
                        .with("b/" + MavenProjectFolder.MIGRATIONS + "/20240101000000_b.sql", SQL);

        Outcome outcome = maven.run(project, "lifeguard:up");

        assertThat(outcome.said())
                .contains(
                        "[INFO] Skipped: this project has no migrations"
                                + " (src/main/resources/db/migration is not there).",
                        "[INFO] Applied 20240101000000 b in TIME");
        assertThat(project.file("b/app.db")).exists();
    }

    /** One that says itself that it has migrations must have them. */
    @Test
    void aModuleThatNamesThePluginItselfIsNotSkipped() throws Exception {
        MavenProjectFolder project =
                maven.project("misspelled").pom("<databaseUrl>sqlite:app.db</databaseUrl>");

        Outcome outcome = maven.run(project, "lifeguard:up");

        assertThat(outcome.failure())
                .isEqualTo(
                        ("LG-102 The migrations directory \"%s\" does not exist. Create it (mvn"
                             + " lifeguard:generate -Dlifeguard.name=NAME does, with a first"
                             + " migration), or name another one.")
                                .formatted(project.file(MavenProjectFolder.MIGRATIONS)));
    }

    @Test
    void logsInAsAServerOfTheSettingsWhosePasswordIsEncrypted() throws Exception {
        MavenProjectFolder project =
                maven.project("login")
                        .pom("<serverId>the-database</serverId>")
                        .migration("20240101000000_a.sql", SQL);
        String url = "jdbc:h2:" + project.file("app");
        try (Connection made = DriverManager.getConnection(url, "APP", PASSWORD)) {
            assertThat(made.isValid(1)).isTrue();
        }

        Outcome right = maven.run(project, "-X", "lifeguard:up", "-Dlifeguard.databaseUrl=" + url);
        Outcome wrong =
                maven.run(
                        project,
                        "lifeguard:up",
                        "-Dlifeguard.databaseUrl=" + url,
                        "-Dlifeguard.databasePassword=other");

        assertThat(right.said()).contains("[INFO] Applied 20240101000000 a in TIME");
        assertThat(String.join("\n", right.lines())).doesNotContain(PASSWORD);
        assertThat(wrong.failure()).contains("LG-501").contains("28000").doesNotContain("other");
    }
}
