package dev.lifeguard.migrate.benchmarks;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.planning.HistoryRow;
import dev.lifeguard.migrate.planning.Planner;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.schema.Column;
import dev.lifeguard.migrate.schema.ColumnType;
import dev.lifeguard.migrate.schema.SchemaChange;
import dev.lifeguard.migrate.schema.Table;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What this library itself does for so many migrations, without files and without a database: it
 * hashes them, plans them, and renders a table of each.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Threads(1)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MigrationBenchmark {

    private static final DateTimeFormatter VERSION = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
    private static final LocalDateTime FIRST = LocalDateTime.of(2020, 1, 1, 0, 0);
    private static final Dialect POSTGRES = Dialect.postgresql();

    /** How many migrations there are. */
    @Param({"1000", "10000", "100000"})
    public int migrations = 1000;

    private List<MigrationFile> files = List.of();
    private MigrationCatalog catalog = MigrationCatalog.of(List.of());
    private History applied = new History(List.of());
    private final Planner planner =
            new Planner(
                    new ScriptRules(POSTGRES.lexerRules(), Placeholders.NONE), OutOfOrder.REFUSE);

    private record Text(String name, String content) implements MigrationFile {

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Makes them. */
    @Setup
    public void makeMigrations() {
        files = IntStream.range(0, migrations).mapToObj(MigrationBenchmark::file).toList();
        catalog = catalog();
        applied =
                new History(
                        catalog.scripts().stream()
                                .map(
                                        script ->
                                                new HistoryRow(
                                                        script.version(),
                                                        script.name(),
                                                        script.checksum().hex(),
                                                        Instant.EPOCH,
                                                        null,
                                                        null,
                                                        null,
                                                        script.version().number()))
                                .toList());
    }

    private static MigrationFile file(int number) {
        String sql =
                """
                -- Up migration
                CREATE TABLE step_%1$s (id bigint PRIMARY KEY, name text NOT NULL);
                INSERT INTO step_%1$s VALUES (1, 'one');

                -- Down migration
                DROP TABLE step_%1$s;
                """
                        .formatted(number);
        return new Text(FIRST.plusMinutes(number).format(VERSION) + "_step.sql", sql);
    }

    /** Reads and hashes them into a catalog. */
    @Benchmark
    public MigrationCatalog catalog() {
        return MigrationCatalog.of(
                List.of(
                        new MigrationSource() {
                            @Override
                            public String description() {
                                return "memory";
                            }

                            @Override
                            public List<MigrationFile> files() {
                                return files;
                            }
                        }));
    }

    /** Plans with all of them applied. */
    @Benchmark
    public Plan planWithNothingPending() {
        return planner.up(catalog, applied, Target.all());
    }

    /** Plans with none of them applied: each is cut into its statements. */
    @Benchmark
    public Plan planWithAllPending() {
        return planner.up(catalog, new History(List.of()), Target.all());
    }

    /** Renders as many tables in PostgreSQL's SQL. */
    @Benchmark
    public int render() {
        int characters = 0;
        for (int number = 0; number < migrations; number++) {
            Table table =
                    Table.named("step_" + number)
                            .column(Column.of("id", ColumnType.bigInteger()).identity())
                            .column(Column.of("email", ColumnType.varchar(255)).notNull())
                            .primaryKey("id")
                            .unique("email");
            for (String sql :
                    POSTGRES.ddl(new SchemaChange.CreateTable(table, SchemaChange.Existing.FAIL))) {
                characters += sql.length();
            }
        }
        return characters;
    }
}
