package dev.lifeguard.migrate.benchmarks.accounting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Measures the sample's accounting schema on an embedded server. */
public final class AccountingBenchmark {

    private static final Path MODULE = Path.of("lifeguard-benchmarks", "target");
    private static final Path MIGRATIONS = Path.of("migrations");

    private final Server server;
    private final Settings settings;

    private AccountingBenchmark(Server server, Settings settings) {
        this.server = server;
        this.settings = settings;
    }

    /**
     * Prints tables and writes them below {@code target}. The working directory is the project's.
     *
     * @param arguments some of {@value Settings#USAGE}
     */
    public static void main(String[] arguments)
            throws IOException, SQLException, ExecutionException, InterruptedException {
        Settings settings = Settings.parse(arguments);
        Path directory = Files.createDirectories(MODULE.resolve("accounting").toAbsolutePath());
        Path jar = MODULE.resolve("postgres").resolve("server.jar");
        try (Server server = Server.start(jar, directory)) {
            new AccountingBenchmark(server, settings).run(directory);
        }
    }

    private void run(Path directory)
            throws IOException, SQLException, ExecutionException, InterruptedException {
        for (Contender contender : Contender.values()) {
            server.create(contender, MIGRATIONS);
        }
        // For the reports, before anything is posted.
        Sql.run(
                server.connect("postgres", ""),
                "CREATE DATABASE reports TEMPLATE " + Contender.SCHEMA.database());
        List<Results> workloads = new ArrayList<>();
        if (settings.round().isPositive()) {
            for (Workload workload : settings.workloads()) {
                workloads.add(measure(workload));
            }
        }
        List<ReportTimes> reports = ReportTimes.measure(server, settings);
        for (Database books : Database.values()) {
            books.check(server);
        }

        String version = Sql.value(server.connect("postgres", ""), "SELECT version()");
        ResultTable table = new ResultTable(workloads, reports);
        System.out.printf("%n%s%n%n%s", version, table.markdown());
        Files.writeString(directory.resolve("results.md"), table.markdown());
        Files.writeString(directory.resolve("results.json"), table.json(version, settings));
    }

    /** All rounds; who was first in one is last in the next. */
    private Results measure(Workload workload)
            throws SQLException, ExecutionException, InterruptedException {
        System.out.println(workload.title());
        Results results = Results.none(workload);
        List<Contender> contenders = new ArrayList<>(workload.contenders());
        for (Contender contender : contenders) {
            // Plans are made for tables with rows in them.
            Turn.run(server, workload, contender, settings.round());
            Sql.run(server.connect(contender.database(), ""), "VACUUM ANALYZE");
        }
        Sql.run(server.connect("postgres", ""), "CHECKPOINT");
        for (int round = 0; round < settings.rounds(); round++) {
            for (Contender contender : contenders) {
                results.add(contender, Turn.run(server, workload, contender, settings.round()));
            }
            Collections.rotate(contenders, -1);
        }
        return results;
    }

    /** The databases that keep balances, which are right in the end. */
    private enum Database {
        SCHEMA("schema", Database.VIOLATIONS),
        SHARDED("sharded", Database.VIOLATIONS),
        AUTO_POST("auto_post", Database.VIOLATIONS),
        REPORTS("reports", Database.VIOLATIONS),
        LEDGER("ledger", "SELECT sum(balance) FROM accounts");

        private static final String VIOLATIONS =
                "SELECT count(*) FROM accounting_integrity_violations";

        private final String name;
        private final String query;

        Database(String name, String query) {
            this.name = name;
            this.query = query;
        }

        private void check(Server server) throws SQLException {
            String wrong = Sql.value(server.connect(name, ""), query);
            if (!wrong.equals("0")) {
                throw new IllegalStateException(
                        "The books of %s are wrong: %s gives %s".formatted(name, query, wrong));
            }
        }
    }
}
