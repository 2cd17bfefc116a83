package dev.lifeguard.migrate;

import org.jspecify.annotations.Nullable;

/**
 * The database that a connection is to, as far as layouts ask for it.
 *
 * @param product what it calls itself, or was said to be
 * @param schema the one that the session makes things in, or null
 * @param user whom the session runs as, or null
 * @param name its name, or null
 */
record ReachedDatabase(
        String product, @Nullable String schema, @Nullable String user, @Nullable String name) {}
