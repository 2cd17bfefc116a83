package dev.lifeguard.migrate.tests.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeguard.migrate.error.MigrationFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The server takes what typed changes are in its SQL: the golden files of their rendering. */
abstract class DdlContract {

    private static final Path GOLDEN = Path.of("../lifeguard-core/src/test/resources/ddl");
    private static final String SUFFIX = "_expected.sql";

    private final String database;
    private final Set<String> tooNew;
    @AutoClose private final ContractProject project;

    /**
     * With a database of the test's own.
     *
     * @param name of its part of the golden files
     * @param tooNew the cases that this version of the server does not know yet
     */
    DdlContract(String name, ContractDatabase database, Set<String> tooNew) {
        this.database = name;
        this.tooNew = tooNew;
        this.project = ContractProject.of(database);
    }

    static List<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString())
                            .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                            .sorted()
                            .toList();
            assertThat(names).hasSizeGreaterThan(30);
            return names;
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void takesWhatIsRendered(String name) throws IOException {
        project.write("20240101000000_case.sql", part(name));

        if (tooNew.contains(name)) {
            assertThatExceptionOfType(MigrationFailedException.class)
                    .isThrownBy(project::up)
                    .withMessageContaining("syntax error");
        } else {
            assertThat(project.up().applied()).hasSize(1);
        }
    }

    private String part(String name) throws IOException {
        String all = Files.readString(GOLDEN.resolve(name + SUFFIX));
        Matcher part =
                Pattern.compile("(?ms)^-- %s\n(.*?)(?=^-- \\w+$|\\z)".formatted(database))
                        .matcher(all);
        assertThat(part.find()).as("%s has a part for %s", name, database).isTrue();
        return part.group(1);
    }
}
