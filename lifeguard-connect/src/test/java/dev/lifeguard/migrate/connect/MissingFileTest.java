package dev.lifeguard.migrate.connect;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A command that looks makes no database where a path is mistyped. */
final class MissingFileTest {

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({
        "sqlite:DIR/app.db, DIR/app.db",
        "sqlite://DIR/app.db, DIR/app.db",
        "jdbc:sqlite:DIR/app.db?busy_timeout=5, DIR/app.db",
        "jdbc:sqlite:file:DIR/app.db, DIR/app.db",
        "jdbc:h2:DIR/app;MODE=PostgreSQL, DIR/app.mv.db",
        "jdbc:h2:file:DIR/app, DIR/app.mv.db"
    })
    void isRefused(String url, String file) throws IOException {
        DatabaseUrl database =
                DatabaseUrl.parse(url.replace("DIR", directory.toString()), List.of());
        Path missing = Path.of(file.replace("DIR", directory.toString()));

        assertThatExceptionOfType(DatabaseUnreachableException.class)
                .isThrownBy(database::requireThere)
                .withMessage(
                        "LG-501 The database does not exist: there is no file \"%s\". Check its"
                                + " path; up makes it.",
                        missing);

        Files.createFile(missing);
        assertThatCode(database::requireThere).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sqlite::memory:",
                "jdbc:sqlite:file:app?mode=memory&cache=shared",
                "jdbc:h2:mem:app",
                "jdbc:h2:tcp://localhost/app",
                "postgresql://localhost/app",
                "mysql://localhost/app"
            })
    void isNoneWhereThereIsNoFile(String url) {
        assertThatCode(DatabaseUrl.parse(url, List.of())::requireThere).doesNotThrowAnyException();
    }
}
