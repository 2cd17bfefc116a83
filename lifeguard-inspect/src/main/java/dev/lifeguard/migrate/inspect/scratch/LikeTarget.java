package dev.lifeguard.migrate.inspect.scratch;

import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;

/**
 * A server whose new databases are like another one, as {@link ScratchServer#makeLike} makes them.
 *
 * @param server which makes them
 * @param target the other one
 */
public record LikeTarget(ScratchServer server, DataSource target) implements ScratchServer {

    @Override
    public ScratchDatabase make() {
        return server.makeLike(target);
    }

    @Override
    public ScratchDatabase makeLike(DataSource other) {
        return server.makeLike(other);
    }

    @Override
    public ScratchDatabase copy(ScratchDatabase original) {
        return server.copy(original);
    }

    @Override
    public List<String> roles() {
        return server.roles();
    }

    @Override
    public boolean isAlone() {
        return server.isAlone();
    }

    @Override
    public void dropRoles(Collection<String> left) {
        server.dropRoles(left);
    }

    @Override
    public void prepareRoles(Collection<String> named, Collection<String> made) {
        server.prepareRoles(named, made);
    }

    @Override
    public void close() {
        server.close();
    }
}
