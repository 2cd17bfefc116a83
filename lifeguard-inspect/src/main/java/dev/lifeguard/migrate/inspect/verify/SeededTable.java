package dev.lifeguard.migrate.inspect.verify;

/**
 * A table that may get made-up rows.
 *
 * @param key what tells it from others
 * @param name its qualified name, quoted where SQL needs that
 * @param plain the name that it has in its schema
 */
record SeededTable(String key, String name, String plain) {}
