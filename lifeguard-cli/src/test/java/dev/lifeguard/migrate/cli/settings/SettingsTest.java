package dev.lifeguard.migrate.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.script.Placeholders;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

final class SettingsTest {

    @Test
    void haveDefaults() {
        assertThat(settings(Map.of()))
                .isEqualTo(
                        new Settings(
                                Optional.empty(),
                                Path.of("migrations"),
                                new TableName(null, "lifeguard_migrations"),
                                Duration.ZERO,
                                Duration.ofMinutes(5),
                                Placeholders.NONE,
                                List.of(),
                                OutputFormat.TEXT,
                                Verbosity.NORMAL));
    }

    @Test
    void comeFromTheEnvironment() {
        Map<String, String> environment =
                Map.of(
                        "LIFEGUARD_CLASS_PATH", "a.jar" + File.pathSeparator + "classes",
                        "LIFEGUARD_DATABASE_URL", "postgresql://one",
                        "DATABASE_URL", "postgresql://two",
                        "LIFEGUARD_MIGRATIONS_DIR", "db",
                        "LIFEGUARD_SCHEMA", "app",
                        "LIFEGUARD_TABLE", "history",
                        "LIFEGUARD_CONNECT_TIMEOUT", "1m",
                        "LIFEGUARD_LOCK_TIMEOUT", "30s",
                        "LIFEGUARD_OUTPUT", "json");

        assertThat(settings(environment))
                .isEqualTo(
                        new Settings(
                                Optional.of("postgresql://one"),
                                Path.of("db"),
                                new TableName("app", "history"),
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(30),
                                Placeholders.NONE,
                                List.of(Path.of("a.jar"), Path.of("classes")),
                                OutputFormat.JSON,
                                Verbosity.NORMAL));
    }

    @Test
    void preferOptions() {
        Map<String, String> environment =
                Map.of("LIFEGUARD_DATABASE_URL", "postgresql://one", "LIFEGUARD_OUTPUT", "json");

        Settings settings =
                settings(environment, "--database-url", "postgresql://x", "--output", "text");

        assertThat(settings.databaseUrl()).contains("postgresql://x");
        assertThat(settings.output()).isEqualTo(OutputFormat.TEXT);
    }

    @Test
    void takeAnEmptyVariableForNone() {
        Map<String, String> environment =
                Map.of("LIFEGUARD_DATABASE_URL", "", "DATABASE_URL", "postgresql://two");

        assertThat(settings(environment).databaseUrl()).contains("postgresql://two");
    }

    @Test
    void takeAPlaceholdersValueFromBehindTheFirstEqualsSign() {
        Settings settings = settings(Map.of(), "--placeholder", "a=b=c", "--placeholder", "empty=");

        assertThat(settings.placeholders().values()).isEqualTo(Map.of("a", "b=c", "empty", ""));
    }

    @Test
    void reportAllFaultsOfPlaceholders() {
        assertThatThrownBy(
                        () ->
                                settings(
                                        Map.of(),
                                        "--placeholder=schema",
                                        "--placeholder=a b=1",
                                        "--placeholder=twice=1",
                                        "--placeholder=twice=2"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "LG-101 The placeholder \"schema\" has no value. Write it as KEY=VALUE. The"
                            + " placeholder \"twice\" is given twice. Leave one of them out. The"
                            + " placeholder name \"a b\" is not 1 to 128 letters, digits, \"_\","
                            + " \".\" or \"-\".");
    }

    @Test
    void reportAllTheirFaultsTogether() {
        assertThatThrownBy(
                        () ->
                                settings(
                                        Map.of("LIFEGUARD_LOCK_TIMEOUT", "5"),
                                        "--output",
                                        "xml",
                                        "-q",
                                        "-v"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "LG-101 The lock timeout \"5\" is no duration. Write a whole number and its"
                                + " unit: 500ms, 30s, 5m or 1h. The output \"xml\" is unknown. Use"
                                + " text or json. -q and -v exclude each other. Leave one of them"
                                + " out.");
    }

    private static Settings settings(Map<String, String> environment, String... arguments) {
        GlobalOptions global = new GlobalOptions();
        new CommandLine(global.addTo(CommandSpec.create())).parseArgs(arguments);
        return Settings.of(global, environment);
    }
}
