package dev.lifeguard.migrate.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BuildFactsTest {

    @Test
    void sayWhatWasBuiltAndWhatItRunsOn() {
        String[] lines = new BuildFacts().lines();

        assertThat(lines).hasSize(4);
        assertThat(lines[0]).matches("lifeguard-migrate \\d+\\.\\d+\\.\\d+");
        assertThat(lines[1]).matches("commit     (unknown|[0-9a-f]{12} of \\d{4}-\\d\\d-\\d\\d)");
        assertThat(lines[2]).startsWith("Java       " + Runtime.version());
        assertThat(lines[3]).matches("PostgreSQL \\d+\\.\\d+(\\.\\d+)? embedded");
    }

    @Test
    void nameTheMajorVersionOfTheEmbeddedServer() {
        assertThat(new BuildFacts().postgresqlMajor()).matches("\\d\\d");
    }
}
