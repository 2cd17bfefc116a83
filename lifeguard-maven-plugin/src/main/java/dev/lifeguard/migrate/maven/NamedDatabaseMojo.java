package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.MigrationSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.inject.Inject;
import javax.sql.DataSource;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What the goals have to which a database is named, whether or not they open it. */
abstract class NamedDatabaseMojo extends MigratorMojo {

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

    /** Begins a migrator for a database of the goal's own, which is no target. */
    final MigratorBuilder plain(DataSource dataSource, List<MigrationSource> sources) {
        return onScratch(dataSource, isNamed() ? database().chosen() : Optional.empty(), sources);
    }

    /** Its URL as it is given; only where there is one. */
    final String databaseUrl() {
        return Objects.requireNonNull(databaseUrl);
    }

    @Override
    final Optional<DatabaseProduct> product() {
        return isNamed() ? Optional.of(database().product()) : Optional.empty();
    }

    /** How scripts are read: those of PostgreSQL where no database is named. */
    final ScriptRules scriptRules() {
        return new ScriptRules(
                Dialect.named(product().orElse(DatabaseProduct.POSTGRESQL).product()).lexerRules(),
                new Placeholders(placeholders()));
    }

    /** Whether a database is named, for a goal that can do without. */
    final boolean isNamed() {
        return databaseUrl != null && !databaseUrl.isBlank();
    }
}
