package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.connect.embedded.EmbeddedServer;
import dev.lifeguard.migrate.connect.words.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * The databases that a project's build has started. Each ends when it is told to, when Maven's
 * session ends, or when its JVM does.
 */
final class StartedDatabases {

    private static final String KEY = StartedDatabases.class.getName();

    private record Started(EmbeddedServer server, List<String> properties) {}

    private final List<Started> running = new ArrayList<>();

    /** Those of the project that a plugin's context belongs to. */
    static StartedDatabases of(Map<String, Object> context) {
        return (StartedDatabases)
                Objects.requireNonNull(
                        context.computeIfAbsent(KEY, unused -> new StartedDatabases()));
    }

    /**
     * Refuses properties that have a value already, which would go before that of the database to
     * come; those of one that this build has started may be set again.
     */
    synchronized void requireFree(
            List<String> properties, MavenProject project, MavenSession session) {
        for (String property : properties) {
            boolean own = running.stream().anyMatch(it -> it.properties().contains(property));
            boolean given = session.getUserProperties().containsKey(property);
            if (given || (!own && project.getProperties().containsKey(property))) {
                throw Refused.because(
                        ("%s has a value already (%s), so that other plugins would not see the"
                                        + " started database. Leave it out, or name another"
                                        + " property with urlProperty, userProperty and"
                                        + " passwordProperty.")
                                .formatted(property, given ? "-D" : "in the pom.xml"));
            }
        }
    }

    /** One more runs. */
    synchronized void add(EmbeddedServer server, List<String> properties, MavenSession session) {
        running.add(new Started(server, properties));
        SessionEnd.of(session).close(server);
    }

    /**
     * Ends all of them.
     *
     * @return how many there were
     */
    synchronized int stop(MavenProject project) {
        int count = running.size();
        for (Started started : running) {
            started.properties().forEach(project.getProperties()::remove);
            started.server().close();
        }
        running.clear();
        return count;
    }
}
