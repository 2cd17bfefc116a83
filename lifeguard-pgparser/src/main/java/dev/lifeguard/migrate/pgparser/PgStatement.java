package dev.lifeguard.migrate.pgparser;

/**
 * One statement of a script. Positions are indexes into the text that was parsed.
 *
 * @param start where its first token begins
 * @param end where it ends: at its semicolon, or behind the last character of the text
 * @param tree its parse tree
 */
public record PgStatement(int start, int end, PgNode tree) {}
