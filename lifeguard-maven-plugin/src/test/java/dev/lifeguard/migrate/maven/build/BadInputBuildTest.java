package dev.lifeguard.migrate.maven.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.maven.build.MavenBuilds.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a user reads for settings that cannot be used: each in a module, in one build. */
final class BadInputBuildTest {

    private static final String MIGRATION = MavenProjectFolder.MIGRATIONS + "/20240101000000_a.sql";

    private static MavenBuilds maven;

    @BeforeAll
    static void prepare() throws Exception {
        maven = MavenBuilds.prepare();
    }

    @Test
    void eachModuleTellsItsOwnFaultAtTheEndOfTheBuild() throws Exception {
        Map<String, String> modules = new LinkedHashMap<>();
        modules.put("no-database", "");
        modules.put("no-driver", "<databaseUrl>mysql://app@db.example.com/app</databaseUrl>");
        modules.put(
                "no-directory",
                "<databaseUrl>sqlite:app.db</databaseUrl><migrationsDir>db</migrationsDir>");
        modules.put("odd-url", "<databaseUrl>oracle:thin:secret@x</databaseUrl>");
        modules.put(
                "odd-durations",
                "<databaseUrl>sqlite:app.db</databaseUrl><connectTimeout>soon</connectTimeout>"
                        + "<lease>1 day</lease>");
        modules.put(
                "no-server", "<databaseUrl>jdbc:h2:./app</databaseUrl><serverId>nobody</serverId>");
        modules.put(
                "wrong-password",
                "<databaseUrl>jdbc:h2:./app</databaseUrl><serverId>broken</serverId>");
        modules.put(
                "two-targets",
                "<databaseUrl>sqlite:app.db</databaseUrl><steps>1</steps>"
                        + "<target>20240101000000</target>");
        modules.put("good", "<databaseUrl>sqlite:app.db</databaseUrl>");
        MavenProjectFolder project = maven.project("bad");
        for (Map.Entry<String, String> module : modules.entrySet()) {
            project.with(module.getKey() + "/pom.xml", module(module.getKey(), module.getValue()))
                    .with(module.getKey() + "/" + MIGRATION, "SELECT 1;");
        }
        project.with("pom.xml", aggregator(modules));

        Outcome outcome = maven.run(project, "--fail-at-end", "initialize");

        Map<String, String> failures = outcome.failures();
        assertThat(failures).doesNotContainKey("good").hasSize(modules.size() - 1);
        assertThat(failures.get("no-database"))
                .isEqualTo(
                        "LG-101 No database is named. Use -Dlifeguard.databaseUrl, or <databaseUrl>"
                                + " in the plugin's configuration, with"
                                + " postgresql://user:password@host:port/database,"
                                + " jdbc:postgresql:..., mysql://user:password@host:port/database,"
                                + " sqlite:FILE, jdbc:h2:... or embedded:postgresql[:DIR].");
        assertThat(failures.get("no-driver"))
                .isEqualTo(
                        """
                        LG-101 The plugin has no JDBC driver for MariaDB and MySQL. Add one to it in the pom.xml:
                        <plugin>
                            <groupId>dev.lifeguard</groupId>
                            <artifactId>lifeguard-maven-plugin</artifactId>
                            <dependencies>
                                <dependency>
                                    <groupId>org.mariadb.jdbc</groupId>
                                    <artifactId>mariadb-java-client</artifactId>
                                    <version>…</version>
                                </dependency>
                            </dependencies>
                        </plugin>\
                        """);
        assertThat(failures.get("no-directory"))
                .isEqualTo(
                        ("LG-102 The migrations directory \"%s\" does not exist. Create it (mvn"
                             + " lifeguard:generate -Dlifeguard.name=NAME does, with a first"
                             + " migration), or name another one.")
                                .formatted(project.file("no-directory/db")));
        assertThat(failures.get("odd-url"))
                .isEqualTo(
                        "LG-101 The database URL begins with \"oracle:\", which is unknown. Use"
                                + " postgresql://user:password@host:port/database,"
                                + " jdbc:postgresql:..., mysql://user:password@host:port/database,"
                                + " sqlite:FILE, jdbc:h2:... or embedded:postgresql[:DIR].");
        assertThat(failures.get("odd-durations"))
                .isEqualTo(
                        "LG-101 The connectTimeout soon is no duration. Write a whole number"
                                + " and its unit: 500ms, 30s, 5m or 1h. The lease 1 day is no"
                                + " duration. Write a whole number and its unit: 500ms, 30s, 5m or"
                                + " 1h.");
        assertThat(failures.get("no-server"))
                .isEqualTo(
                        "LG-101 The server \"nobody\" (serverId) is not in settings.xml, which has"
                                + " the-database, broken.");
        assertThat(failures.get("wrong-password"))
                .startsWith(
                        "LG-101 The password of the server \"broken\" in settings.xml cannot be"
                                + " decrypted: ")
                .endsWith(". Check ~/.m2/settings-security.xml.");
        assertThat(failures.get("two-targets"))
                .isEqualTo("LG-101 steps and target exclude each other. Leave one of them out.");
    }

    private static String module(String name, String configuration) {
        return Poms.project(
                name,
                "jar",
                "",
                Poms.plugin(
                        """
                        <executions>
                            <execution>
                                <phase>initialize</phase>
                                <goals><goal>up</goal></goals>
                                <configuration>%s</configuration>
                            </execution>
                        </executions>
                        """
                                .formatted(configuration)));
    }

    private static String aggregator(Map<String, String> modules) {
        return Poms.project(
                "all",
                "pom",
                modules.keySet().stream()
                        .map("<module>%s</module>"::formatted)
                        .collect(Collectors.joining("", "<modules>", "</modules>")),
                "");
    }
}
