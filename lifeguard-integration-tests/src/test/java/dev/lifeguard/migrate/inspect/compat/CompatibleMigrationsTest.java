package dev.lifeguard.migrate.inspect.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.inspect.compat.Compat.Question;
import dev.lifeguard.migrate.inspect.scratch.ScratchDatabase;
import dev.lifeguard.migrate.inspect.scratch.ScratchServer;
import dev.lifeguard.migrate.pgparser.PgParser;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Nothing is found in migrations that are compatible, ten of them a file. */
@OnPostgres
final class CompatibleMigrationsTest {

    private static final int A_FILE = 10;
    private static final long FIRST = 20250101000000L;
    private static final long AN_HOUR = 10000L;

    @AutoClose private final Project project;

    CompatibleMigrationsTest(PostgresServer server) {
        project = new Project(server);
        project.writeSample();
        project.write("20240601000000_shop.sql", Kind.resource("shop.sql"));
        project.up();
    }

    /** One whose new databases are what the project's database is now. */
    private record Copies(TestDatabase template) implements ScratchServer {

        @Override
        public ScratchDatabase make() {
            return new Copy(template.copy());
        }

        @Override
        public ScratchDatabase copy(ScratchDatabase original) {
            return new Copy(((Copy) original).database().copy());
        }

        @Override
        public void close() {
            // The project drops its database.
        }
    }

    private record Copy(TestDatabase database) implements ScratchDatabase {

        @Override
        public DataSource dataSource() {
            return database.dataSource();
        }

        @Override
        public DatabaseProduct product() {
            return DatabaseProduct.POSTGRESQL;
        }

        @Override
        public void close() {
            database.close();
        }
    }

    @Test
    void findsNothingInWhatIsCompatible() {
        List<Kind> kinds = Kind.all("compatible.txt");
        for (int from = 0; from < kinds.size(); from += A_FILE) {
            project.write(
                    "%s_compatible.sql".formatted(FIRST + from / A_FILE * AN_HOUR),
                    kinds.subList(from, Math.min(from + A_FILE, kinds.size())).stream()
                            .map(kind -> "-- %s%n%s".formatted(kind.name(), kind.migration()))
                            .collect(Collectors.joining("\n")));
        }

        CompatReport report = report();

        assertThat(report.breaks()).isEmpty();
        assertThat(report.notAnalysed()).isEmpty();
        assertThat(kinds).hasSizeGreaterThanOrEqualTo(100);
    }

    private CompatReport report() {
        PgParser parser = PgParser.create();
        List<MigrationSource> sources = List.of(MigrationSource.directory(project.directory()));
        Plan plan = builder(project.database().dataSource(), sources).build().plan(Target.all());
        Question question =
                new Question(
                        plan.status(),
                        plan.steps(),
                        GivenStatements.of(
                                StatementFile.statements(Kind.resource("statements.txt"), parser),
                                parser),
                        new SearchPaths(List.of()),
                        List.of());
        return new Compat(
                        new Copies(project.database()),
                        CompatibleMigrationsTest::builder,
                        Optional.empty())
                .report(question, sources, step -> {});
    }

    private static MigratorBuilder builder(DataSource database, List<MigrationSource> sources) {
        MigratorBuilder builder = Migrator.builder(database);
        sources.forEach(builder::source);
        return builder;
    }
}
