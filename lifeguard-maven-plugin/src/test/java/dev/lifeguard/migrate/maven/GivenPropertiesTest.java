package dev.lifeguard.migrate.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GivenPropertiesTest {

    private static String advised(String goal, Map<String, String> said, String advice) {
        return new GivenProperties(goal, new TreeMap<>(said)).behind(advice);
    }

    @Test
    void anotherGoalGetsWhichDatabaseIsMeant() {
        Map<String, String> said =
                Map.of(
                        "schema", "app",
                        "migrationsDir", "a b",
                        "placeholder.region", "eu",
                        "steps", "3",
                        "dryRun", "true");

        assertThat(advised("down", said, "mvn lifeguard:status"))
                .isEqualTo(
                        "mvn lifeguard:status '-Dlifeguard.migrationsDir=a b'"
                                + " -Dlifeguard.placeholder.region=eu -Dlifeguard.schema=app");
    }

    @Test
    void theSameGoalGetsHowFarItRuns() {
        Map<String, String> said = Map.of("schema", "app", "steps", "3", "group", "true");

        assertThat(advised("down", said, "mvn lifeguard:down -Dlifeguard.quarantine"))
                .isEqualTo(
                        "mvn lifeguard:down -Dlifeguard.quarantine -Dlifeguard.group"
                                + " -Dlifeguard.schema=app -Dlifeguard.steps=3");
    }

    @Test
    void whatTheAdviceSaysItselfIsNotSaidTwice() {
        assertThat(
                        advised(
                                "up",
                                Map.of("table", "a", "layout", "flyway"),
                                "mvn lifeguard:import -Dlifeguard.table=b"))
                .isEqualTo("mvn lifeguard:import -Dlifeguard.table=b -Dlifeguard.layout=flyway");
    }

    @ParameterizedTest
    @CsvSource({
        "databasePassword, secret, PASSWORD",
        "databaseUrl, postgresql://me:secret@host/app, URL",
        "databaseUrl, jdbc:postgresql://host/app?user=me&password=secret, URL",
        "databaseUrl, postgresql://me@host:5432/app, postgresql://me@host:5432/app",
        "databaseUrl, postgresql://me:a//b@host/app, URL",
        "databaseUrl, jdbc:mariadb://host/app, jdbc:mariadb://host/app",
        "databaseUrl, sqlite:/srv/app.db, sqlite:/srv/app.db",
        "databaseUrl, jdbc:h2:mem:a;PASSWORD=secret, URL"
    })
    void noPasswordIsShown(String property, String value, String shown) {
        assertThat(advised("up", Map.of(property, value), "mvn lifeguard:unlock"))
                .isEqualTo("mvn lifeguard:unlock -Dlifeguard.%s=%s".formatted(property, shown));
    }
}
