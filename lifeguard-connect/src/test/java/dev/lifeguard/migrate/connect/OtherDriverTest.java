package dev.lifeguard.migrate.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.DatabaseProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver that is not this program's, on the class path that the user names. */
final class OtherDriverTest {

    private static final String URL = "jdbc:wrapping:h2:mem:x;PASSWORD=s3cret";

    @TempDir private Path directory;

    /** One that wraps H2's. */
    @BeforeEach
    void compile() throws IOException {
        Path source =
                Files.writeString(
                        directory.resolve("Wrapping.java"),
                        """
                        import java.sql.*;
                        import java.util.*;
                        public class Wrapping extends org.h2.Driver {
                            public boolean acceptsURL(String url) {
                                return url.startsWith("jdbc:wrapping:");
                            }
                            public Connection connect(String url, Properties p) throws SQLException {
                                return super.connect("jdbc:h2:mem:x", p);
                            }
                        }
                        """);
        assertThat(
                        ToolProvider.getSystemJavaCompiler()
                                .run(null, null, null, "-proc:none", source.toString()))
                .isZero();
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve("java.sql.Driver"), "Wrapping\n");
    }

    @Test
    void isUsedForItsUrls() throws SQLException {
        DatabaseUrl url = DatabaseUrl.parse(URL, List.of(directory));

        Database database =
                url.open(
                        path -> {
                            throw new IllegalStateException("no embedded server");
                        });

        assertThat(database.place()).isEqualTo("jdbc:wrapping:h2:mem:x");
        try (Connection connection = database.dataSource().getConnection()) {
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("H2");
        }
    }

    @Test
    void itsUrlSaysWhatItWraps() {
        assertThat(OtherDriver.product("jdbc:aws-wrapper:postgresql://db/main"))
                .isEqualTo(DatabaseProduct.POSTGRESQL);
        assertThat(OtherDriver.product("jdbc:aws-wrapper:mysql://db/main"))
                .isEqualTo(DatabaseProduct.MARIADB);
    }

    @Test
    void isUnknownWithoutTheClassPath() {
        assertThatThrownBy(() -> DatabaseUrl.parse(URL, List.of()))
                .hasMessageStartingWith(
                        "LG-101 The database URL begins with \"jdbc:wrapping:\", which is"
                                + " unknown.");
    }
}
