/**
 * The SQL reader: a script's sections, its statements with their positions, COPY data as a stream.
 *
 * <p>From the bottom up: {@code ScriptInput} (bytes, checked as UTF-8, with positions), {@code
 * Lexer} (tokens), {@code StatementScan} (one statement), {@code ScriptScanner} (statements,
 * markers and directives of a file in order), and on top of it {@link
 * dev.lifeguard.migrate.script.ScriptOutline} and {@link
 * dev.lifeguard.migrate.script.StatementReader}.
 */
@NullMarked
package dev.lifeguard.migrate.script;

import org.jspecify.annotations.NullMarked;
