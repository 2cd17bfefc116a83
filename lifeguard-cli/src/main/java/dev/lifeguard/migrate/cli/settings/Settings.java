package dev.lifeguard.migrate.cli.settings;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.layouts.LayoutName;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.source.Layout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the global options, the environment and the configuration file say, checked as a whole.
 *
 * @param database where the database is, as it was given; it is read by the commands that need one
 * @param scratch where scratch databases are made, as it was given
 * @param migrations the directories of the migrations, at least one
 * @param layoutName what the layout is called
 * @param layout how the files in them are named and laid out
 * @param table the state table
 * @param waits how long what is waited for
 * @param placeholders what is replaced in migrations
 * @param classPath what Java migrations are compiled with
 * @param defaults what holds for a command that has no option for it
 * @param lint what lint is told
 * @param drift what drift is told
 * @param said every setting with its value and where that was said
 * @param given the options that a next command needs too
 */
public record Settings(
        GivenDatabase database,
        GivenDatabase scratch,
        List<Path> migrations,
        String layoutName,
        Layout layout,
        TableName table,
        Waits waits,
        Placeholders placeholders,
        List<Path> classPath,
        OutputFormat output,
        Verbosity verbosity,
        Defaults defaults,
        GivenLint lint,
        GivenDrift drift,
        SaidSettings said,
        GivenOptions given) {

    /** Copies the lists. */
    public Settings {
        migrations = List.copyOf(migrations);
        classPath = List.copyOf(classPath);
    }

    /**
     * How the database was named.
     *
     * @param url empty when it was not
     * @param base the folder that a relative path in it is from
     * @param passwordFile the file with the password, where one was named
     */
    public record GivenDatabase(Optional<String> url, Path base, Optional<Path> passwordFile) {}

    /**
     * How long what is waited for.
     *
     * @param database while it cannot be reached
     * @param lock that another runner holds
     * @param tableLock that a statement needs
     * @param tableLockRetry how long a migration is tried again that met such a lock
     * @param cancelBlockers whose sessions are terminated where they have such a lock
     */
    public record Waits(
            Duration database,
            Duration lock,
            Duration tableLock,
            Duration tableLockRetry,
            String cancelBlockers) {

        /** Tells a migrator. */
        public void applyTo(MigratorBuilder builder) {
            builder.connectTimeout(database)
                    .lockTimeout(lock)
                    .tableLockTimeout(tableLock)
                    .tableLockRetry(tableLockRetry)
                    .cancelBlockers(cancelBlockers);
        }
    }

    /**
     * What a command does where its option is not among the arguments.
     *
     * @param outOfOrder also applies what is older than the newest applied migration
     * @param group commits all migrations together
     * @param noColor shows no colours
     * @param snapshotFile what the schema is written into after a run
     */
    public record Defaults(
            boolean outOfOrder, boolean group, boolean noColor, Optional<Path> snapshotFile) {}

    /**
     * Reads them; an option goes before its variable, that before the file's table of the chosen
     * environment, that before the top of the file, and an empty variable is none.
     *
     * @throws ConfigurationException with all that cannot be used
     */
    public static Settings of(GlobalOptions options, Map<String, String> environment) {
        Optional<ConfigFile> file =
                ConfigFile.find(options.configFiles(), options.environment(), environment);
        return new SettingsReader(environment, file).read(options);
    }

    /**
     * What the configuration file says of the output, for a message about settings that cannot be
     * used; text where it says nothing, or cannot be read itself.
     */
    public static OutputFormat outputOfFile(
            GlobalOptions options, Map<String, String> environment) {
        try {
            return ConfigFile.find(options.configFiles(), options.environment(), environment)
                    .flatMap(file -> file.find(ConfigKey.OUTPUT))
                    .flatMap(said -> OutputFormat.parse(said.value()))
                    .orElse(OutputFormat.TEXT);
        } catch (ConfigurationException unusable) {
            return OutputFormat.TEXT;
        }
    }

    /** The same with another layout. */
    public Settings with(String otherName, Layout other) {
        return with(otherName, other, output);
    }

    /** The same with another output. */
    public Settings with(OutputFormat other) {
        return with(layoutName, layout, other);
    }

    private Settings with(String otherName, Layout other, OutputFormat otherOutput) {
        return new Settings(
                database,
                scratch,
                migrations,
                otherName,
                other,
                table,
                waits,
                placeholders,
                classPath,
                otherOutput,
                verbosity,
                defaults,
                lint,
                drift,
                said,
                given);
    }

    /** The directory that a new migration goes into. */
    public Path firstDirectory() {
        return migrations.getFirst();
    }

    /** A command for the same files, which that layout reads, and the same database. */
    public String next(String command, String layoutOfFiles) {
        return given.behind(command + layoutOption(layoutOfFiles));
    }

    /** An advised command for what this one is about, as {@link #next(String, String)} gives it. */
    public String again(String advised, RunOptions options) {
        return next(options.behind(advised), layoutName);
    }

    /** The same for the files of this project's own in another directory. */
    public String next(String command, Path directory) {
        return given.in(directory).behind(command + layoutOption(LayoutName.OWN));
    }

    /** None for this project's own layout, unless a variable or a file sets another one. */
    private String layoutOption(String name) {
        boolean needed =
                !name.equals(LayoutName.OWN)
                        || said.settings().stream()
                                .filter(each -> each.key().equals(ConfigKey.LAYOUT.key()))
                                .filter(each -> !each.origin().startsWith("--"))
                                .anyMatch(each -> !each.value().equals(LayoutName.OWN));
        return needed ? " --layout " + name : "";
    }

    /** The directories, as messages name them. */
    public String directories() {
        return String.join(", ", migrations.stream().map(Path::toString).toList());
    }
}
