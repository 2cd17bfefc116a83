package dev.lifeguard.migrate.inspect.snapshot;

/**
 * A part of a snapshot's text.
 *
 * @param type of the object whose file it is in
 * @param object the name of that object
 * @param sql one statement or several, each with its semicolon, without a line feed at the end
 */
public record SnapshotStatement(ObjectType type, String object, String sql) {}
