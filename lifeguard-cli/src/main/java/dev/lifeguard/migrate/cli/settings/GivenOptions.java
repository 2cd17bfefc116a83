package dev.lifeguard.migrate.cli.settings;

import dev.lifeguard.migrate.connect.words.ShellWord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The options of a call that say which files and which database are meant: a next command about the
 * same ones needs them again. Variables and the configuration file hold for that one anyway.
 *
 * @param options in the order in which they are advised
 */
public record GivenOptions(List<Given> options) {

    private static final String DIRECTORY = ConfigKey.MIGRATIONS_DIR.option();

    /** A URL that names who connects and no password, so that none of it need be masked. */
    private static final Pattern USER_ALONE = Pattern.compile("[a-z0-9:+.-]+://[^:@/?]*@[^@?&]*");

    /** Copies the list. */
    public GivenOptions {
        options = List.copyOf(options);
    }

    /** An option and its value, which is empty where it takes none. */
    public record Given(String option, String value) {

        private String typed() {
            if (value.isEmpty()) {
                return " " + option;
            }
            String shown = USER_ALONE.matcher(value).matches() ? value : Redaction.of(value);
            return " " + option + " " + ShellWord.of(shown);
        }
    }

    static GivenOptions of(GlobalOptions options) {
        List<Given> given = new ArrayList<>();
        options.migrationsDirectories()
                .forEach(directory -> given.add(new Given(DIRECTORY, directory)));
        add(ConfigKey.DATABASE_URL.option(), options.databaseUrl(), given);
        add(ConfigKey.DATABASE_PASSWORD_FILE.option(), options.databasePasswordFile(), given);
        add(ConfigKey.SCHEMA.option(), options.schema(), given);
        add(ConfigKey.TABLE.option(), options.table(), given);
        options.placeholders()
                .forEach(placeholder -> given.add(new Given("--placeholder", placeholder)));
        add(ConfigKey.CLASS_PATH.option(), options.classPath(), given);
        options.configFiles().forEach(file -> given.add(new Given("--config", file)));
        add("--env", options.environment(), given);
        return new GivenOptions(given);
    }

    private static void add(String option, @Nullable String value, List<Given> given) {
        if (value != null) {
            given.add(new Given(option, value));
        }
    }

    /** The same with one directory of migrations. */
    GivenOptions in(Path directory) {
        List<Given> others = new ArrayList<>();
        others.add(new Given(DIRECTORY, directory.toString()));
        options.stream().filter(each -> !each.option().equals(DIRECTORY)).forEach(others::add);
        return new GivenOptions(others);
    }

    /** A command with them, as it is typed into a shell; passwords in a URL are masked. */
    public String behind(String command) {
        StringBuilder typed = new StringBuilder(command);
        options.forEach(each -> typed.append(each.typed()));
        return typed.toString();
    }
}
