package dev.lifeguard.migrate.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.source.MigrationSource;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class NamedLocationTest {

    @Test
    void aPrefixSaysWhereItIs() {
        assertThat(MigrationSource.at("classpath:db/migration"))
                .isEqualTo(MigrationSource.classpath("db/migration"));
        assertThat(MigrationSource.at("filesystem:some/where"))
                .isEqualTo(MigrationSource.directory(Path.of("some/where")));
        assertThat(MigrationSource.at("filesystem:/some/where"))
                .isEqualTo(MigrationSource.directory(Path.of("/some/where")));
    }

    @Test
    void withoutOneItIsOnTheClassPath() {
        assertThat(MigrationSource.at("db/migration"))
                .isEqualTo(MigrationSource.classpath("db/migration"));
    }

    @Test
    void refusesWhatNamesNoPlace() {
        refused(
                "s3:bucket/db",
                "begins with neither \"classpath:\" nor \"filesystem:\". Name the folder behind one"
                        + " of them, for example classpath:db/migration.");
        refused("classpath:", "names no folder, as classpath:db/migration does.");
        refused("filesystem: ", "names no directory, as filesystem:migrations does.");
        refused(
                "classpath:db/*/sql",
                "holds a \"*\", and places are not searched for. Name each folder; its sub-folders"
                        + " belong to it.");
        refused("filesystem:a\0b", "is no path: Nul character not allowed.");
    }

    private static void refused(String location, String why) {
        assertThatThrownBy(() -> MigrationSource.at(location))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("LG-101 The location \"%s\" %s".formatted(location, why));
    }
}
