package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.cli.database.CommandCaller;
import dev.lifeguard.migrate.cli.output.Progress;
import dev.lifeguard.migrate.cli.output.RunRecorder;
import dev.lifeguard.migrate.cli.process.DriverPreparation;
import dev.lifeguard.migrate.cli.process.Shutdown;
import dev.lifeguard.migrate.cli.settings.BatchAdvice;
import dev.lifeguard.migrate.cli.settings.RunOptions;
import dev.lifeguard.migrate.cli.settings.Settings;
import dev.lifeguard.migrate.cli.settings.Settings.GivenDatabase;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.connect.Databases;
import dev.lifeguard.migrate.connect.PasswordFile;
import dev.lifeguard.migrate.connect.convert.ConvertedDirectory;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One run of a command: its settings, its database once that is needed, and its way out. */
public final class Invocation implements AutoCloseable {

    private static final Duration CLEAN_UP = Duration.ofSeconds(20);
    private static final Duration NOTHING_TO_CLEAN = Duration.ofSeconds(1);

    private final Settings settings;
    private final RunOptions options;
    private final Progress progress;
    private final RunRecorder recorder = new RunRecorder();
    private final Shutdown shutdown;
    private final long start = System.nanoTime();
    private volatile @Nullable Database database;
    private volatile @Nullable DatabaseProduct named;
    private Opening opening = Opening.THERE;

    /** A run that tells its progress and ends when it is told to. */
    public Invocation(Settings settings, RunOptions options, Progress progress, Shutdown shutdown) {
        this.settings = settings;
        this.options = options;
        this.progress = progress;
        this.shutdown = shutdown;
    }

    Settings settings() {
        return settings;
    }

    /** Since the run began. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** The files of the migrations directories. */
    List<MigrationSource> sources() {
        return settings.migrations().stream()
                .map(directory -> ConvertedDirectory.source(directory, settings.layout()))
                .toList();
    }

    /** How many files those have. */
    int files() {
        return sources().stream().mapToInt(source -> source.files().size()).sum();
    }

    /** The files of the migrations directories, read and hashed. */
    MigrationCatalog catalog() {
        return MigrationCatalog.of(
                sources(), settings.classPath(), new GivenSurroundings(settings));
    }

    /** What the database is by its URL; PostgreSQL where none is named. */
    DatabaseProduct product() {
        return settings.database()
                .url()
                .map(url -> DatabaseUrl.parse(url, settings.classPath()))
                .map(DatabaseUrl::product)
                .orElse(DatabaseProduct.POSTGRESQL);
    }

    /** Who wants an embedded server. */
    CommandCaller caller() {
        return new CommandCaller(settings.waits().lock(), progress, shutdown);
    }

    /** Has a signal stop what begins now, which then has time to clean up. */
    void stoppedBy(Runnable stop) {
        shutdown.onRequest(stop, () -> CLEAN_UP);
        shutdown.requireNotRequested();
    }

    /** How the migrations are read where no database is asked: its URL tells what it is. */
    ScriptRules scriptRules() {
        Dialect dialect = Dialect.named(product().product());
        return new ScriptRules(dialect.lexerRules(), settings.placeholders());
    }

    /** Which databases a command opens. */
    private enum Opening {
        /** It looks, so one that is there. */
        THERE,
        /** One that is not there is made. */
        MADE
    }

    /** Lets a database be made that is not there. */
    void makeDatabase() {
        opening = Opening.MADE;
    }

    /** The database, which is started first where it is an embedded one. */
    Database database() {
        Database open = database;
        if (open == null) {
            GivenDatabase given = settings.database();
            DatabaseUrl parsed =
                    DatabaseUrl.of(
                            given.url().orElseThrow(Invocation::noDatabase),
                            given.base(),
                            given.passwordFile(),
                            settings.classPath());
            given.passwordFile()
                    .flatMap(file -> new PasswordFile(file).warning())
                    .ifPresent(progress::warning);
            if (opening == Opening.THERE) {
                parsed.requireThere();
            }
            DriverPreparation.silenceDriver();
            open = Databases.open(parsed, caller());
            named = parsed.chosen().orElse(null);
            database = open;
        }
        return open;
    }

