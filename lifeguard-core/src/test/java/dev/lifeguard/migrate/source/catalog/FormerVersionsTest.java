package dev.lifeguard.migrate.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorDetail;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FormerVersionsTest {

    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);

    private static MigrationCatalog catalog(String lines) {
        return InMemorySource.named("here").with(FormerVersions.FILE, lines).catalog();
    }

    private static List<String> rejected(String lines) {
        return catalog(lines).rejected().stream().map(ErrorDetail::message).toList();
    }

    private static String line(String called, String number) {
        return "%s\t%s\t%s\t%s\t1.0\n".formatted(called, number, A, B);
    }

    @Test
    void readsWhatMigrationsWereCalled() {
        FormerVersions former =
                catalog("# of a tool\r\n\r\n" + line("20000101000001", "1").replace("\n", "\r\n"))
                        .former();

        assertThat(former.find(1).orElseThrow().version().number()).isEqualTo(20000101000001L);
        assertThat(former.find(1).orElseThrow().checksum().hex()).isEqualTo(A);
        assertThat(former.find(1).orElseThrow().converted().hex()).isEqualTo(B);
    }

    @Test
    void refusesAChecksumThatIsNone() {
        assertThat(rejected(line("20000101000001", "1").replace(A, "")))
                .containsExactly(
                        "The file \"lifeguard-converted.tsv\" cannot be read in line 1. Write it"
                                + " anew by convert.");
    }

    @Test
    void refusesOneNumberOrOneVersionTwice() {
        String first = line("20000101000001", "1");

        assertThat(rejected(first + line("20000101000002", "1")))
                .singleElement()
                .asString()
                .contains("line 2");
        assertThat(rejected(first + line("20000101000001", "2")))
                .singleElement()
                .asString()
                .contains("line 2");
    }

    @Test
    void aDirectoryMayBeReadTwice() {
        InMemorySource source =
                InMemorySource.named("here").with(FormerVersions.FILE, line("20000101000001", "1"));

        assertThat(MigrationCatalog.of(List.of(source, source)).rejected()).isEmpty();
    }

    @Test
    void refusesTheFileInASubFolder() {
        MigrationCatalog catalog =
                InMemorySource.named("here")
                        .with("sub/" + FormerVersions.FILE, line("20000101000001", "1"))
                        .catalog();

        assertThat(catalog.former().isEmpty()).isTrue();
        assertThat(catalog.rejected())
                .singleElement()
                .extracting(ErrorDetail::message)
                .isEqualTo(
                        "The file \"sub/lifeguard-converted.tsv\" is in a sub-folder, where it is"
                                + " not looked for. Name that folder as the directory of the"
                                + " migrations, or move all of it to the root.");
    }
}
