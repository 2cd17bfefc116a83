package dev.lifeguard.migrate.maven.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.maven.build.MavenBuilds.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class LintBuildTest {

    private static final String ORDERS = "20240101000000_orders.sql";
    private static final String TOTAL = "20240102000000_total.sql";

    private static final String FOUND =
            TOTAL + ":1:1: total of orders is gone with all its values,";

    private static MavenBuilds maven;

    @BeforeAll
    static void prepare() throws Exception {
        maven = MavenBuilds.prepare();
    }

    private static MavenProjectFolder project(String name, String configuration) throws Exception {
        return maven.project(name)
                .pom(configuration)
                .migration(ORDERS, "CREATE TABLE orders (id bigint PRIMARY KEY, total int);")
                .migration(TOTAL, "ALTER TABLE orders DROP COLUMN total;");
    }

    @Test
    void anErrorFailsTheBuildUnlessItsRuleHasAnotherLevel() throws Exception {
        MavenProjectFolder project = project("lint", "");
        String since = "-Dlifeguard.since=20240101000000";

        Outcome failed = maven.run(project, since, "lifeguard:lint");
        Outcome warned =
                maven.run(
                        project,
                        since,
                        "-Dlifeguard.lintLevels=drop-column=warning",
                        "lifeguard:lint");
        Outcome excluded =
                maven.run(project, since, "-Dlifeguard.lintExclude=*_total.sql", "lifeguard:lint");

        assertThat(failed.lines()).anyMatch(it -> it.startsWith("[ERROR] " + FOUND));
        assertThat(failed.failure())
                .isEqualTo("lint: 1 finding in 1 statement of 1 migration. 1 is of level error.");
        assertThat(warned.said())
                .anyMatch(it -> it.startsWith("[WARNING] " + FOUND))
                .contains("[INFO] 1 finding in 1 statement of 1 migration.");
        assertThat(excluded.said())
                .containsExactly("[INFO] 0 findings in 0 statements of 0 migrations.");
    }

    @Test
    void thePomSaysTheLevelsAndAllThatIsWrongWithThemIsTold() throws Exception {
        MavenProjectFolder project =
                project(
                        "lint-levels",
                        """
                        <lintLevels>
                            <level>drop-column=off</level>
                            <level>drop-table = fatal</level>
                        </lintLevels>
                        <lintPostgresVersion>15</lintPostgresVersion>
                        <lintSmallTable>${size}</lintSmallTable>
                        """);

        Outcome refused = maven.run(project, "-Dsize=big", "lifeguard:lint");

        assertThat(refused.failure())
                .contains(
                        "The level of the rule \"drop-table\" is \"fatal\". Use error, warning,"
                            + " info or off. The small-table is \"big\", which is no size. Write a"
                            + " whole number and its unit: 512kB, 1MB or 2GB.");
    }
}