    /** A migrator of that database, as the settings say, which a signal stops. */
    Migrator migrator() {
        return migrator(builder -> {});
    }

    /** The same with a setting that is the command's own. */
    Migrator migrator(Consumer<MigratorBuilder> own) {
        return migrator(sources(), own);
    }

    /** The same of other sources. */
    Migrator migrator(List<MigrationSource> sources, Consumer<MigratorBuilder> own) {
        MigratorBuilder builder = plain(sources);
        settings.waits().applyTo(builder);
        builder.listener(advice().telling(recorder)).listener(advice().telling(progress));
        own.accept(builder);
        Migrator migrator = builder.build();
        shutdown.onRequest(
                migrator::stop, () -> recorder.mayHaveChanged() ? CLEAN_UP : NOTHING_TO_CLEAN);
        shutdown.requireNotRequested();
        return migrator;
    }

    /** The settings of a migrator that tells nothing. */
    MigratorBuilder plain(List<MigrationSource> sources) {
        MigratorBuilder builder = settingsOf(database().dataSource(), sources);
        String schema = settings.table().schema();
        return schema == null ? builder : builder.schema(schema);
    }

    /**
     * The same for a database of the command's own. On MariaDB a schema is a database, so that one
     * of that name would take the place of the command's own.
     */
    MigratorBuilder plain(DataSource dataSource, List<MigrationSource> sources) {
        MigratorBuilder builder = settingsOf(dataSource, sources);
        String schema = settings.table().schema();
        return schema == null || product() == DatabaseProduct.MARIADB
                ? builder
                : builder.schema(schema);
    }

    private MigratorBuilder settingsOf(DataSource dataSource, List<MigrationSource> sources) {
        return GivenMigrator.of(settings, Optional.ofNullable(named), dataSource, sources);
    }

    private static LifeguardException noDatabase() {
        return Refused.because(
                ("No database is named. Use --database-url, LIFEGUARD_DATABASE_URL, DATABASE_URL,"
                                + " or database-url in lifeguard.toml, with %s.")
                        .formatted(DatabaseUrl.FORMS));
    }

    /** Shows on stderr what it does, until something else is shown. */
    void doing(String what) {
        progress.doing(what);
    }

    /** What tells on stderr how far a run is. */
    Progress progress() {
        return progress;
    }

    /** Waits, unless a signal comes. */
    void pause(Duration time) {
        shutdown.pause(time);
    }

    /** A command for the files and the database of this run, as it is typed. */
    String again(String command) {
        return settings.again(command, options);
    }

    /** What messages say of batches, for the same. */
    BatchAdvice advice() {
        return new BatchAdvice(this::again);
    }

    /** Says on stderr what is worth a look, where no run does. */
    <T> T warned(List<String> warnings, T answer) {
        advice().of(warnings).forEach(progress::warning);
        return answer;
    }

    /** What is told where it fails. */
    public RunFailures failures() {
        return new RunFailures(this, recorder);
    }

    /** Whether the database was opened, so that it can be asked. */
    boolean isOpen() {
        return database != null;
    }

    @Override
    public void close() {
        end();
    }

    /** Ends what was begun; can be called again and again, from any thread. */
    public void end() {
        progress.close();
        Database open = database;
        if (open != null) {
            shutdown.onRequest(() -> {}, () -> CLEAN_UP);
            end(open);
        }
    }

    /** What the command found or did is said by now, so this can only be a warning. */
    private void end(Database open) {
        try {
            open.close();
        } catch (LifeguardException stillThere) {
            progress.warning(stillThere.detail().message());
        }
    }
}
