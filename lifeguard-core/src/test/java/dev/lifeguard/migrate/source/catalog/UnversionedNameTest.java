package dev.lifeguard.migrate.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.source.Found.Hook.Moment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnversionedNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"views", "Views", "20240101_x", "a-b.c", "ä", "baseline"})
    void readsARepeatableMigration(String name) {
        assertThat(MigrationFileName.parse("r_%s.sql".formatted(name)))
                .isEqualTo(new MigrationFileName.Repeatable(name));
    }

    @ParameterizedTest
    @EnumSource
    void readsAHook(Moment moment) {
        assertThat(MigrationFileName.parse(HookScript.word(moment) + ".sql"))
                .isEqualTo(new MigrationFileName.Hook(moment));
    }

    private static void refuses(String fileName, String reason) {
        assertThat(MigrationFileName.parse(fileName))
                .isEqualTo(new MigrationFileName.Invalid(reason));
    }

    @Test
    void refusesOneWithoutAName() {
        refuses("r_.sql", "has no name behind \"r_\". Name it \"r_NAME.sql\".");
    }

    @ParameterizedTest
    @CsvSource({
        "R_views.sql, r_views.sql",
        "r_views.SQL, r_views.sql",
        "r_my views.sql, r_my_views.sql",
        "r_a+b.sql, r_a_b.sql",
        "r_.hidden.sql, r_hidden.sql"
    })
    void namesTheNearestName(String fileName, String nearest) {
        refuses(
                fileName,
                "fits no pattern of a repeatable migration. Name it \"%s\".".formatted(nearest));
    }

    @ParameterizedTest
    @CsvSource({
        "R__views.sql, r_views.sql",
        "R__My_views.sql, r_My_views.sql",
        "r__views.sql, r_views.sql",
        "R__views.java, r_views.sql",
        "R__.sql, r_name.sql"
    })
    void knowsFlywaysNames(String fileName, String nearest) {
        refuses(
                fileName,
                "is named like a repeatable migration of Flyway's. Name it \"%s\"."
                        .formatted(nearest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"r_views.up.sql", "r_views.down.sql", "r_views.undo.sql"})
    void refusesOneHalfOfAPair(String fileName) {
        refuses(
                fileName,
                "is named like one half of a pair; a repeatable migration has no way back. Name it"
                        + " \"r_views.sql\".");
    }

    @Test
    void refusesJava() {
        refuses(
                "r_views.java",
                "is a repeatable migration in Java; those are written in SQL. Name it"
                        + " \"r_views.sql\".");
    }

    @Test
    void refusesALongName() {
        refuses(
                "r_%s.sql".formatted("x".repeat(256)),
                "has a name of 256 characters. Shorten it to at most 255.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Before_up.sql",
                "before-up.sql",
                "BEFORE UP.sql",
                "before_up.SQL",
                "before_up.up.sql",
                "beforeUp.sql",
                "pre_up.sql",
                "before_all.sql"
            })
    void refusesWhatIsAlmostAHook(String fileName) {
        refuses(fileName, "is almost named like a hook. Name it \"before_up.sql\".");
    }

    @Test
    void refusesAHookInJava() {
        refuses(
                "before_up.java",
                "is almost named like a hook. Name it \"before_up.sql\", and write it in SQL.");
    }

    @ParameterizedTest
    @CsvSource({
        "after_migrations.sql, after_migration.sql",
        "before_each.sql, before_migration.sql",
        "after_each_migration.sql, after_migration.sql",
        "post_migration.sql, after_migration.sql",
        "after_all.sql, after_up.sql"
    })
    void knowsWhatHooksAreCalled(String fileName, String hook) {
        refuses(fileName, "is almost named like a hook. Name it \"%s\".".formatted(hook));
    }

    @ParameterizedTest
    @ValueSource(strings = {"before_down.sql", "after_down.sql", "beforeDown.sql"})
    void saysThatDownHasNoHooksOfItsOwn(String fileName) {
        refuses(
                fileName,
                "is named like a hook that there is not: down has none of its own."
                        + " before_migration.sql and after_migration.sql run in down, too.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"r-x.sql", "r.x.sql", "repeatable_x.sql", "Repeatable-x.SQL"})
    void knowsWhatIsMeantAsARepeatableMigration(String fileName) {
        refuses(fileName, "is almost named like a repeatable migration. Name it \"r_x.sql\".");
    }

    @ParameterizedTest
    @CsvSource({
        "beforeMigrate.sql, before_up.sql",
        "afterMigrate.sql, after_up.sql",
        "beforeEachMigrate.sql, before_migration.sql",
        "afterEachMigrate.sql, after_migration.sql"
    })
    void knowsFlywaysCallbacks(String fileName, String hook) {
        refuses(
                fileName,
                "is named like a callback of Flyway's. Name it \"%s\", and look at what it does."
                        .formatted(hook));
    }
}
