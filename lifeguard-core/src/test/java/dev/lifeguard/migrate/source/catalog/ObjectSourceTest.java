package dev.lifeguard.migrate.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.schema.SchemaManager;
import dev.lifeguard.migrate.source.MigrationSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

final class ObjectSourceTest {

    /** Says all of itself. */
    private record Said(long version, String name, Optional<String> checksum) implements Migration {

        @Override
        public void up(SchemaManager schema) {}

        @Override
        public void down(SchemaManager schema) {}
    }

    /** Says nothing of itself, and its name does not either. */
    private static final class Nameless implements Migration {

        @Override
        public void up(SchemaManager schema) {}

        @Override
        public void down(SchemaManager schema) {}
    }

    private static MigrationCatalog catalog(Migration... migrations) {
        return MigrationCatalog.of(List.of(MigrationSource.of(migrations)));
    }

    @Test
    void takesVersionNameAndChecksumOfTheObject() {
        Script script =
                catalog(new Said(20260101120000L, "a", Optional.of("0".repeat(64))))
                        .find(20260101120000L)
                        .orElseThrow();

        assertThat(script.label()).isEqualTo("20260101120000 a");
        assertThat(script.checksum().hex()).isEqualTo("0".repeat(64));
    }

    @Test
    void acceptsWhatWasRecordedBeforeTheSourceWasKnown() {
        Said unknown = new Said(20260101120000L, "a", Optional.empty());
        Said known = new Said(20260101120000L, "a", Optional.of("0".repeat(64)));
        String recorded = catalog(unknown).find(20260101120000L).orElseThrow().checksum().hex();

        assertThat(catalog(known).find(20260101120000L).orElseThrow().matches(recorded)).isTrue();
        assertThat(
                        catalog(new Said(20260101120000L, "b", Optional.of("0".repeat(64))))
                                .find(20260101120000L)
                                .orElseThrow()
                                .matches(recorded))
                .isFalse();
    }

    @Test
    void refusesWhatCannotBeUsed() {
        MigrationCatalog catalog =
                catalog(
                        new Nameless(),
                        new Said(5, "a", Optional.empty()),
                        new Said(20260101120000L, " ", Optional.empty()),
                        new Said(20260101120000L, "a", Optional.of("abc")));

        assertThat(catalog.scripts()).isEmpty();
        assertThat(catalog.rejected())
                .map(ErrorDetail::message)
                .satisfiesExactlyInAnyOrder(
                        it -> assertThat(it).contains("is not named like m20240120120000_create"),
                        it -> assertThat(it).contains("Said cannot be used").contains("5"),
                        it -> assertThat(it).contains("its name has 1 characters"),
                        it -> assertThat(it).contains("\"abc\" is not a SHA-256"));
    }

    @Test
    void refusesTheSameVersionTwiceWithBothOrigins() {
        MigrationCatalog catalog =
                catalog(
                        new Said(20260101120000L, "a", Optional.empty()),
                        new Said(20260101120000L, "b", Optional.empty()));

        assertThat(catalog.rejected())
                .map(ErrorDetail::message)
                .singleElement()
                .asString()
                .startsWith("The version 20260101120000 stands twice:")
                .contains("in objects of the application.");
    }

    @Test
    void sharesNothingWithAnotherCatalog() {
        MigrationCatalog one = catalog(new Said(20260101120000L, "a", Optional.empty()));
        MigrationCatalog other = catalog(new Said(20260101120001L, "b", Optional.empty()));

        assertThat(one.scripts()).map(Script::name).containsExactly("a");
        assertThat(other.scripts()).map(Script::name).containsExactly("b");
    }

    @Test
    @NullUnmarked // It says what nothing may.
    void refusesWhatSaysNullOfItself() {
        String type = Said.class.getName();

        assertThat(catalog(new Said(20260101120000L, null, Optional.empty())).rejected())
                .extracting(ErrorDetail::message)
                .containsExactly(
                        "The migration class %s cannot be used: its name is null.".formatted(type));
        Optional<String> none = null;
        assertThat(catalog(new Said(20260101120000L, "a", none)).rejected())
                .extracting(ErrorDetail::message)
                .containsExactly(
                        "The migration class %s cannot be used: its checksum is null."
                                .formatted(type));
    }
}
