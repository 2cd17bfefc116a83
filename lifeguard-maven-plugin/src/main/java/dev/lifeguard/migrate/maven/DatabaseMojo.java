package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.connect.Databases;
import dev.lifeguard.migrate.connect.words.Refused;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What the goals have that look at the user's database or change it. */
abstract class DatabaseMojo extends MigratorMojo {

    /**
     * The database: postgresql://user:password@host:port/db, jdbc:postgresql:..., mysql://...
     * (MariaDB too), sqlite:FILE, jdbc:h2:..., or embedded:postgresql[:DIR]; relative paths in it
     * are from the project's folder.
     */
    @Parameter(property = "lifeguard.databaseUrl")
    private @Nullable String databaseUrl;

    /** Who logs in; goes before the URL and settings.xml. */
    @Parameter(property = "lifeguard.databaseUser")
    private @Nullable String databaseUser;

    /** The password; goes before the URL and settings.xml. */
    @Parameter(property = "lifeguard.databasePassword")
    private @Nullable String databasePassword;

    /** A file that holds the password, as a mounted secret. */
    @Parameter(property = "lifeguard.databasePasswordFile")
    private @Nullable String databasePasswordFile;

    /** The server of settings.xml whose user and password are used. */
    @Parameter(property = "lifeguard.serverId")
    private @Nullable String serverId;

    @Inject private SettingsDecrypter decrypter;

    /** Which databases a goal opens. */
    enum Opening {
        /** It looks, so one that is there. */
        THERE,
        /** One that is not there is made. */
        MADE
    }

    Opening opening() {
        return Opening.THERE;
    }

    /** What the goal does with the database. */
    abstract void perform(MigratorBuilder builder, Database database)
            throws MojoExecutionException, MojoFailureException;

    @Override
    void perform() throws MojoExecutionException, MojoFailureException {
        DatabaseUrl url = database();
        if (opening() == Opening.THERE) {
            url.requireThere();
        }
        open(url);
    }

    /** Opens the database, and does what the goal does with it. */
    final void open(DatabaseUrl url) throws MojoExecutionException, MojoFailureException {
        Duration patience = lockTimeout();
        new Drivers(DatabaseMojo.class.getClassLoader())
                .require(Objects.requireNonNull(databaseUrl));
        try (Database database = Databases.open(url, new BuildCaller(getLog(), patience))) {
            perform(builder(database.dataSource(), url.chosen()), database);
        }
    }

    /** What the parameters name. */
    final DatabaseUrl database() {
        if (databaseUrl == null || databaseUrl.isBlank()) {
            throw Refused.because(
                    "No database is named. Use -Dlifeguard.databaseUrl, or <databaseUrl> in the"
                            + " plugin's configuration, with "
                            + DatabaseUrl.FORMS
                            + ".");
        }
        Login login = login();
        if (login.password().isPresent() && databasePasswordFile != null) {
            throw Refused.because(
                    "databasePasswordFile and another password are given. Leave one of them out.");
        }
        DatabaseUrl url =
                DatabaseUrl.of(
                        databaseUrl,
                        folder(),
                        Optional.ofNullable(databasePasswordFile).map(folder()::resolve),
                        classPath());
        DatabaseUrl asUser = login.user().map(url::withUser).orElse(url);
        return login.password().map(asUser::withPassword).orElse(asUser);
    }

    private Login login() {
        Login named = new Login(databaseUser, databasePassword);
        return serverId == null
                ? named
                : named.orElse(Login.ofServer(serverId, session().getSettings(), decrypter));
    }

    /** Whether a database is named, for a goal that can do without. */
    final boolean isNamed() {
        return databaseUrl != null && !databaseUrl.isBlank();
    }
}
