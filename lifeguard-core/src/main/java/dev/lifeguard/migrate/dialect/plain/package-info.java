/** What several databases answer alike: the state table, the lock, and a session's settings. */
@NullMarked
package dev.lifeguard.migrate.dialect.plain;

import org.jspecify.annotations.NullMarked;
