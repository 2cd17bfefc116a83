package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A user's locale with digits, a calendar or letters of its own changes nothing that is written.
 */
@OnPostgres(18)
final class LocaleTest {

    private static final String FIRST =
            """
            import static dev.lifeguard.migrate.schema.ColumnType.decimal;
            import static dev.lifeguard.migrate.schema.ColumnType.varchar;

            import dev.lifeguard.migrate.schema.Column;
            import dev.lifeguard.migrate.schema.Migration;
            import dev.lifeguard.migrate.schema.SchemaManager;
            import dev.lifeguard.migrate.schema.Table;

            public final class m20240101000000_item implements Migration {
                @Override
                public void up(SchemaManager schema) {
                    schema.createTable(
                            Table.named("item")
                                    .column(Column.of("title", varchar(255)))
                                    .column(Column.of("price", decimal(12, 2))));
                }

                @Override
                public void down(SchemaManager schema) {
                    schema.dropTable("item");
                }
            }
            """;

    @AutoClose private final Project project;

    LocaleTest(PostgresServer server) {
        project = new Project(server);
        project.write("m20240101000000_item.java", FIRST);
        project.write(
                "20240102000000_index.sql",
                """
                -- Up migration
                CREATE INDEX CONCURRENTLY item_title ON item (title);
                -- Down migration
                DROP INDEX item_title;
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "th-TH-u-ca-buddhist-nu-thai"})
    void onPostgres(String tag) {
        everyCommand(in(CommandLine.of(project), tag));
    }

    @Test
    void onAFile() throws SQLException {
        project.write("20240102000000_index.sql", "CREATE INDEX item_title ON item (title);\n");
        DriverManager.getConnection("jdbc:h2:" + project.directory().resolve("app")).close();
        everyCommand(
                in(
                        CommandLine.in(project.directory())
                                .with("LIFEGUARD_DATABASE_URL", "jdbc:h2:./app")
                                .with("LIFEGUARD_MIGRATIONS_DIR", "."),
                        "ar-EG"));
    }

    private static CommandLine in(CommandLine commandLine, String tag) {
        Locale locale = Locale.forLanguageTag(tag);
        String extensions = tag.contains("-u-") ? tag.substring(tag.indexOf("-u-") + 1) : "";
        return commandLine.with(
                "JDK_JAVA_OPTIONS",
                "-Duser.language=%s -Duser.country=%s -Duser.extensions=%s"
                        .formatted(locale.getLanguage(), locale.getCountry(), extensions));
    }

    private static void everyCommand(CommandLine commandLine) {
        for (List<String> command :
                List.of(
                        List.of("plan"),
                        List.of("up"),
                        List.of("status", "--output", "json"),
                        List.of("info"),
                        List.of("generate", "next"))) {
            Result result = commandLine.run(command.toArray(String[]::new));
            String said = result.output() + result.errors();
            assertThat(result.exit()).as("%s: %s", command, said).isZero();
            assertThat(said.codePoints().filter(Character::isDigit).filter(LocaleTest::isForeign))
                    .as("%s: %s", command, said)
                    .isEmpty();
        }
    }

    private static boolean isForeign(int digit) {
        return digit < '0' || digit > '9';
    }
}
