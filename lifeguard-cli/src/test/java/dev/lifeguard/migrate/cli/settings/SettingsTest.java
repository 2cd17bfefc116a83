package dev.lifeguard.migrate.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.cli.settings.Settings.Defaults;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.source.Layout;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

final class SettingsTest {

    @Test
    void haveDefaults() {
        Settings settings = settings(Map.of());

        assertThat(settings.database().url()).isEmpty();
        assertThat(settings.database().passwordFile()).isEmpty();
        assertThat(settings.migrations()).containsExactly(Path.of("migrations"));
        assertThat(settings.table()).isEqualTo(new TableName(null, "lifeguard_migrations"));
        assertThat(settings.waits().database()).isZero();
        assertThat(settings.waits().lock()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.waits().tableLock()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.waits().tableLockRetry()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.waits().cancelBlockers()).isEqualTo("none");
        assertThat(settings.placeholders()).isEqualTo(Placeholders.NONE);
        assertThat(settings.classPath()).isEmpty();
        assertThat(settings.output()).isEqualTo(OutputFormat.TEXT);
        assertThat(settings.verbosity()).isEqualTo(Verbosity.NORMAL);
        assertThat(settings.defaults())
                .isEqualTo(new Defaults(false, false, false, Optional.empty()));
        assertThat(settings.said().settings()).extracting("origin").containsOnly("default");
    }

    @Test
    void comeFromTheEnvironment() {
        Map<String, String> environment =
                Map.ofEntries(
                        Map.entry("LIFEGUARD_CLASS_PATH", "a.jar" + File.pathSeparator + "classes"),
                        Map.entry("LIFEGUARD_DATABASE_URL", "postgresql://one"),
                        Map.entry("LIFEGUARD_DATABASE_PASSWORD_FILE", "/run/secrets/db"),
                        Map.entry("DATABASE_URL", "postgresql://two"),
                        Map.entry("LIFEGUARD_MIGRATIONS_DIR", "db" + File.pathSeparator + "more"),
                        Map.entry("LIFEGUARD_SCHEMA", "app"),
                        Map.entry("LIFEGUARD_TABLE", "history"),
                        Map.entry("LIFEGUARD_CONNECT_TIMEOUT", "1m"),
                        Map.entry("LIFEGUARD_LOCK_TIMEOUT", "30s"),
                        Map.entry("LIFEGUARD_OUT_OF_ORDER", "true"),
                        Map.entry("LIFEGUARD_GROUP", "true"),
                        Map.entry("LIFEGUARD_OUTPUT", "json"));

        Settings settings = settings(environment);

        assertThat(settings.database().url()).contains("postgresql://one");
        assertThat(settings.database().passwordFile()).contains(Path.of("/run/secrets/db"));
        assertThat(settings.migrations()).containsExactly(Path.of("db"), Path.of("more"));
        assertThat(settings.table()).isEqualTo(new TableName("app", "history"));
        assertThat(settings.waits().database()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.waits().lock()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.classPath()).containsExactly(Path.of("a.jar"), Path.of("classes"));
        assertThat(settings.output()).isEqualTo(OutputFormat.JSON);
        assertThat(settings.defaults())
                .isEqualTo(new Defaults(true, true, false, Optional.empty()));
    }

    @Test
    void takeSeveralDirectoriesInTheirOrder() {
        Settings settings = settings(Map.of(), "--migrations-dir", "b", "--migrations-dir", "a");

        assertThat(settings.migrations()).containsExactly(Path.of("b"), Path.of("a"));
        assertThat(settings.firstDirectory()).isEqualTo(Path.of("b"));
    }

    @Test
    void takePlaceholdersFromVariablesInCapitalsToo() {
        Map<String, String> environment =
                Map.of(
                        "LIFEGUARD_PLACEHOLDER_tenant", "exact",
                        "LIFEGUARD_PLACEHOLDER_TENANT", "capitals",
                        "LIFEGUARD_PLACEHOLDER_REGION", "eu",
                        "LIFEGUARD_PLACEHOLDER_owner", "variable");

        assertThat(settings(environment, "--placeholder", "owner=option").placeholders().values())
                .isEqualTo(
                        Map.of(
                                "tenant", "exact",
                                "TENANT", "capitals",
                                "REGION", "eu",
                                "region", "eu",
                                "owner", "option"));
    }

