package dev.lifeguard.migrate.inspect.report;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.drift.Difference;
import dev.lifeguard.migrate.inspect.erd.DiagramReader;
import dev.lifeguard.migrate.inspect.report.Looked.NotSeen;
import dev.lifeguard.migrate.inspect.report.Looked.Seen;
import dev.lifeguard.migrate.inspect.report.Report.CatalogueLook;
import dev.lifeguard.migrate.inspect.report.Report.Subject;
import dev.lifeguard.migrate.inspect.snapshot.NamedSchema;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.lint.LintFinding;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Reads what a report shows. Nothing is changed. Each part that cannot be read says why, and the
 * others stay; only where the history itself cannot be read there is no report.
 *
 * @param migrator of the database
 * @param dataSource of the same
 * @param product what it is
 * @param place where it is, without any secret
 * @param table its state table
 */
public record ReportReader(
        Migrator migrator,
        DataSource dataSource,
        DatabaseProduct product,
        String place,
        TableName table) {

    /** The newest runs of the log that are shown. */
    private static final int RUNS = 5000;

    /**
     * What was looked at by others.
     *
     * @param findings of lint
     * @param drift between the schema and what the migrations make
     */
    public record Others(Looked<List<LintFinding>> findings, Looked<List<Difference>> drift) {}

    /**
     * Reads all of it.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when the history cannot be read
     */
    public Report read(Others others) {
        return read(others, catalogue());
    }

    /**
     * Reads it with what the catalogue told before, but for the sessions that wait now.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when the history cannot be read
     */
    public Report again(Report before) {
        CatalogueLook old = before.catalogue();
        return read(
                new Others(before.findings(), before.drift()),
                new CatalogueLook(old.sizes(), old.diagram(), waiting()));
    }

    private Report read(Others others, CatalogueLook catalogue) {
        return new Report(
                InstantSource.system().instant(),
                subject(),
                migrator.status(),
                appliedBy(),
                Looked.at(() -> migrator.log(RUNS)),
                Looked.at(migrator::lockHolder),
                Looked.at(() -> migrator.batches().status()),
                others.findings(),
                others.drift(),
                catalogue);
    }

    private CatalogueLook catalogue() {
        return new CatalogueLook(
                ofUrl(() -> look(connection -> TableSizes.read(connection, product)))
                        .map(all -> all.stream().filter(it -> isOfOthers(it.name())).toList()),
                ofUrl(() -> Looked.at(() -> DiagramReader.of(product).read(dataSource, own()))),
                waiting());
    }

    /** A look at the database of the URL, where it is the one in which migrations run. */
    private <T> Looked<T> ofUrl(Supplier<Looked<T>> look) {
        try {
            new NamedSchema(product, Optional.ofNullable(table.schema()))
                    .requireThatOfUrl(dataSource, "report");
            return look.get();
        } catch (LifeguardException failure) {
            return new NotSeen<>(failure.detail().message());
        }
    }

    private OwnTables own() {
        return OwnTables.of(table.table());
    }

    private boolean isOfOthers(String name) {
        // It may end with a quotation mark.
        return !OwnTables.isPutAside(name.replaceFirst("[\"`]$", ""))
                && own().names().stream()
                        .map(own -> own.toLowerCase(Locale.ROOT))
                        .noneMatch(
                                own ->
                                        name.toLowerCase(Locale.ROOT).equals(own)
                                                || name.toLowerCase(Locale.ROOT)
                                                        .endsWith("." + own));
    }

    private Looked<List<WaitingSession>> waiting() {
        return product == DatabaseProduct.POSTGRESQL
                ? look(WaitingSessions::read)
                : new NotSeen<>(
                        "Who waits for locks now is looked at on PostgreSQL only, and this is %s."
                                .formatted(product.product()));
    }

    private Subject subject() {
        return switch (look(ReportReader::server)) {
            case Seen<List<String>>(List<String> server) ->
                    new Subject(server.getFirst(), server.getLast(), place, table.toString());
            case NotSeen<List<String>> none ->
                    new Subject(product.product(), "", place, table.toString());
        };
    }

    private static List<String> server(Connection connection) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        return List.of(data.getDatabaseProductName(), data.getDatabaseProductVersion());
    }

    /** Nobody, where the history does not say it, or there is none. */
    private Map<Long, String> appliedBy() {
        return switch (look(connection -> AppliedBy.read(connection, quotedTable()))) {
            case Seen<Map<Long, String>>(Map<Long, String> all) -> all;
            case NotSeen<Map<Long, String>> none -> Map.of();
        };
    }

    private String quotedTable() {
        return Dialect.named(product.product()).stateSql(table).takingOver().table();
    }

    /** A question to the database. */
    @FunctionalInterface
    private interface Question<T> {

        T ask(Connection connection) throws SQLException;
    }

    private <T> Looked<T> look(Question<T> question) {
        try (Connection connection = dataSource.getConnection()) {
            return new Seen<>(question.ask(connection));
        } catch (SQLException failure) {
            return new NotSeen<>(
                    "The database's catalogue could not be read: %s."
                            .formatted(failure.getMessage()));
        }
    }
}
