package dev.lifeguard.migrate.layouts.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.layout.ScriptForm.Substitution;
import dev.lifeguard.migrate.layout.ScriptForm.Transaction;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FlywayLayoutTest {

    private static final class InMemory implements MigrationFile {

        private final String name;
        private final byte[] bytes;

        InMemory(String name, byte[] bytes) {
            this.name = name;
            this.bytes = bytes;
        }

        InMemory(String name, String text) {
            this(name, text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }
    }

    private static List<Found> found(String... names) throws IOException {
        return FlywayLayout.LAYOUT.read(
                Arrays.stream(names).<MigrationFile>map(it -> new InMemory(it, "")).toList());
    }

    private static Found found(MigrationFile... files) throws IOException {
        return FlywayLayout.LAYOUT.read(List.of(files)).getFirst();
    }

    private static String text(Found found) throws IOException {
        try (InputStream stream = found.file().open()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String reason(Found found) {
        return found instanceof Found.Refused refused
                ? "refused: " + refused.reason()
                : "left out: " + ((Found.LeftOut) found).reason();
    }

    @ParameterizedTest
    @CsvSource({
        "V1__a_b.sql, 1, a_b",
        "V1.SQL, 1, V1",
        "sub/V01_2.3__a.b.sQl, 01.2.3, a.b",
        "V2___a__b.sql, 2, _a__b",
        "V20240101120000__x.sql, 20240101120000, x"
    })
    void readsMigrationsWithAVersion(String file, String label, String name) throws IOException {
        assertThat(FlywayLayout.LAYOUT.concerns(file)).isTrue();
        Found.Versioned versioned = (Found.Versioned) found(file).getFirst();

        assertThat(versioned.version().label()).isEqualTo(label);
        assertThat(versioned.name()).isEqualTo(name);
        assertThat(versioned.form().part()).isEqualTo(Part.UP);
        assertThat(versioned.form().substitution()).isEqualTo(Substitution.EVERYWHERE);
        assertThat(versioned.form().values().apply("flyway:FileName"))
                .contains(file.replaceFirst("^.*/", ""));
    }

    @Test
    void pairsWithTheWayBackByTheVersion() throws IOException {
        List<Found> found = found("U1.0__drop_it.sql", "U2__nothing.sql", "V01__make_it.sql");

        assertThat(found.get(0))
                .isInstanceOfSatisfying(
                        Found.Versioned.class,
                        down -> {
                            assertThat(down.form().part()).isEqualTo(Part.DOWN);
                            assertThat(down.name()).isEqualTo("make_it");
                            assertThat(down.version()).isEqualTo(version("1"));
                        });
        assertThat(reason(found.get(1))).contains("there is no migration of its version beside it");
    }

    @Test
    void readsRepeatableMigrationsByTheirDescription() throws IOException {
        List<Found> found = found("R__a view.sql", "R__a_view.sql");

        assertThat(((Found.Repeatable) found.get(0)).name()).isEqualTo("a view");
        assertThat(reason(found.get(1)))
                .startsWith("refused: is called as \"R__a view.sql\" is. Give one of them another");
    }

    @Test
    void runsTheCallbacksThatMeanTheSameInFlywaysOrder() throws IOException {
        List<Found> found =
                found(
                        "afterMigrate.sql",
                        "afterMigrateApplied__b.sql",
                        "afterMigrateApplied__a.sql",
                        "beforeEachMigrate.sql",
                        "sub/beforeMigrate__x.sql");

        assertThat(found)
                .extracting(it -> ((Found.Hook) it).moment() + " " + it.file().name())
                .containsExactly(
                        "BEFORE_UP sub/beforeMigrate__x.sql",
                        "BEFORE_MIGRATION beforeEachMigrate.sql",
                        "AFTER_UP afterMigrateApplied__a.sql",
                        "AFTER_UP afterMigrateApplied__b.sql",
                        "AFTER_UP afterMigrate.sql");
    }

    @Test
    void readsBaselines() throws IOException {
        List<Found> found = found("B01__x.sql", "B1.0__y.sql", "V1__z.sql");

        assertThat(((Found.Baseline) found.get(0)).version()).isEqualTo(version("1"));
        assertThat(reason(found.get(1)))
                .isEqualTo("refused: has the version of \"B01__x.sql\". Give one of them another.");
        assertThat(found.get(2)).isInstanceOf(Found.Versioned.class);
    }

    @Test
    void refusesTheSecondCallbackOfOneName() throws IOException {
        assertThat(reason(found("a/afterMigrate.sql", "b/afterMigrate.sql").getFirst()))
                .startsWith("refused: is called as \"a/afterMigrate.sql\" is.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "beforeClean.sql",
                "afterVersioned__x.sql",
                "afterMigrateError.sql",
                "beforeConnect.sh",
                "helper.sql",
                "data/values.sql",
                "Vagrant.sql",
                "U9__no_up.sql",
                "V1__a.sql.conf"
            })
    void leavesOutWhatDoesNotRun(String file) throws IOException {
        assertThat(FlywayLayout.LAYOUT.concerns(file)).isTrue();
        assertThat(found(file).getFirst()).isInstanceOf(Found.LeftOut.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1__lower.sql",
                "V1_x.sql",
                "V1.x__a.sql",
                "V1-2__a.sql",
                "V__x.sql",
                "R1__x.sql",
                "r__x.sql",
                "V1..2__x.sql",
                "V1__x.sh",
                "V1__x.py",
                "afterMigrate.ps1",
                "V2__Code.java",
                "R__Code.kt",
                "db/V2__Code.class"
            })
    void refusesWhatWasMeantAsAMigration(String file) throws IOException {
        assertThat(FlywayLayout.LAYOUT.concerns(file)).isTrue();
        assertThat(found(file).getFirst()).isInstanceOf(Found.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"README.md", "Vagrantfile", "V2__Code$Inner.class", "a/Util.java", "x.conf"})
    void isNotConcernedByOthers(String file) {
        assertThat(FlywayLayout.LAYOUT.concerns(file)).isFalse();
    }

    @Test
    void followsTheSettingsBesideAFile() throws IOException {
        Found.Versioned found =
                (Found.Versioned)
                        found(
                                new InMemory("V1__a.sql", new byte[] {'-', '-', (byte) 0xE9}),
                                new InMemory(
                                        "V1__a.sql.conf",
                                        """
                                        # as it is
                                        executeInTransaction = FALSE
                                        placeholderReplacement=false
                                        encoding=ISO-8859-1
                                        shouldExecute=true
                                        """));

        assertThat(found.form().transaction()).isEqualTo(Transaction.NONE);
        assertThat(found.form().substitution()).isEqualTo(Substitution.NEVER);
        assertThat(text(found)).isEqualTo("--é");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    shouldExecute=false       | left out: does not run: its settings say that it should not.
                    shouldExecute=${a}==b     | refused: has settings in "V1__a.sql.conf" that cannot be followed: it says shouldExecute=${a}==b. Write true, false, A==B or A!=B, and declare the placeholders in it.
                    shouldExecute=a           | refused: has settings in "V1__a.sql.conf" that cannot be followed: it says shouldExecute=a. Write true, false, A==B or A!=B, and declare the placeholders in it.
                    executeInTransaction=no   | refused: has settings in "V1__a.sql.conf" that cannot be followed: it says executeInTransaction=no. Write true or false.
                    encoding=nothing          | refused: has settings in "V1__a.sql.conf" that cannot be followed: it says encoding=nothing, which is none that is known. Write UTF-8, for example.
                    batch=true                | refused: has settings in "V1__a.sql.conf" that cannot be followed: it says "batch", which is none of executeInTransaction, encoding, placeholderReplacement and shouldExecute. Take it out.
                    """)
    void saysWhatSettingsItDoesNotFollow(String settings, String reason) throws IOException {
        Found found =
                found(new InMemory("V1__a.sql", ""), new InMemory("V1__a.sql.conf", settings));

        assertThat(reason(found)).isEqualTo(reason);
    }

    private static Surroundings around(Map<String, String> placeholders) {
        return new Surroundings() {
            @Override
            public Optional<String> database() {
                return Optional.of("PostgreSQL");
            }

            @Override
            public Optional<String> schema() {
                return Optional.of("app");
            }

            @Override
            public Map<String, String> placeholders() {
                return placeholders;
            }
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    ${env}==prod; true
                    ${ENV} == prod; true
                    ${env}!=prod; false
                    ${env}==test || ${env}==prod; true
                    ${env}==test && (true || false); false
                    (${env}==test || true) && ${env}!=test; true
                    TRUE; true
                    """)
    void evaluatesTheConditionOfAScript(String condition, boolean runs) throws IOException {
        Found found =
                FlywayLayout.LAYOUT
                        .read(
                                List.of(
                                        new InMemory("V1__a.sql", ""),
                                        new InMemory(
                                                "V1__a.sql.conf", "shouldExecute=" + condition)),
                                around(Map.of("env", "prod")))
                        .getFirst();

        assertThat(found instanceof Found.Versioned).isEqualTo(runs);
    }

    @Test
    void givesValuesToFlywaysOwnPlaceholdersAsFarAsTheyAreKnown() throws IOException {
        Found.Versioned found =
                (Found.Versioned)
                        FlywayLayout.LAYOUT
                                .read(List.of(new InMemory("a/V1__a.sql", "")), around(Map.of()))
                                .getFirst();
        Function<String, Optional<String>> values = found.form().values();

        assertThat(values.apply("flyway:filename")).contains("V1__a.sql");
        assertThat(values.apply("flyway:defaultSchema")).contains("app");
        assertThat(values.apply("flyway:timestamp").orElseThrow())
                .matches("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}");
        assertThat(values.apply("flyway:workingDirectory")).isPresent();
        assertThat(values.apply("flyway:user")).isEmpty();
        assertThat(values.apply("flyway:table")).isEmpty();
        assertThat(values.apply("other")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        ", V1__x.sql",
        "1, V2__x.sql",
        "009, V010__x.sql",
        "1.9, V1.10__x.sql",
        "2.0.09, V2.0.10__x.sql",
        "20240101120000, V20240203040506__x.sql",
        "202401011200, V202402030405__x.sql",
        "20240203040506, V20240203040507__x.sql",
        "202402030405, V202402030406__x.sql",
        "20990101120000, V20990101120001__x.sql",
        "20240101120000123, V20240203040506000__x.sql",
        "1.20240101120000, V1.20240203040506__x.sql",
        "123456789012345678901234, V123456789012345678901235__x.sql"
    })
    void namesANewFileBehindTheNewest(@Nullable String newest, String file) {
        assertThat(
                        FlywayLayout.LAYOUT.newFiles(
                                "x",
                                LocalDateTime.of(2024, 2, 3, 4, 5, 6),
                                newest == null ? null : version(newest)))
                .containsOnlyKeys(file);
    }

    private static MigrationVersion version(String written) {
        return FlywayVersion.of(written).orElseThrow();
    }
}