    @Test
    void refuseAFlagThatIsNeitherTrueNorFalse() {
        assertThatThrownBy(() -> settings(Map.of("LIFEGUARD_GROUP", "yes")))
                .hasMessage("LG-101 \"yes\" (LIFEGUARD_GROUP) is neither true nor false.");
    }

    @Test
    void takeTheLayoutOfAnotherTool() {
        assertThat(settings(Map.of()).layout()).isEqualTo(Layout.own());
        assertThat(settings(Map.of("LIFEGUARD_LAYOUT", "golang-migrate")).layout())
                .isEqualTo(OtherTool.GOLANG_MIGRATE.layout());
        assertThat(
                        settings(
                                        Map.of("LIFEGUARD_LAYOUT", "golang-migrate"),
                                        "--layout",
                                        "lifeguard")
                                .layout())
                .isEqualTo(Layout.own());
    }

    @Test
    void nameTheNearestLayoutAndAllThatThereAre() {
        String all = "lifeguard, " + String.join(", ", OtherTool.ids());

        assertThatThrownBy(() -> settings(Map.of("LIFEGUARD_LAYOUT", "golang")))
                .hasMessage(
                        "LG-101 The layout \"golang\" (LIFEGUARD_LAYOUT) is unknown. Did you mean"
                                + " \"golang-migrate\"? There are "
                                + all
                                + ".");
        assertThatThrownBy(() -> settings(Map.of(), "--layout", ""))
                .hasMessage("LG-101 The layout \"\" is unknown. There are " + all + ".");
    }

    @Test
    void preferOptions() {
        Map<String, String> environment =
                Map.of("LIFEGUARD_DATABASE_URL", "postgresql://one", "LIFEGUARD_OUTPUT", "json");

        Settings settings =
                settings(environment, "--database-url", "postgresql://x", "--output", "text");

        assertThat(settings.database().url()).contains("postgresql://x");
        assertThat(settings.output()).isEqualTo(OutputFormat.TEXT);
    }

    @Test
    void takeAnEmptyVariableForNone() {
        Map<String, String> environment =
                Map.of("LIFEGUARD_DATABASE_URL", "", "DATABASE_URL", "postgresql://two");

        assertThat(settings(environment).database().url()).contains("postgresql://two");
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
                            + " \".\", \"-\" or \":\".");
    }

    @Test
    void sayWhoseSessionsAreTerminated() {
        Map<String, String> environment = Map.of("LIFEGUARD_CANCEL_BLOCKERS", "older-than=5m");

        assertThat(settings(environment).waits().cancelBlockers()).isEqualTo("older-than=5m");
        assertThat(settings(environment, "--cancel-blockers", "none").waits().cancelBlockers())
                .isEqualTo("none");
        assertThatThrownBy(() -> settings(Map.of("LIFEGUARD_CANCEL_BLOCKERS", "all")))
                .hasMessage(
                        "LG-101 Whose sessions are terminated (cancel-blockers) is \"all\""
                            + " (LIFEGUARD_CANCEL_BLOCKERS). Write none, autovacuum, or older-than="
                            + " and a duration of at least 1ms, as older-than=5m.");
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
                        "LG-101 The lock timeout \"5\" (LIFEGUARD_LOCK_TIMEOUT) is no duration."
                            + " Write a whole number and its unit: 500ms, 30s, 5m or 1h. The output"
                            + " \"xml\" is unknown. Use text or json. -q and -v exclude each other."
                            + " Leave one of them out.");
    }

    private static Settings settings(Map<String, String> environment, String... arguments) {
        GlobalOptions global = new GlobalOptions();
        new CommandLine(global.addTo(CommandSpec.create())).parseArgs(arguments);
        return Settings.of(global, environment);
    }
}
