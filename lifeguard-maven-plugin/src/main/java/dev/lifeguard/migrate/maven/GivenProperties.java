package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.connect.words.ShellWord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;

/**
 * What Maven's command line says of the migrations and the database that are meant: an advised goal
 * needs it again. What the pom and settings.xml say holds for that one anyway.
 *
 * @param goal the one that runs
 * @param said this plugin's properties without what their names begin with, and their values
 */
record GivenProperties(String goal, SortedMap<String, String> said) {

    private static final String BEGINNING = "lifeguard.";
    private static final String GOAL = "mvn lifeguard:";

    private static final Set<String> OF_ALL =
            Set.of(
                    "classPath",
                    "databasePassword",
                    "databasePasswordFile",
                    "databaseUrl",
                    "databaseUser",
                    "layout",
                    "migrationsDir",
                    "schema",
                    "serverId",
                    "table");

    /** How far and how a goal runs: the same one needs them again. */
    private static final Set<String> OF_RUN =
            Set.of("group", "lint", "snapshotFile", "steps", "target");

    private static final String PLACEHOLDER = "placeholder";

    /** A URL in which no password can be. */
    private static final Pattern OPEN_URL =
            Pattern.compile("[a-z0-9:+.]+(//([^:@/?]*@)?)?[A-Za-z0-9:+._/-]*");

    static GivenProperties of(MavenSession session, MojoExecution execution) {
        SortedMap<String, String> said = new TreeMap<>();
        for (Map.Entry<Object, Object> each : session.getUserProperties().entrySet()) {
            String name = each.getKey().toString();
            if (name.startsWith(BEGINNING)) {
                said.put(name.substring(BEGINNING.length()), each.getValue().toString());
            }
        }
        return new GivenProperties(execution.getGoal(), said);
    }

    /** An advised goal with them, as it is typed into a shell; no password is shown. */
    String behind(String advised) {
        List<String> words = List.of(advised.split("[ =]", -1));
        StringBuilder typed = new StringBuilder(advised);
        said.forEach(
                (name, value) -> {
                    if (belongsTo(name, advised) && !words.contains("-D" + BEGINNING + name)) {
                        typed.append(" ").append(ShellWord.of(property(name, value)));
                    }
                });
        return typed.toString();
    }

    private boolean belongsTo(String name, String advised) {
        return OF_ALL.contains(name)
                || name.equals(PLACEHOLDER)
                || name.startsWith(PLACEHOLDER + ".")
                || (OF_RUN.contains(name) && (advised + " ").startsWith(GOAL + goal + " "));
    }

    private static String property(String name, String value) {
        String property = "-D" + BEGINNING + name;
        return switch (name) {
            case "databasePassword" -> property + "=PASSWORD";
            case "databaseUrl" ->
                    property + "=" + (OPEN_URL.matcher(value).matches() ? value : "URL");
            default -> value.equals("true") ? property : property + "=" + value;
        };
    }
}
